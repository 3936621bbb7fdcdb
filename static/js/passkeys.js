// Passkeys: show what needs them only where the browser knows them, and say so in words when one fails.
(function () {
  if (!window.PublicKeyCredential) return;
  document.querySelectorAll("[data-passkeys]").forEach(function (part) { part.hidden = false; });
  document.querySelectorAll("[data-no-passkeys]").forEach(function (part) { part.hidden = true; });
  document.addEventListener("allauth.error", function (event) {
    event.preventDefault();
    document.querySelectorAll("[data-passkey-problem]").forEach(function (part) { part.hidden = false; });
  });
})();

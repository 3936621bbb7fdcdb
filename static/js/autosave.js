// Saves a page while somebody types, about every ten seconds, so that a lost signal loses nothing.
"use strict";

const form = document.querySelector("form[data-autosave]");
const EVERY = 10_000;

function autosave(form) {
  const says = form.querySelector("[data-saved]");
  let address = form.getAttribute("action") || location.href;
  let timer = null;
  let busy = null;
  let sent = typedAlready() ? "" : words();
  let stopped = false;

  function words() {
    const data = new FormData(form);
    data.delete("seen");
    return new URLSearchParams(data).toString();
  }

  // On a slow line somebody may have written before this script was here.
  function typedAlready() {
    return [...form.elements].some(
      (one) =>
        ("defaultChecked" in one && one.checked !== one.defaultChecked) ||
        (one.matches("textarea, input:not([type=hidden])") && one.value !== one.defaultValue),
    );
  }

  async function save(keepalive = false) {
    clearTimeout(timer);
    timer = null;
    const now = words();
    if (busy || stopped || now === sent) return;
    const body = new URLSearchParams(new FormData(form));
    const headers = { "X-Autosave": "1" };
    busy = fetch(address, { method: "POST", body, keepalive, headers }).then((answer) => answer.json());
    try {
      const answer = await busy;
      says.textContent = answer.says;
      if (answer.saved) keep(answer, now);
      // Somebody else wrote here too: from now on only the button saves, and shows both.
      stopped = Boolean(answer.stop);
    } catch {
      says.textContent = form.dataset.offline;
    } finally {
      busy = null;
    }
    if (words() !== sent) wait();
  }

  function keep(answer, now) {
    sent = now;
    form.elements.seen.value = answer.seen;
    if (form.hasAttribute("data-new")) {
      // The draft is there now: from here on the same page changes it.
      address = answer.url;
      form.action = answer.url;
      history.replaceState(null, "", answer.url);
    }
  }

  function wait() {
    if (!timer && !stopped) timer = setTimeout(save, EVERY);
  }

  if (!sent) wait();
  form.addEventListener("input", wait);
  form.addEventListener("change", wait);
  document.addEventListener("visibilitychange", () => document.hidden && save(true));
  form.addEventListener("submit", async (event) => {
    clearTimeout(timer);
    if (!busy) return;
    // The page must know what was saved last before it is sent, or it would seem that two people wrote.
    event.preventDefault();
    await busy.catch(() => null);
    setTimeout(() => form.requestSubmit(event.submitter), 0);
  });
}

if (form) autosave(form);

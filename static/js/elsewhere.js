// Puts a film of another site into the page, once somebody presses and not before.
"use strict";

document.querySelectorAll("[data-elsewhere]").forEach((card) => {
  const shut = card.firstElementChild;
  const button = shut.querySelector("button");
  button.addEventListener("click", () => {
    const frame = document.createElement("iframe");
    frame.title = card.dataset.title;
    frame.allow = "autoplay; fullscreen; picture-in-picture";
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-presentation allow-popups");
    frame.src = card.dataset.elsewhere;
    shut.replaceWith(frame);
    frame.focus();
  });
  button.hidden = false;
});

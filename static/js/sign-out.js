// Signing out empties the phone, so this page says first how many entries wait on it, and sends them.
"use strict";

const waiting = document.querySelector("[data-waiting]");

function sayHowMany(many) {
  waiting.hidden = !many;
  const { one, more } = waiting.dataset;
  waiting.querySelector("p").textContent = many > 1 ? more.replace("{n}", many) : one;
}

if (kept && waiting) {
  kept.now.wait = sayHowMany;
  kept.ready.then(kept.show).catch(() => null);
  waiting.querySelector("button").addEventListener("click", async () => {
    await kept.send();
    kept.box.focus();
  });
}

// How far the worker is: the page is asked again every two seconds, and shown anew once that is over.
"use strict";

const EVERY = 2000;

async function look() {
  const place = document.querySelector("[data-progress]");
  if (!place) return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelector("[data-progress]");
    if (!now) {
      location.reload();
      return;
    }
    if (now.innerHTML !== place.innerHTML) place.replaceWith(document.importNode(now, true));
  } catch {
    // No line at the moment: it is asked again.
  }
  setTimeout(look, EVERY);
}

setTimeout(look, EVERY);

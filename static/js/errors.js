// The summary of what needs putting right takes focus, and its links show the whole question, not only its control.
"use strict";

const summary = document.querySelector("[data-focus]");

function lead(event) {
  const link = event.target.closest('a[href^="#"]');
  const control = link && document.getElementById(link.hash.slice(1));
  if (!control) return;
  event.preventDefault();
  const fold = control.closest("details");
  if (fold) fold.open = true;
  (control.closest(".field") || control).scrollIntoView();
  control.focus({ preventScroll: true });
}

if (summary) {
  summary.focus();
  summary.addEventListener("click", lead);
}

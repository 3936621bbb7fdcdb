// Filters stand open where there is room beside the list, and fold away on a phone.
"use strict";

const fold = document.querySelector("[data-open-when-wide]");

if (fold) {
  const wide = matchMedia("(min-width: 62em)");
  const fit = () => {
    fold.open = wide.matches;
  };
  fit();
  wide.addEventListener("change", fit);
}

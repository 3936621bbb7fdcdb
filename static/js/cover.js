// Draws over the squares of a photo: where the finger starts says whether it covers or takes off.
"use strict";

function draws(squares) {
  let covers = null;

  function at(event) {
    const found = document.elementFromPoint(event.clientX, event.clientY);
    return found && squares.contains(found) ? found.closest("label")?.querySelector("input") : null;
  }

  squares.addEventListener("pointerdown", (event) => {
    const first = at(event);
    if (!first || event.button) return;
    covers = !first.checked;
    first.checked = covers;
  });
  squares.addEventListener("pointermove", (event) => {
    const one = covers === null ? null : at(event);
    if (one) one.checked = covers;
  });
  for (const over of ["pointerup", "pointercancel"]) {
    window.addEventListener(over, () => (covers = null));
  }
  // What the finger did is done; the click that follows must not undo it. A keyboard's click has no place on the page.
  squares.addEventListener("click", (event) => {
    if (event.detail) event.preventDefault();
  });
  squares.addEventListener("dragstart", (event) => event.preventDefault());
  squares.dataset.draws = "";
}

document.querySelectorAll("[data-cover] .cover__squares").forEach(draws);

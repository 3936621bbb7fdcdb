// Sends each photo by itself as soon as it is chosen. One that fails is tried again alone; the others are safe.
"use strict";

function photos(box) {
  const form = box.closest("form");
  const input = box.querySelector("input[type=file]");
  const list = box.querySelector("[data-shots]");
  const mould = box.querySelector("template").content.firstElementChild;
  const notice = box.querySelector("[data-wait]");
  const queue = [];
  let going = null;
  let submitter = null;

  function say(words) {
    notice.hidden = !words;
    notice.textContent = words || "";
  }

  function come(file) {
    const row = list.appendChild(mould.cloneNode(true));
    const [again, leave] = row.querySelectorAll("button");
    const one = { file, row, again, token: crypto.randomUUID(), bar: row.querySelector("progress") };
    row.querySelector(".shot__name").textContent = file.name;
    one.bar.setAttribute("aria-label", file.name);
    again.addEventListener("click", () => wait(one));
    leave.addEventListener("click", () => {
      row.remove();
      say("");
      input.focus();
    });
    wait(one);
  }

  function wait(one) {
    tell(one, "", false);
    queue.push(one);
    next();
  }

  function tell(one, words, failed) {
    one.failed = failed;
    one.row.querySelector("[role=status]").textContent = words;
    one.row.querySelector(".row").hidden = !failed;
    one.bar.hidden = failed;
  }

  function next() {
    if (going) return;
    going = queue.shift();
    if (going) return send(going);
    if (!submitter) return;
    const by = submitter;
    submitter = null;
    say("");
    form.requestSubmit(by);
  }

  function send(one) {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.append("token", one.token);
    body.append("photo", one.file);
    const line = new XMLHttpRequest();
    line.open("POST", box.dataset.photos);
    line.responseType = "json";
    line.upload.addEventListener("progress", (at) => (one.bar.value = at.loaded / at.total));
    line.addEventListener("loadend", () => {
      going = null;
      if (line.status === 201 && line.response) {
        arrived(one, line.response.html);
      } else {
        tell(one, (line.response && line.response.says) || one.row.dataset.failed, true);
        // What was refused stays refused; what was lost on the way may get through.
        one.again.hidden = line.status === 422;
      }
      next();
    });
    line.send(body);
  }

  function arrived(one, html) {
    const made = document.createElement("template");
    made.innerHTML = html;
    one.row.replaceWith(made.content);
  }

  function take() {
    const files = [...input.files];
    // They go by themselves now, so the form must not send them a second time.
    input.value = "";
    const room = Math.max(0, box.dataset.most - list.children.length);
    say(files.length > room ? notice.dataset.full : "");
    files.slice(0, room).forEach(come);
  }

  input.addEventListener("change", take);
  // On a slow line somebody may have chosen before this script was here.
  if (input.files.length) take();

  form.addEventListener(
    "submit",
    (event) => {
      const stuck = list.querySelector(".shot--coming .row:not([hidden]) button:not([hidden])");
      if (!going && !stuck) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      say(stuck ? notice.dataset.stuck : notice.dataset.wait);
      submitter = stuck ? null : event.submitter;
      if (stuck) stuck.focus();
    },
    true,
  );
}

document.querySelectorAll("[data-photos]").forEach(photos);

// Sends each photo by itself as soon as it is chosen. One that fails is tried again alone; the others are safe.
"use strict";

// A photo is made smaller before it goes: from a phone on a slow line half a minute becomes a few seconds.
const ENOUGH = 300_000; // bytes
const SIDES = [1600, 1200, 900]; // pixels
// Where many others are before it, the site says when to try again; so often that is done by itself.
const TURNS = 8;

// A JPEG, upright and without what the camera wrote into it; the file itself where it is small or no picture here.
async function smaller(file) {
  if (file.size <= ENOUGH) return file;
  let picture;
  try {
    picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    for (const side of SIDES) {
      const drawn = await draw(picture, Math.min(1, side / Math.max(picture.width, picture.height)));
      if (drawn && drawn.size < file.size && (drawn.size <= ENOUGH || side === SIDES.at(-1))) return drawn;
    }
  } catch {
    // The server says what is wrong with it.
  } finally {
    picture?.close();
  }
  return file;
}

function draw(picture, scale) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.8));
}

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
    const one = { file, row, again, token: crypto.randomUUID(), bar: row.querySelector("progress"), turns: 0 };
    row.photo = one; // for js/offline.js
    row.querySelector(".shot__name").textContent = file.name;
    one.bar.setAttribute("aria-label", file.name);
    again.addEventListener("click", () => wait(Object.assign(one, { turns: 0 })));
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

  // What was refused stays refused; what was lost on the way may get through, now or later.
  function tell(one, words, failed, refused = false) {
    const waits = one.row.querySelector("label");
    if (waits) waits.hidden = !failed || refused;
    one.again.hidden = refused;
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

  async function send(one) {
    // Tried again it must be the same file, by which the server knows that it has it.
    one.sent ??= await smaller(one.file);
    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.append("token", one.token);
    body.append("photo", one.sent, one.file.name);
    const line = new XMLHttpRequest();
    line.open("POST", box.dataset.photos);
    line.responseType = "json";
    line.upload.addEventListener("progress", (at) => (one.bar.value = at.loaded / at.total));
    line.addEventListener("loadend", () => {
      const says = line.response && line.response.says;
      const pause = line.status === 503 && says && line.getResponseHeader("Retry-After");
      if (pause && one.row.isConnected && (one.turns += 1) < TURNS) {
        tell(one, says, false);
        setTimeout(send, pause * 1000, one);
        return;
      }
      going = null;
      if (line.status === 201 && line.response) {
        arrived(one, line.response.html);
      } else {
        tell(one, says || one.row.dataset.failed, true, line.status === 422);
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

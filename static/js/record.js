// Records what somebody says and puts it into the box for a file, so that it is sent like any other.
"use strict";

function recorder(box) {
  const form = box.closest("form");
  const input = form.querySelector("input[type=file]");
  const [start, stop] = [box.querySelector("[data-start]"), box.querySelector("[data-stop]")];
  const said = box.querySelector("[data-said]");
  const clock = box.querySelector("[data-clock]");
  const played = box.querySelector("[data-played]");
  let running = null;

  function tick() {
    const seconds = Math.floor((Date.now() - running.began) / 1000);
    clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    if (seconds >= box.dataset.most) running.recorder.stop();
  }

  function show(recording) {
    start.hidden = recording;
    stop.hidden = !recording;
    (recording ? stop : start).focus();
  }

  async function begin() {
    let sound;
    try {
      sound = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      said.textContent = box.dataset.denied;
      return;
    }
    const heard = [];
    const one = new MediaRecorder(sound);
    one.addEventListener("dataavailable", (event) => heard.push(event.data));
    one.addEventListener("stop", () => {
      clearInterval(running.timer);
      running = null;
      sound.getTracks().forEach((track) => track.stop());
      keep(new Blob(heard, { type: one.mimeType }));
    });
    running = { recorder: one, began: Date.now(), timer: setInterval(tick, 500) };
    // In pieces, so that what was said is there even where the browser stops by itself.
    one.start(1000);
    said.textContent = said.dataset.on;
    show(true);
  }

  function keep(blob) {
    const ending = blob.type.includes("mp4") ? "m4a" : blob.type.includes("ogg") ? "ogg" : "webm";
    const files = new DataTransfer();
    files.items.add(new File([blob], `${box.dataset.name}.${ending}`, { type: blob.type }));
    input.files = files.files;
    if (played.src) URL.revokeObjectURL(played.src);
    played.src = URL.createObjectURL(blob);
    played.hidden = false;
    said.textContent = said.dataset.off;
    show(false);
  }

  start.addEventListener("click", begin);
  stop.addEventListener("click", () => running && running.recorder.stop());
  input.addEventListener("change", () => {
    played.hidden = true;
    said.textContent = "";
  });
  window.addEventListener("beforeunload", (event) => running && event.preventDefault());
  box.hidden = false;
}

if (window.MediaRecorder && navigator.mediaDevices && window.DataTransfer) {
  document.querySelectorAll("[data-recorder]").forEach(recorder);
}

const sending = document.querySelector("[data-sending]");
sending?.closest("form").addEventListener("submit", () => (sending.textContent = sending.dataset.sending));

// Saves a page while somebody types, about every ten seconds, so that a lost signal loses nothing.
"use strict";

const EVERY = 10_000;
// What a form carries beside the words.
const BESIDE = ["csrfmiddlewaretoken", "writer", "seen", "unsaved", "opened_as"];

function autosave(form) {
  const says = form.querySelector("[data-saved]");
  const back = form.querySelector("[data-back]");
  const before = form.elements.opened_as;
  let address = form.getAttribute("action") || location.href;
  let timer = null;
  let busy = null;
  let stopped = false;
  // On a slow line somebody may have written before this script was here, so not what stands there now.
  let sent = words(asOpened());
  // A page that comes back with a question brings it along.
  if (before && !before.value) before.value = sent;

  function asOpened() {
    const opened = form.cloneNode(true);
    opened.reset();
    return opened;
  }

  function fields(of = form) {
    return new URLSearchParams([...new FormData(of)].filter(([, value]) => typeof value === "string"));
  }

  function words(of = form) {
    const all = fields(of);
    BESIDE.forEach((name) => all.delete(name));
    return all.toString();
  }

  function post(body, mark, keepalive = false) {
    const headers = { "X-Autosave": mark };
    body.delete("opened_as");
    return fetch(address, { method: "POST", body, keepalive, headers }).then((answer) => answer.json());
  }

  async function save(keepalive = false, renewed = false) {
    clearTimeout(timer);
    timer = null;
    const now = words();
    if (busy || stopped || now === sent) return;
    busy = post(fields(), "1", keepalive);
    let token = "";
    try {
      const answer = await busy;
      // Signed in again in another window since: this page goes on with a token that fits.
      token = answer.token;
      if (token) take(token);
      else tell(answer);
      if (answer.saved) keep(answer, now);
      // Somebody else wrote here too: from now on only the button saves, and shows both.
      stopped = Boolean(answer.stop);
    } catch {
      tell({ says: form.dataset.offline });
    } finally {
      busy = null;
    }
    if (token && !renewed) await save(keepalive, true);
    else if (words() !== sent) wait();
  }

  function take(token) {
    for (const guard of document.getElementsByName("csrfmiddlewaretoken")) guard.value = token;
  }

  function tell(answer) {
    const parts = [answer.says];
    if (answer.link) {
      const link = document.createElement("a");
      Object.assign(link, { href: answer.link.url, target: "_blank", textContent: answer.link.words });
      parts.push(" ", link);
    }
    const told = document.createElement("p");
    told.append(...parts);
    // Said once, not every ten seconds.
    if (told.textContent !== says.textContent) says.replaceChildren(...told.childNodes);
  }

  function keep(answer, now) {
    sent = now;
    for (const name of ["seen", "unsaved"]) if (name in answer) form.elements[name].value = answer[name];
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

  // As the page was opened; what was begun on it is empty again.
  function opened() {
    const all = fields();
    for (const { name, type } of form.elements) if (type !== "hidden" && all.has(name)) all.set(name, "");
    const was = new URLSearchParams(before.value);
    for (const name of was.keys()) all.delete(name);
    for (const [name, value] of was) all.append(name, value);
    return all;
  }

  async function leave(event) {
    event.preventDefault();
    clearTimeout(timer);
    stopped = true;
    await busy?.catch(() => null);
    const undone = sent === before.value || (await post(opened(), "back").catch(() => ({ says: form.dataset.offline })));
    if (undone === true || undone.saved) location.assign(back.href);
    else tell(undone);
  }

  if (words() !== sent) wait();
  form.addEventListener("input", wait);
  form.addEventListener("change", wait);
  document.addEventListener("visibilitychange", () => save(document.hidden));
  if (back && before) back.addEventListener("click", leave);
  addEventListener("pageshow", (event) => event.persisted && (stopped = false));
  form.addEventListener("submit", async (event) => {
    clearTimeout(timer);
    if (!busy) {
      // Nothing may come after what the button sends.
      stopped = true;
      return;
    }
    // The page must know what was saved last before it is sent, or it would seem that two people wrote.
    event.preventDefault();
    await busy.catch(() => null);
    setTimeout(() => form.requestSubmit(event.submitter), 0);
  });
}

document.querySelectorAll("form[data-autosave]").forEach(autosave);

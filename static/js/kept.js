// What was logged without a signal waits on this phone: its writer sees it on every page, and it goes by itself.
"use strict";

const kept = (() => {
  const box = document.querySelector("[data-kept]");
  if (!box || !window.indexedDB || !window.caches || !navigator.serviceWorker) return null;

  const CACHE = "log";
  const MINUTE = 60_000;
  const DAY = 24 * 60 * MINUTE;
  const { dataset: words } = box;
  const shell = "shell" in words;
  const [list, says] = [box.querySelector("[data-list]"), box.querySelector("[role=status]")];
  const mould = box.querySelector("template").content.firstElementChild;
  // The writer, the entry that is being changed on this page, and who is told how many wait.
  const now = { user: words.user, changing: "", wait: Boolean };
  // Sentences of this page that stay beside whatever is said next.
  const told = [];
  let timer;

  function entries(mode, work) {
    return new Promise((good, bad) => {
      const open = indexedDB.open("bigstory", 1);
      open.onupgradeneeded = () => open.result.createObjectStore("entries", { keyPath: "token" });
      open.onerror = () => bad(open.error);
      open.onsuccess = () => {
        const line = open.result.transaction("entries", mode);
        const asked = work(line.objectStore("entries"));
        line.oncomplete = () => good(asked.result);
        line.onabort = () => bad(line.error);
        line.addEventListener("complete", () => open.result.close());
      };
    });
  }

  // Each time that its writer keeps an entry it has another mark.
  const put = (one) => entries("readwrite", (all) => all.put({ ...one, kept: crypto.randomUUID() }));
  const drop = (one) => entries("readwrite", (all) => all.delete(one.token));
  // Whether it still stands as it was read; what its writer changed or removed meanwhile stays as they left it.
  async function become(one, after) {
    const stands = (held) => Boolean(held) && held.kept === one.kept;
    const before = await entries("readwrite", (all) => {
      const asked = all.get(one.token);
      asked.onsuccess = () => {
        if (!stands(asked.result)) return;
        all.delete(one.token);
        if (after) all.put(after);
      };
      return asked;
    });
    return stands(before);
  }

  const day = (later = 0) =>
    new Date(Date.now() + later * DAY).toLocaleDateString("sv", { timeZone: "Europe/London" });
  const readable = (on) =>
    new Date(`${on}T12:00`).toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long" });

  function say(words, stays = false) {
    if (stays) told.push(words);
    says.textContent = [stays ? "" : words, ...told].join(" ").trim();
    says.hidden = !says.textContent;
  }

  // Their own, and nobody else's, as they were written one after the other. After its last day it is gone, whoever is signed in.
  async function own() {
    const all = await entries("readonly", (store) => store.getAll());
    const gone = all.filter((one) => one.until < day());
    for (const one of gone) await drop(one);
    const theirs = (one) => one.user === now.user;
    const lost = gone.filter(theirs).map((one) => one.title);
    if (lost.length) say(`${words.gone} ${lost.join(", ")}.`, true);
    const left = all.filter((one) => theirs(one) && !gone.includes(one));
    return left.sort((one, next) => (one.at || 0) - (next.at || 0));
  }

  // Signing in changes this mark, so what is kept for one person never opens for the next.
  async function mark() {
    const cookie = new TextEncoder().encode((document.cookie.match(/csrf[^=]*=([^;]+)/) || [""])[0]);
    return new Uint8Array(await crypto.subtle.digest("SHA-256", cookie)).join();
  }

  // Who is signed in now, with a fresh token; null without a signal.
  async function ask() {
    if (!navigator.onLine) return null;
    try {
      const answer = await fetch(words.token, { cache: "no-store", signal: AbortSignal.timeout(8000) });
      if (!answer.ok) say(words.later);
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  }

  async function show() {
    const all = await own();
    list.replaceChildren(...all.map(row));
    box.hidden = !all.length && !says.textContent;
    now.wait(all.length);
  }

  function row(one) {
    const made = mould.cloneNode(true);
    const [yes, change, again, remove] = made.querySelectorAll(".row > *");
    const photos = one.photos.length ? words.with + one.photos.length : "";
    const until = words.until.replace("{day}", readable(one.until));
    const told = [one.title, readable(one.day), (one.says || words.unsent) + photos, until];
    made.querySelectorAll("[data-told]").forEach((part, at) => (part.textContent = told[at]));
    for (const way of [yes, change, again, remove]) way.setAttribute("aria-label", `${way.textContent}: ${one.title}`);
    change.href = `${one.url}#${one.token}`;
    yes.hidden = !one.asks;
    again.hidden = !one.says || one.asks;
    for (const way of [yes, again]) way.addEventListener("click", () => sendAgain(one));
    remove.addEventListener("click", async () => {
      if (!confirm(words.sure)) return;
      await drop(one);
      await show();
      (box.hidden ? document.querySelector("main") : box).focus();
    });
    return made;
  }

  async function sendAgain(one) {
    const { change: answered = {}, fields: before } = one;
    const fields = [...before.filter(([name]) => !(name in answered)), ...Object.entries(answered)];
    await become(one, { ...one, fields, says: "", asks: false });
    await send();
  }

  // One page at a time; what could not go is tried again by itself.
  async function send() {
    clearTimeout(timer);
    timer = null;
    await navigator.locks.request("kept", async () => {
      for (const { token, says } of await own()) {
        if (says || token === now.changing) continue;
        const who = await ask();
        if (who?.user !== now.user) {
          if (who) say(words.signIn);
          timer = setTimeout(send, MINUTE);
          break;
        }
        const one = (await own()).find((each) => each.token === token && !each.says);
        if (!one || token === now.changing) continue;
        // One that is not taken just now keeps no other back.
        if (!(await sent(one, who))) timer ??= setTimeout(send, MINUTE);
      }
    });
    await show();
  }

  // Whether it is settled; false where it is tried again.
  async function sent(one, who) {
    for (const photo of [...one.photos]) {
      // A photo whose entry does not come is not waited for longer than this.
      if (photo.at > Date.now() - DAY) continue;
      const token = photo.at ? crypto.randomUUID() : photo.token;
      const answer = await post(who, one.photosTo, [["token", token], ["photo", photo.file, photo.name]]);
      if (!answer) return false;
      if (answer.closed) return refused(one, answer);
      if (answer.photo) Object.assign(photo, { at: Date.now(), as: answer });
      else {
        one.photos.splice(one.photos.indexOf(photo), 1);
        say(`${photo.name}: ${answer.says}`, true);
      }
      if (!(await become(one, one))) return false;
    }
    const photos = one.photos.flatMap(({ as }) => [["photo", as.photo], [as.people, "nobody"]]);
    const answer = await post(who, one.url, [...one.fields, ...photos, ["token", one.token]]);
    if (!answer) return false;
    if (!answer.saved) return refused(one, answer);
    await become(one);
    say(`${words.sent} ${one.title}.`, true);
    return true;
  }

  // What the site answers; null where that is "later". Only what it says no to is never sent.
  async function post(who, to, fields) {
    const body = new FormData();
    for (const field of [...fields, ["csrfmiddlewaretoken", who.token]]) body.append(...field);
    const headers = { "X-Kept": now.user };
    const answer = await fetch(to, { method: "POST", body, headers, redirect: "manual" }).catch(() => null);
    if (!answer) return null;
    if ([403, 404, 410].includes(answer.status)) return { closed: true, says: words.closed };
    const told = answer.ok || answer.status === 422 ? await answer.json().catch(() => null) : null;
    if (!told) say(words.later);
    return told;
  }

  // Kept with the sentence; its writer decides. What was sent before with other words is a new entry when sent again.
  async function refused(one, { says, asks = false, change = {}, url: before }) {
    await become(one, { ...one, says, asks, change, token: before ? crypto.randomUUID() : one.token });
    return true;
  }

  // The site asks for it too, of all that anybody kept (Clear-Site-Data), and not every browser does it.
  async function forget() {
    for (const one of await own()) await drop(one);
    await caches.delete(CACHE);
    delete localStorage.logFor;
  }

  // Signing out empties the phone, so where something waits its page asks first.
  async function leave(event) {
    const form = event.target;
    if (form.getAttribute("action") !== words.leave) return;
    // Nobody waits for it: whoever presses is signed out at once, and until the site answers there is time enough.
    if (location.pathname === words.leave) return void forget().catch(() => null);
    event.preventDefault();
    const late = new Promise((done) => setTimeout(done, 1000, []));
    if ((await Promise.race([own(), late]).catch(() => [])).length) return location.assign(words.leave);
    form.submit();
    forget().catch(() => null);
  }

  // Where a page leads to a log form, its phone keeps that form (js/log-worker.js).
  async function remember() {
    const logs = [location, ...document.links].map((link) => link.pathname).filter((path) => path.endsWith("/log/"));
    if (!logs.length) return;
    await navigator.serviceWorker.register(words.worker);
    (await navigator.serviceWorker.ready).active.postMessage(logs);
  }

  async function begin() {
    const is = await mark();
    if (shell) {
      const [user, known] = (localStorage.logFor || "").split(" ");
      if (known === is) now.user = user;
    } else {
      if (localStorage.logFor !== `${now.user} ${is}`) await caches.delete(CACHE);
      localStorage.logFor = `${now.user} ${is}`;
    }
    await show();
  }

  // Private windows may refuse to keep anything; every page then works as it always did.
  const ready = begin().catch(() => null);
  ready.then(send).catch(() => null);
  if (!shell) ready.then(remember).catch(() => null);
  addEventListener("online", send);
  document.addEventListener("submit", leave);

  return { CACHE, ask, box, day, now, own, put, ready, say, send, shell, show, words };
})();

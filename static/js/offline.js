// Keeps what was logged without a signal on the phone, and sends each entry once when the signal is back.
"use strict";

const CACHE = "log";
const box = document.querySelector("[data-kept]");
const form = document.querySelector("form[data-log]");

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

// Signing in changes this mark, so a form kept for one person never opens for the next.
async function mark() {
  const cookie = new TextEncoder().encode((document.cookie.match(/csrf[^=]*=([^;]+)/) || [""])[0]);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", cookie)).join();
}

function offline() {
  const { user, token: address, worker } = box.dataset;
  const [list, says] = [box.querySelector("ul"), box.querySelector("[role=status]")];
  const mould = box.querySelector("template").content.firstElementChild;
  const hidden = form.elements;
  const url = form.getAttribute("action");
  let changing = "";
  let sending = false;
  let sure = false;

  const own = async () => (await entries("readonly", (all) => all.getAll())).filter((one) => one.user === user);
  const put = (one) => entries("readwrite", (all) => all.put(one));
  const drop = (one) => entries("readwrite", (all) => all.delete(one.token));
  const say = (words) => ([says.textContent, says.hidden] = [words, !words]);
  const today = () => new Date().toLocaleDateString("sv", { timeZone: "Europe/London" });

  // Who is signed in now, with a fresh token; null without a signal.
  async function ask() {
    try {
      const answer = await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(8000) });
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  }

  async function show() {
    const all = await own();
    list.replaceChildren(...all.map(line));
    box.hidden = !all.length && !says.textContent;
  }

  function line(one) {
    const row = mould.cloneNode(true);
    const [yes, change, again, remove] = row.querySelectorAll("button");
    row.querySelector("b").textContent = one.title;
    row.querySelector("time").textContent = new Date(`${one.day}T12:00`).toLocaleDateString("en-GB", { dateStyle: "long" });
    row.querySelector("[data-state]").textContent = one.says || box.dataset.unsent;
    for (const button of [yes, change, again, remove]) button.setAttribute("aria-label", `${button.textContent}: ${one.title}`);
    change.hidden = one.url !== url;
    yes.hidden = !one.asks;
    again.hidden = !one.says || one.asks;
    change.addEventListener("click", () => fill(one));
    for (const button of [yes, again]) button.addEventListener("click", () => sendAgain(one));
    remove.addEventListener("click", async () => {
      if (!confirm(box.dataset.sure)) return;
      await drop(one);
      if (changing === one.token) renew();
      await show();
      hidden.title.focus();
    });
    return row;
  }

  async function sendAgain(one) {
    const { change: now = {}, fields: before } = one;
    const fields = [...before.filter(([name]) => !(name in now)), ...Object.entries(now)];
    await put({ ...one, fields, says: "", asks: false });
    send();
  }

  function fill(one) {
    form.reset();
    changing = one.token;
    for (const [name, value] of one.fields) if (hidden[name]) hidden[name].value = value;
    hidden.title.focus();
  }

  function renew() {
    form.reset();
    changing = "";
    hidden.token.value = crypto.randomUUID();
    hidden.opened_on.value = today();
  }

  // The day itself: "today" would mean another day by the time it is sent.
  function day(data) {
    const at = new Date(`${data.get("opened_on")}T12:00Z`);
    if (data.get("when") === "other") return data.get("day");
    at.setUTCDate(at.getUTCDate() - (data.get("when") === "yesterday"));
    return at.toISOString().slice(0, 10);
  }

  async function keep(why) {
    const data = new FormData(form);
    const title = data.get("title").trim();
    if (!title || !day(data)) return refuse(title ? hidden.day : hidden.title);
    data.set("day", day(data));
    data.set("when", "other");
    for (const name of ["csrfmiddlewaretoken", "next"]) data.delete(name);
    const fields = [...data].filter(([, value]) => typeof value === "string");
    const photos = form.querySelector(".shot--coming");
    await put({ user, url, title, day: data.get("day"), fields, token: changing || hidden.token.value });
    form.querySelectorAll(".shot").forEach((shot) => shot.remove());
    renew();
    say([why, photos ? box.dataset.noPhotos : ""].join(" ").trim());
    await show();
    box.focus();
    if (navigator.onLine) send();
  }

  function refuse(control) {
    say(box.dataset.needs);
    box.hidden = false;
    control.focus();
  }

  async function send() {
    if (sending) return;
    sending = true;
    try {
      for (const one of await own()) if (one.token !== changing && !one.says && !(await sent(one))) break;
    } finally {
      sending = false;
      await show();
    }
  }

  // Whether to go on with the next.
  async function sent(one) {
    const who = await ask();
    if (!who) return false;
    if (who.user !== user) return say(box.dataset.signIn);
    const body = new FormData();
    for (const [name, value] of one.fields) body.append(name, value);
    body.set("token", one.token);
    body.set("csrfmiddlewaretoken", who.token);
    const answer = await fetch(one.url, { method: "POST", body, headers: { "X-Kept": "1" }, redirect: "manual" }).catch(() => 0);
    if (!answer || answer.status >= 500 || answer.type === "opaqueredirect") return false;
    const told = answer.ok ? await answer.json() : { says: box.dataset.closed };
    if (!told.saved) return refused(one, told);
    await drop(one);
    say([says.textContent, `${box.dataset.sent} ${one.title}.`].join(" ").trim());
    return true;
  }

  // Kept with the sentence; its writer decides. What was sent before with other words is a new entry when sent again.
  async function refused(one, { says, asks = false, change = {}, url: before }) {
    await drop(one);
    await put({ ...one, says, asks, change, token: before ? crypto.randomUUID() : one.token });
    return true;
  }

  form.addEventListener(
    "submit",
    async (event) => {
      if (sure) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (changing) return keep(box.dataset.done);
      const who = navigator.onLine ? await ask() : null;
      if (!who) return keep(box.dataset.done);
      if (who.user !== user) return keep(box.dataset.signIn);
      hidden.csrfmiddlewaretoken.value = who.token;
      sure = true;
      form.requestSubmit(event.submitter);
    },
    true,
  );

  async function remember() {
    const is = `${user} ${await mark()}`;
    if (localStorage.logFor !== is) await caches.delete(CACHE);
    localStorage.logFor = is;
    const cache = await caches.open(CACHE);
    const shell = await fetch(`${location.pathname}?shell=1`);
    if (!shell.ok || shell.redirected) return;
    await cache.put(location.pathname, shell);
    const parts = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src], use")];
    const needs = new Set(parts.map((part) => (part.href?.baseVal || part.href || part.src).split("#")[0]));
    await Promise.all([...needs].map((need) => cache.add(need).catch(() => null)));
  }

  async function start() {
    addEventListener("online", send);
    addEventListener("pageshow", () => (sure = false));
    if ("shell" in box.dataset) {
      if (localStorage.logFor !== `${user} ${await mark()}`) {
        form.hidden = true;
        say(box.dataset.stranger);
        box.hidden = false;
        return;
      }
      renew();
    } else {
      // Private windows may refuse to keep anything; the form then works as it always did.
      await navigator.serviceWorker.register(worker, { scope: "/areas/" }).then(remember).catch(() => null);
    }
    await show();
    send();
  }

  start();
}

if (box && form && window.indexedDB && navigator.serviceWorker && window.caches) offline();

// Without a signal: opens the log form where this phone keeps it, and in place of any other page one that says so.
"use strict";

const CACHE = "log";
const PATIENCE = 8000;
const DAY = 24 * 60 * 60 * 1000;
const NO_SIGNAL = "/no-signal/";
const HOME = "/";
const FORM = /^\/areas\/[^/]+\/log\/$/;
const OURS = "/static/";
const PARTS = /(?:href|src)="(\/static\/[^"#]+)/g;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

async function kept(...keys) {
  const cache = await caches.open(CACHE);
  const found = await Promise.all(keys.map((key) => cache.match(key, { ignoreVary: true })));
  return found.find(Boolean);
}

// A line may be there and nothing come through it; a paper or a film may take its time.
async function answer(request, keys, patient = false) {
  const line = fetch(request);
  const tired = new Promise((_good, bad) => patient || setTimeout(bad, PATIENCE));
  try {
    return await Promise.race([line, tired]);
  } catch {
    return (await kept(...keys)) || line;
  }
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const at = new URL(request.url);
  if (request.method !== "GET" || at.origin !== location.origin) return;
  if (request.mode === "navigate") {
    const soon = at.pathname === HOME || FORM.test(at.pathname);
    event.respondWith(answer(request, soon ? [at.pathname, NO_SIGNAL] : [NO_SIGNAL], !soon));
  } else if (at.pathname.startsWith(OURS)) {
    event.respondWith(answer(request, [request.url]));
  }
});

// Once a day: a page as it is for nobody, with its styles and scripts.
async function keep(path, from, how) {
  const before = await kept(path);
  if (before && Date.now() - new Date(before.headers.get("date")) < DAY) return;
  const page = await fetch(from, how);
  if (!page.ok || page.redirected) return;
  const parts = [...(await page.clone().text()).matchAll(PARTS)].map(([, part]) => part);
  const cache = await caches.open(CACHE);
  await cache.addAll(new Set(parts));
  await cache.put(path, page);
}

async function keepAll(paths) {
  await keep(NO_SIGNAL, NO_SIGNAL, { credentials: "omit" });
  for (const path of new Set(paths.filter((one) => FORM.test(one)))) await keep(path, `${path}?shell=1`);
}

// A page that leads to log forms says where they are.
addEventListener("message", (event) => event.waitUntil(keepAll(event.data).catch(() => null)));

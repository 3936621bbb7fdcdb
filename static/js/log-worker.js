// Opens the log form without a signal. It answers for that one page and its own styles and scripts; nothing else.
"use strict";

const CACHE = "log";
const PATIENCE = 8000;
const FORM = /^\/areas\/[^/]+\/log\/$/;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

async function kept(key) {
  const cache = await caches.open(CACHE);
  return cache.match(key, { ignoreVary: true });
}

async function answer(request, key) {
  const line = fetch(request);
  const tired = new Promise((_good, bad) => setTimeout(bad, PATIENCE));
  try {
    return await Promise.race([line, tired]);
  } catch {
    return (await kept(key)) || line;
  }
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const at = new URL(request.url);
  if (request.method !== "GET" || at.origin !== location.origin) return;
  if (request.mode === "navigate" && FORM.test(at.pathname)) event.respondWith(answer(request, at.pathname));
  else if (request.destination) event.respondWith(answer(request, request.url));
});

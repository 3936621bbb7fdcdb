// The page that opens without a signal: the log forms that this phone keeps, and the way back to the page itself.
"use strict";

(async () => {
  const again = document.querySelector("[data-again]");
  again.hidden = false;
  again.addEventListener("click", () => location.reload());
  // A line that has just come back needs a moment.
  addEventListener("online", () => setTimeout(() => location.reload(), 2000));
  await kept?.ready;
  if (!kept?.now.user) return;
  const list = document.querySelector("[data-logs]");
  const mould = list.querySelector("template").content.firstElementChild;
  const cache = await caches.open(kept.CACHE);
  for (const { url } of await cache.keys()) {
    const { pathname } = new URL(url);
    if (!pathname.endsWith("/log/")) continue;
    const form = await cache.match(url, { ignoreVary: true });
    const page = new DOMParser().parseFromString(await form.text(), "text/html");
    const row = mould.cloneNode(true);
    Object.assign(row.firstElementChild, { href: pathname, textContent: page.title.split(" – ")[0] });
    list.append(row);
    // Only a phone that keeps a form can promise it.
    document.querySelector("[data-can]").hidden = false;
  }
})();

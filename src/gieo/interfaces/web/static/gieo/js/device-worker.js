/* Keeps the page of signing on the device, and nothing else: it answers for its own address alone. */
"use strict";
const PAGE = new URL("./", self.location).pathname;
const KEPT = `gieo-ky ${PAGE}`;
const EXACT = { ignoreVary: true, ignoreSearch: true };

/* The page as anybody gets it, with every file that it names; the page last, so that a kept page is whole. */
const stock = async () => {
  const cache = await caches.open(KEPT);
  const page = await fetch(PAGE, { credentials: "omit", cache: "no-cache" });
  if (!page.ok || page.redirected) throw new Error(`the page was answered ${page.status}`);
  const text = await page.clone().text();
  const named = [...text.matchAll(/(?:href|src)="([^"#]+\.(?:css|js|svg|png|woff2))"/g)].map((found) => new URL(found[1], self.location).href);
  const files = [...new Set(named)].filter((address) => address.startsWith(self.location.origin));
  await Promise.all(files.map(async (address) => {
    const file = await fetch(address, { credentials: "omit", cache: "no-cache" });
    if (!file.ok) throw new Error(`${address} was answered ${file.status}`);
    await cache.put(address, file);
  }));
  await cache.put(PAGE, page);
  const old = (await cache.keys()).filter((request) => new URL(request.url).pathname !== PAGE && !files.includes(request.url));
  await Promise.all(old.map((request) => cache.delete(request)));
};

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(stock());
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const answer = async (event) => {
  const cache = await caches.open(KEPT);
  const kept = await cache.match(event.request, EXACT);
  if (event.request.mode === "navigate" && self.navigator.onLine) event.waitUntil(stock().catch(() => { /* later, with a network */ }));
  return kept ?? fetch(event.request);
};
self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  const isPage = event.request.mode === "navigate" && address.pathname === PAGE;
  const isFile = event.request.mode !== "navigate" && address.origin === self.location.origin && address.pathname.startsWith("/static/");
  if (event.request.method === "GET" && (isPage || isFile)) event.respondWith(answer(event));
});

import { cleanupOutdatedCaches, precacheAndRoute } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";
import { CacheFirst, NetworkFirst } from "workbox-strategies";

/** What the app is made of; the build writes it here. */
declare const __FILES__: { url: string; revision: string | null }[];

/** What a worker can do that the page's types don't know. */
const worker = self as unknown as {
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
  addEventListener(name: string, listener: (event: { waitUntil(work: Promise<unknown>): void }) => void): void;
};

const page = "/field";
const pages = "field-page";
/** As long as somebody waits in the rain before the kept page is shown. */
const patienceSeconds = 3;

worker.addEventListener("install", (event) => {
  // The page has its own nonce and policy in its headers: both are kept together.
  const keep = caches.open(pages).then((cache) => cache.add(page));
  event.waitUntil(Promise.all([keep, worker.skipWaiting()]));
});
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));

cleanupOutdatedCaches();
precacheAndRoute(__FILES__);

/** Every address of the app is the one page. */
const asPage = async (): Promise<Request> => new Request(page);
registerRoute(
  new NavigationRoute(
    new NetworkFirst({
      cacheName: pages,
      networkTimeoutSeconds: patienceSeconds,
      plugins: [{ cacheKeyWillBeUsed: asPage }],
    }),
  ),
);

/** Photos never change: seen once they are there without the net; signing out removes them. */
registerRoute(
  ({ url, request }) => request.method === "GET" && /^\/api\/v1\/files\/[\w-]+$/.test(url.pathname),
  new CacheFirst({ cacheName: "field-photos" }),
);

/** A neighbourhood at every zoom around some dozen tasks; the oldest go first. */
const mostTiles = 1_200;
const thinTiles = async (): Promise<void> => {
  const cache = await caches.open("field-tiles");
  const kept = await cache.keys();
  await Promise.all(kept.slice(0, Math.max(0, kept.length - mostTiles)).map((request) => cache.delete(request)));
};

/** The base map's tiles carry their version: what was seen once, or lies around a task, is there without the net. */
registerRoute(
  ({ url }) => url.pathname.startsWith("/tiles/base/"),
  new CacheFirst({ cacheName: "field-tiles", plugins: [{ cacheDidUpdate: thinTiles }] }),
);

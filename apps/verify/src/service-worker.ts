import { cleanupOutdatedCaches, precacheAndRoute } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";
import { NetworkFirst } from "workbox-strategies";

/** What the page is made of; the build writes it here. */
declare const __FILES__: { url: string; revision: string | null }[];

/** What a worker can do that the page's types don't know. */
const worker = self as unknown as {
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
  addEventListener(name: string, listener: (event: { waitUntil(work: Promise<unknown>): void }) => void): void;
};

const page = "/verify";
const pages = "verify-page";

worker.addEventListener("install", (event) => {
  // The page has its own nonce and policy in its headers: both are kept together.
  const keep = caches.open(pages).then((cache) => cache.add(page));
  event.waitUntil(Promise.all([keep, worker.skipWaiting()]));
});
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));

cleanupOutdatedCaches();
precacheAndRoute(__FILES__);

const asPage = async (): Promise<Request> => new Request(page);
registerRoute(
  new NavigationRoute(
    new NetworkFirst({ cacheName: pages, networkTimeoutSeconds: 3, plugins: [{ cacheKeyWillBeUsed: asPage }] }),
  ),
);

import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { browserMissing, openBrowser } from "../e2e/support/browser.ts";
import { type RunningCity, root, startCity } from "../e2e/support/running-city.ts";
import { atMost, type Bench, type BenchRun, type Figure, plain } from "./bench.ts";

/** Minutes a wall screen is watched for growth; none unless asked for (`B12_HEAP_MINUTES=60`). */
const heapMinutes = Number(process.env["B12_HEAP_MINUTES"] ?? 0);
const patienceMs = 120_000;

interface View {
  readonly seconds: number;
  readonly kilobytes: number;
  readonly chartBytes: number;
  readonly longestTaskMs: number;
}

/** Signs in once; the sessions of the rounds carry nothing but its cookie. */
const signIn = async (browser: Browser, city: RunningCity): Promise<Parameters<BrowserContext["addCookies"]>[0]> => {
  const context = await browser.newContext({ baseURL: city.url, locale: "zh-CN" });
  context.setDefaultTimeout(patienceMs);
  const page = await context.newPage();
  await page.goto("/");
  await page.getByRole("button", { name: /^值\s?班\s?长$/ }).click();
  await page.locator(".rail").first().waitFor();
  const cookies = await context.cookies();
  await context.close();
  return cookies;
};

/** Bytes as they came over the wire, by address. */
const countBytes = async (page: Page): Promise<ReadonlyMap<string, number>> => {
  const bytes = new Map<string, number>();
  const urls = new Map<string, string>();
  const wire = await page.context().newCDPSession(page);
  await wire.send("Network.enable");
  wire.on("Network.requestWillBeSent", ({ requestId, request }) => urls.set(requestId, request.url));
  wire.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const url = urls.get(requestId) ?? requestId;
    bytes.set(url, (bytes.get(url) ?? 0) + encodedDataLength);
  });
  return bytes;
};

const watchTasks = `window.longest = 0; new PerformanceObserver((list) => {
  for (const task of list.getEntries()) window.longest = Math.max(window.longest, task.duration);
}).observe({ entryTypes: ["longtask"] });`;

/** From an empty browser until the list stands and the map is drawn. */
const look = async (
  browser: Browser,
  city: RunningCity,
  cookies: Awaited<ReturnType<typeof signIn>>,
): Promise<View> => {
  const context = await browser.newContext({
    baseURL: city.url,
    locale: "zh-CN",
    viewport: { width: 1_366, height: 768 },
  });
  try {
    context.setDefaultTimeout(patienceMs);
    await context.addCookies(cookies);
    await context.addInitScript(watchTasks);
    const page = await context.newPage();
    const bytes = await countBytes(page);
    const began = performance.now();
    await page.goto("/", { waitUntil: "commit" });
    await page.locator(".queue-head").waitFor();
    await page.locator('.cy-map-canvas[data-drawn="true"]').waitFor();
    const seconds = (performance.now() - began) / 1_000;
    const longestTaskMs = await page.evaluate(() => (globalThis as unknown as { longest: number }).longest);
    const all = [...bytes];
    const sum = (wanted: (url: string) => boolean): number =>
      all.filter(([url]) => wanted(url)).reduce((total, [, size]) => total + size, 0);
    return {
      seconds,
      longestTaskMs,
      kilobytes: sum(() => true) / 1_000,
      chartBytes: sum((url) => /chart-engine/.test(url)),
    };
  } finally {
    await context.close();
  }
};

/** Megabytes of heap a screen uses more at the end of its watch than at the beginning, both after a collection. */
const watchHeap = async (browser: Browser, city: RunningCity, cookies: Awaited<ReturnType<typeof signIn>>) => {
  const context = await browser.newContext({ baseURL: city.url, viewport: { width: 3_840, height: 1_080 } });
  await context.addCookies(cookies);
  const page = await context.newPage();
  await page.goto("/");
  await page.locator('.cy-map-canvas[data-drawn="true"]').waitFor({ timeout: patienceMs });
  const wire = await context.newCDPSession(page);
  await wire.send("HeapProfiler.enable");
  const used = async (): Promise<number> => {
    await wire.send("HeapProfiler.collectGarbage");
    return (await wire.send("Runtime.getHeapUsage")).usedSize / 1e6;
  };
  await page.waitForTimeout(30_000);
  const before = await used();
  await page.waitForTimeout(heapMinutes * 60_000);
  const grown = (await used()) - before;
  await context.close();
  return grown;
};

const measure = async (run: BenchRun, city: RunningCity, browser: Browser): Promise<Figure[]> => {
  const cookies = await signIn(browser, city);
  const views: View[] = [];
  for (let round = 0; round < run.rounds; round += 1) {
    const view = await look(browser, city, cookies);
    views.push(view);
    run.tell(`${view.seconds.toFixed(2)} s, ${view.kilobytes.toFixed(0)} kB`);
  }
  const figures = [
    atMost(
      run,
      { what: "first view of the duty screen from a cold browser, map drawn (software GPU)", unit: "s", most: 2.5 },
      views.map(({ seconds }) => seconds),
    ),
    atMost(
      run,
      { what: "bytes of the first view over the wire, with the map", unit: "kB", most: 1_000 },
      views.map(({ kilobytes }) => kilobytes),
    ),
    atMost(
      run,
      { what: "bytes of the chart library in the first view", unit: "B", most: 0 },
      views.map(({ chartBytes }) => chartBytes),
    ),
    plain(
      run,
      { what: "longest task of the first view", unit: "ms" },
      views.map(({ longestTaskMs }) => longestTaskMs),
    ),
  ];
  if (!(heapMinutes > 0)) return figures;
  const what = `heap of a wall screen after ${heapMinutes} minutes, growth`;
  return [...figures, plain(run, { what, unit: "MB" }, [await watchHeap(browser, city, cookies)])];
};

/** B12: the first view of the console. */
export const bench: Bench = {
  what: "the first view: from a cold browser to the drawn map",
  run: async (run) => {
    if (browserMissing !== undefined) return [{ id: run.id, what: "first view", skipped: browserMissing }];
    if (!existsSync(join(root, "dist/console/index.html")))
      return [{ id: run.id, what: "first view", skipped: "there is no build: npm run build" }];
    const city = await startCity({ simulator: true });
    const browser = await openBrowser();
    try {
      return await measure(run, city, browser);
    } finally {
      await browser.close();
      await city.stop();
    }
  },
};

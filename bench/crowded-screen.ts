import type { BrowserContext, Page } from "playwright-core";
import type { Database } from "../apps/server/src/platform/database.ts";
import { browserMissing, openBrowser } from "../e2e/support/browser.ts";
import type { RunningCity } from "../e2e/support/running-city.ts";
import { atLeast, atMost, type BenchRun, type Figure, plain, type Skipped } from "./bench.ts";

const size = { width: 1_366, height: 768 };
const centre = { longitude: 112.35, latitude: 28.85 };
const zoom = 15.7;
const patienceMs = 120_000;
const wantedThings = 50_000;

interface Work {
  /** The longest any script held a frame up, and the longest task of any kind, in milliseconds. */
  readonly scriptMs: number;
  readonly taskMs: number;
  /** Which script that was. */
  readonly script: string;
}

/** Chromium tells of each long frame which scripts held it up; what the software GPU draws is no script. */
const watch = `window.work = { scriptMs: 0, taskMs: 0, script: "" };
new PerformanceObserver((list) => {
  for (const frame of list.getEntries()) for (const script of frame.scripts)
    if (script.duration > window.work.scriptMs)
      Object.assign(window.work, { scriptMs: script.duration, script: script.invoker + " " + script.sourceURL.split("/").at(-1) });
}).observe({ type: "long-animation-frame" });
new PerformanceObserver((list) => {
  for (const task of list.getEntries()) window.work.taskMs = Math.max(window.work.taskMs, task.duration);
}).observe({ type: "longtask" });`;

const takeWork = (page: Page): Promise<Work> =>
  page.evaluate(() => {
    const holder = globalThis as unknown as { work: Work };
    const taken = holder.work;
    holder.work = { scriptMs: 0, taskMs: 0, script: "" };
    return taken;
  });

const drawn = (page: Page): Promise<void> => page.locator('.cy-map-canvas[data-drawn="true"]').waitFor();

const openMap = async (context: BrowserContext): Promise<Page> => {
  context.setDefaultTimeout(patienceMs);
  await context.addInitScript(watch);
  const page = await context.newPage();
  await page.goto("/");
  await page.getByRole("button", { name: /^值\s?班\s?长$/ }).click();
  await drawn(page);
  await page.goto(`/map?at=${centre.latitude},${centre.longitude},${zoom}`);
  await drawn(page);
  return page;
};

/** Drags the map about and turns the wheel, as somebody does who looks for something. */
const lookAbout = async (page: Page): Promise<void> => {
  const [x, y] = [size.width / 2, size.height / 2];
  for (const [right, down] of [
    [180, 0],
    [-180, 90],
    [0, -180],
    [120, 90],
  ] as const) {
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + right, y + down, { steps: 12 });
    await page.mouse.up();
    await page.waitForTimeout(700);
  }
  for (const turn of [240, -240, -240, 240]) {
    await page.mouse.wheel(0, turn);
    await page.waitForTimeout(900);
  }
};

/** How many things lie on the part of the ground that the window shows. */
const countOnScreen = async ({ pool }: Database): Promise<number> => {
  const degrees = 360 / (512 * 2 ** zoom);
  const east = (degrees * size.width) / 2;
  const north = ((degrees * size.height) / 2) * Math.cos((centre.latitude * Math.PI) / 180);
  const { rows } = await pool.query<{ count: string }>(
    "SELECT count(*) FROM things WHERE longitude BETWEEN $1 AND $2 AND latitude BETWEEN $3 AND $4",
    [centre.longitude - east, centre.longitude + east, centre.latitude - north, centre.latitude + north],
  );
  return Number(rows[0]?.count ?? 0);
};

/** A window full of things, looked about in: nothing of ours may hold a frame up. */
export const measureCrowdedScreen = async (
  run: BenchRun,
  city: RunningCity,
  database: Database,
): Promise<(Figure | Skipped)[]> => {
  const what = `a screen of ${wantedThings.toLocaleString("en")} things`;
  if (browserMissing !== undefined) return [{ id: run.id, what, skipped: browserMissing }];
  const count = await countOnScreen(database);
  const browser = await openBrowser();
  try {
    const works: Work[] = [];
    for (let round = 0; round < run.rounds; round += 1) {
      const context = await browser.newContext({ baseURL: city.url, locale: "zh-CN", viewport: size });
      const page = await openMap(context);
      await takeWork(page);
      await lookAbout(page);
      const work = await takeWork(page);
      works.push(work);
      run.tell(`script ${work.scriptMs.toFixed(0)} ms (${work.script}), task ${work.taskMs.toFixed(0)} ms`);
      await context.close();
    }
    return [
      atLeast(run, { what: "things on one screen", unit: "things", least: wantedThings }, [count]),
      atMost(
        run,
        { what: "longest script while one drags and zooms there (software GPU)", unit: "ms", most: 100 },
        works.map(({ scriptMs }) => scriptMs),
      ),
      plain(
        run,
        { what: "longest task of any kind, drawing by the software GPU with it", unit: "ms" },
        works.map(({ taskMs }) => taskMs),
      ),
    ];
  } finally {
    await browser.close();
  }
};

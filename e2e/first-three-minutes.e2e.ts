import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserMissing, openBrowser } from "./support/browser.ts";
import { openByKey } from "./support/callers.ts";
import { named, openConsole } from "./support/desk.ts";
import { type RunningCity, startCity } from "./support/running-city.ts";

if (browserMissing !== undefined) console.log(`skipped: ${browserMissing}`);

const shots = process.env["SHOTS"];

describe.skipIf(browserMissing !== undefined)("the first three minutes of a newcomer", () => {
  let city: RunningCity;
  let browser: Browser;
  let desk: Page;
  const see = async (name: string): Promise<void> => {
    if (shots !== undefined) await desk.screenshot({ path: `${shots}/first-three-minutes-${name}.png` });
  };

  beforeAll(async () => {
    city = await startCity({ simulator: "life" });
    browser = await openBrowser();
    desk = await openConsole(browser, city, { width: 1_920, height: 1_080 });
  });
  afterAll(async () => {
    await browser?.close();
    await city?.stop();
  });

  test("I open the page and am let in by one click: no account, no password", async () => {
    await desk.getByRole("button", { name: named("值班长") }).click();
    await desk.getByRole("main").waitFor();
    expect(await desk.locator(".bar-city").textContent()).toContain("云泽");
  });

  test("I see a city that is alive: a map, a clock that runs, gauges that have just been heard", async () => {
    await desk.locator("canvas").first().waitFor();
    const clock = desk.locator(".clock-time");
    const before = await clock.textContent();
    await expect.poll(() => clock.textContent(), { timeout: 10_000 }).not.toBe(before);
    const { items } = await openByKey(city).latest();
    expect(items.length).toBeGreaterThan(40);
  });

  test("within three minutes something is wrong, and it stands first in my queue", async () => {
    const line = desk.getByRole("list", { name: "待办" }).getByRole("button").first();
    await line.waitFor({ timeout: 180_000 });
    await expect.poll(() => line.textContent(), { timeout: 180_000 }).toMatch(/排水管道堵塞/);
    await see("queue");
  });

  test("one click says what, where, since when and by which rule, and shows the readings that raised it", async () => {
    const queue = desk.getByRole("list", { name: "待办" });
    await queue
      .getByRole("button", { name: /排水管道堵塞/ })
      .first()
      .click();
    const detail = desk.getByRole("region", { name: "详情" });
    await detail
      .getByText(/管道水位顶托/)
      .first()
      .waitFor();
    const words = await detail.textContent();
    expect(words).toMatch(/号井/);
    expect(words).toMatch(/cm/);
    await detail.locator("canvas, svg.chart, [role=img]").first().waitFor();
    await see("alarm");
  });

  test("it tells me what I can do now, and nothing I may not", async () => {
    const detail = desk.getByRole("region", { name: "详情" });
    await detail
      .getByRole("button", { name: named("立案") })
      .first()
      .waitFor();
    expect(await detail.getByRole("button", { name: named("反馈") }).count()).toBe(0);
  });

  test("the queue can be overlooked: a handful of cases, not hundreds", async () => {
    const lines = await desk.getByRole("list", { name: "待办" }).getByRole("button").count();
    expect(lines).toBeGreaterThan(0);
    expect(lines).toBeLessThan(15);
  });

  test("I pause the city and the whole frame says that it is not live; I let it go on", async () => {
    await desk.getByRole("button", { name: "调城市时钟" }).click();
    await desk.getByRole("button", { name: "暂停" }).click();
    await desk.locator(".frame-lost").waitFor();
    expect((await openByKey(city).clock()).speed).toBe(0);
    await see("paused");
    await desk.getByRole("button", { name: "继续" }).click();
    await expect.poll(() => desk.locator(".frame-lost").count(), { timeout: 20_000 }).toBe(0);
    expect((await openByKey(city).clock()).speed).toBe(1);
  });
});

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserMissing, openBrowser } from "./support/browser.ts";
import { openByKey } from "./support/callers.ts";
import { choose, fill, named, seeStage, send, sitDown, startMove } from "./support/desk.ts";
import { type RunningCity, startCity } from "./support/running-city.ts";
import { goToMonday } from "./support/working-day.ts";

if (browserMissing !== undefined) console.log(`skipped: ${browserMissing}`);

const drain = "drain-blockage";

describe.skipIf(browserMissing !== undefined)("a blocked drain", () => {
  let city: RunningCity;
  let browser: Browser;
  let desk: Page;

  beforeAll(async () => {
    city = await startCity({ simulator: true });
    browser = await openBrowser();
    desk = await sitDown(browser, city, "值班长", { width: 1_920, height: 1_080 });
  });
  afterAll(async () => {
    await browser?.close();
    await city?.stop();
  });

  test("two minutes after the first start a manhole fills, alarms, and is a case on my screen", async () => {
    const line = desk.getByRole("list", { name: "待办" }).getByRole("button", { name: /排水管道堵塞/ });
    await line.first().waitFor({ timeout: 120_000 });
    const { items } = await openByKey(city).cases({ category: drain });
    expect(items).toHaveLength(1);
    const { streams, alarms } = await (async (client) => ({
      streams: (await client.streams(items[0]?.thingId ?? "")).items,
      alarms: (await client.alarms({ rule: "drain-backing-up" })).items,
    }))(openByKey(city));
    expect(streams.find(({ type }) => type === "level")?.latest).toBeDefined();
    expect(alarms.map(({ caseId }) => caseId)).toContain(items[0]?.id);
  });

  test("I acknowledge the alarm where the case is, and the queue no longer shouts", async () => {
    await desk
      .getByRole("list", { name: "待办" })
      .getByRole("button", { name: /排水管道堵塞/ })
      .first()
      .click();
    const detail = desk.getByRole("region", { name: "详情" });
    await detail
      .getByRole("button", { name: named("确认报警") })
      .first()
      .click();
    const dialog = desk.getByRole("dialog").last();
    await fill(dialog, "说明", "已通知排水处");
    await send(dialog, "确认报警");
    const stages = async () =>
      (await openByKey(city).alarms({ rule: "drain-backing-up" })).items.map(({ stage }) => stage);
    await expect.poll(stages, { timeout: 20_000 }).toContain("acknowledged");
  });

  test("sent on a Monday at ten, the drainage office has until four in the afternoon, lunch not counted", async () => {
    await goToMonday(city);
    const { items } = await openByKey(city).cases({ category: drain });
    await desk.goto(`/cases/${items[0]?.id}`);
    const filing = await startMove(desk, "立案");
    await fill(filing, "意见", "井内液位高于井口以下 20 cm 持续 10 分钟");
    await send(filing, "立案");
    await seeStage(desk, "待派遣");
    const dispatch = await startMove(desk, "派遣");
    await choose(desk, dispatch, "处置部门", "市排水管理处");
    await send(dispatch, "派遣");
    await seeStage(desk, "待接收");
    const { clock } = await openByKey(city).case(items[0]?.id ?? "");
    expect(clock).toMatchObject({ clock: "dispose", late: false, kind: "work-hours" });
    expect(clock?.dueAt).toMatch(/T08:0\d:/);
  });
});

import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserMissing, openBrowser } from "./support/browser.ts";
import { listAll, openByKey } from "./support/callers.ts";
import { choose, fill, seeStage, send, sitDown, startMove } from "./support/desk.ts";
import { type RunningCity, root, runCli, startCity } from "./support/running-city.ts";

const data = process.env["SHARED_DATA"] ?? join(root, "../shared/data");
const table = join(data, "hazards/tide-gauges/typhoon-1409-hourly-tide.csv");
const missing = browserMissing ?? (existsSync(table) ? undefined : `there are no tide readings at ${table}`);
if (missing !== undefined) console.log(`skipped: ${missing}`);

const stations = ["广州", "湛江", "秀英"];

describe.skipIf(missing !== undefined)("the storm", () => {
  let city: RunningCity;
  let browser: Browser;
  let desk: Page;
  let caseId = "";

  beforeAll(async () => {
    city = await startCity({ profile: "coast" });
    browser = await openBrowser();
    desk = await sitDown(browser, city, "值班员", { width: 1_920, height: 1_080 });
  });
  afterAll(async () => {
    await browser?.close();
    await city?.stop();
  });

  const queue = () => desk.getByRole("list", { name: "待办" }).getByRole("button");

  test("typhoon Rammasun runs through MQTT, and exactly three stations stand on my screen as cases", async () => {
    await desk.getByText("现在没有需要处理的事").waitFor();
    const { code, output } = await runCli(
      city,
      ...["replay", "tide-gauges", "--storm", "1409", "--speed", "20000", "--data", data],
    );
    expect(code, output).toBe(0);
    const cases = queue().filter({ hasText: "风暴潮潮位超警戒" });
    await expect.poll(() => cases.count(), { timeout: 30_000 }).toBe(3);
    const shown = (await cases.allTextContents()).map((text) => stations.find((name) => text.includes(name)));
    expect(shown.sort()).toEqual(stations);
    const alarms = await listAll((after) => openByKey(city).alarms({ rule: "tide-above-warning", after }));
    expect(new Set(alarms.map(({ thingName }) => thingName.en))).toEqual(
      new Set(["Guangzhou tide gauge", "Xiuying tide gauge", "Zhanj tide gauge"]),
    );
  });

  test("I see which readings caused the case, with the level they passed", async () => {
    await queue().filter({ hasText: "秀英" }).first().click();
    await desk.getByRole("link", { name: /打开案卷/ }).click();
    await desk.waitForURL("**/cases/*");
    caseId = new URL(desk.url()).pathname.split("/").at(-1) ?? "";
    await desk.getByRole("heading", { name: "证据" }).waitFor();
    await desk
      .getByText(/潮位超警戒/)
      .first()
      .waitFor();
    await desk.locator(".evidence .cy-chart canvas").first().waitFor();
    const { reportList } = await openByKey(city).case(caseId);
    const { readings, thresholds } = await openByKey(city).evidence(reportList[0]?.alarmId ?? "");
    const level = Math.min(...thresholds.map(({ value }) => value));
    expect(readings.filter(({ judged }) => judged).some(({ value }) => value > level)).toBe(true);
  });

  test("I file it and send it to the flood headquarters, in Chinese", async () => {
    const filing = await startMove(desk, "立案");
    await filing.getByText("验潮站实测潮位超过当地警戒潮位").waitFor();
    await fill(filing, "意见", "秀英站实测潮位超警戒");
    await send(filing, "立案");
    await seeStage(desk, "待派遣");
    const dispatch = await startMove(desk, "派遣");
    await choose(desk, dispatch, "处置部门", "防汛防台抗旱指挥部");
    await send(dispatch, "派遣");
    await seeStage(desk, "待接收");
  });

  test("the headquarters' handler takes it, walks the sea wall and feeds back with a photo", async () => {
    const page = await sitDown(browser, city, "防汛处置员");
    await page.goto(`/cases/${caseId}`);
    await seeStage(page, "待接收");
    await page
      .locator(".moves")
      .getByRole("button", { name: /^接\s?收$/ })
      .click();
    await seeStage(page, "处置中");
    const photo = await page.screenshot({ type: "jpeg" });
    const dialog = await startMove(page, "反馈");
    await fill(dialog, "处置结果", "海堤巡查无险情，低洼区人员已转移");
    await dialog
      .locator("input[type=file]")
      .setInputFiles({ name: "seawall.jpg", mimeType: "image/jpeg", buffer: photo });
    await dialog.getByRole("img", { name: "照片 1" }).waitFor();
    await send(dialog, "反馈");
    await seeStage(page, "待核查");
    await page.context().close();
  });

  test("the verifier reads all of it in English and finds it true", async () => {
    const page = await sitDown(browser, city, "Verifier", { language: "en" });
    await page.goto(`/cases/${caseId}`);
    await seeStage(page, "To verify");
    expect(await page.getByRole("main").textContent()).toContain("Storm tide above the warning level");
    await page.locator(".photos img").first().waitFor();
    const dialog = await startMove(page, "Verify");
    await fill(dialog, "Comment", "Tide is back below the level, sea walls sound");
    await dialog
      .locator("input[type=file]")
      .setInputFiles({ name: "checked.jpg", mimeType: "image/jpeg", buffer: await page.screenshot({ type: "jpeg" }) });
    await dialog.getByRole("img", { name: "Photo 1" }).waitFor();
    await send(dialog, "Verify");
    await seeStage(page, "To close");
    await page.context().close();
  });

  test("I close it, and everybody's part stands in its history", async () => {
    await desk.goto(`/cases/${caseId}`);
    await seeStage(desk, "待结案");
    const dialog = await startMove(desk, "结案");
    await send(dialog, "结案");
    await seeStage(desk, "已结案");
    const marks = desk.getByRole("list", { name: "四个结果" });
    await marks.getByText("吴志强").waitFor();
    await marks.getByText("莫萍").waitFor();
    await marks.getByText("林海燕").waitFor();
    // A gauge has no word to say.
    await marks.getByText("市民未表态").waitFor();
    const { items } = await openByKey(city).timeline(caseId);
    // What the storm and the platform did meanwhile is no person's part.
    const storms = ["case.joined", "case.worsened", "case.routed", "case.nearly-late", "case.late"];
    const own = items.filter(({ type }) => type.startsWith("case.") && !storms.includes(type));
    expect(own.map(({ type }) => type)).toEqual([
      "case.reported",
      "case.filed",
      "case.dispatched",
      "case.accepted",
      "case.fed-back",
      "case.verified",
      "case.closed",
    ]);
  });
});

import type { Client } from "@chengyun/client";
import { writeReportNo } from "@chengyun/kernel";
import type { Browser, Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserMissing, openBrowser } from "./support/browser.ts";
import { openByPost, waitFor } from "./support/callers.ts";
import { named, sitDown } from "./support/desk.ts";
import { type RunningCity, startCity } from "./support/running-city.ts";

if (browserMissing !== undefined) console.log(`skipped: ${browserMissing}`);

const drawLamp = (): Promise<Buffer> =>
  sharp({ create: { width: 1_600, height: 1_200, channels: 3, background: "#56616b" } })
    .composite([
      { input: Buffer.from('<svg width="1600" height="1200"><rect x="780" y="200" width="40" height="1000"/></svg>') },
    ])
    .jpeg()
    .toBuffer();

describe.skipIf(browserMissing !== undefined)("a lamp from photo to rating", () => {
  let city: RunningCity;
  let browser: Browser;
  let desk: Client;
  let crew: Client;
  let checker: Client;

  beforeAll(async () => {
    city = await startCity();
    browser = await openBrowser();
    [desk, crew, checker] = await Promise.all([
      openByPost(city, "duty-officer"),
      openByPost(city, "city-handler"),
      openByPost(city, "verifier"),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await city?.stop();
  });

  const openPhone = async (): Promise<Page> => {
    const context = await browser.newContext({
      baseURL: city.url,
      locale: "zh-CN",
      timezoneId: "Asia/Shanghai",
      viewport: { width: 390, height: 844 },
      geolocation: { longitude: 112.3478, latitude: 28.8471 },
      permissions: ["geolocation"],
      hasTouch: true,
    });
    context.setDefaultTimeout(30_000);
    const page = await context.newPage();
    await page.goto("/app");
    return page;
  };

  /** Photo, place, kind, send: four taps, the first of which is the camera. */
  const report = async (page: Page, kind: string, words?: string): Promise<string> => {
    await page.goto("/app");
    const photo = { name: "lamp.jpg", mimeType: "image/jpeg", buffer: await drawLamp() };
    await page.locator("#camera").setInputFiles(photo);
    await page.getByRole("button", { name: "就是这里" }).click();
    await page.getByRole("button", { name: kind }).click();
    if (words !== undefined) await page.getByLabel("说明（可不填）").fill(words);
    await page.getByRole("button", { name: "发送" }).click();
    await page.getByRole("heading", { name: "已收到，谢谢您" }).waitFor();
    return ((await page.locator(".no strong").textContent()) ?? "").replace("-", "");
  };

  const step = async (client: Client, id: string, move: string, facts: Record<string, unknown> = {}) => {
    const { version } = await client.case(id);
    await client.move({ plural: "cases", id }, move, { version, facts });
  };

  /** The department mends it, somebody looks, the desk closes it. */
  const mend = async (id: string): Promise<void> => {
    await step(crew, id, "accept");
    const shown = async (by: Client) => [
      (await by.addFile(new Blob([new Uint8Array(await drawLamp())]), "lit.jpg")).id,
    ];
    await step(crew, id, "feed-back", { result: "已更换灯具", photos: await shown(crew) });
    await step(checker, id, "verify", {
      "closing-condition": (await checker.case(id)).closes.zh,
      photos: await shown(checker),
    });
    await step(desk, id, "close");
  };

  const crewDepartment = async () => (await crew.me()).post;

  const openCases = async () => (await desk.cases({ open: "true", limit: 100 })).items;

  test("I report in four taps, follow it like a parcel, and rate it when it is closed", async () => {
    const page = await openPhone();
    const before = new Set((await openCases()).map(({ id }) => id));
    await report(page, "路灯");
    const found = await waitFor("the lamp's case", async () => (await openCases()).find(({ id }) => !before.has(id)));
    expect((await desk.case(found.id)).reportList[0]).toMatchObject({ channel: "citizen" });
    expect((await desk.case(found.id)).photos).toHaveLength(1);
    const category = (await desk.categories({ q: "路灯", limit: 50 })).items.find(({ id }) => id === found.category);
    await step(desk, found.id, "file", { "filing-condition": category?.conditions[0]?.id });
    await step(desk, found.id, "dispatch", { department: (await crewDepartment()).departmentId });
    await page.getByRole("link", { name: "看进度" }).click();
    await page.getByRole("heading", { name: /已派给处置部门/ }).waitFor();
    await mend(found.id);
    await page.reload();
    await page.getByRole("heading", { name: "问题解决了吗？" }).waitFor();
    await page.getByRole("button", { name: "已解决" }).click();
    await page.getByRole("button", { name: "5 分，满分 5 分" }).click();
    await page.getByRole("button", { name: "提交" }).click();
    await page.getByText("您说：已解决 · 您的评分：5 分").waitFor();
    expect((await desk.case(found.id)).facts).toMatchObject({ "said-fixed": "yes", rating: 5 });
    await page.context().close();
  });

  test("the desk takes up what has no category and dispatches it at once; not fixed, I say, and it is opened again", async () => {
    const page = await openPhone();
    const no = await report(page, "其他", "路口的路灯一闪一闪");
    const seat = await sitDown(browser, city, "值班长");
    await seat.goto("/desk");
    await seat
      .locator(".desk-waiting", { hasText: "一闪一闪" })
      .getByRole("button", { name: named("受理") })
      .click();
    await seat.getByText(`正在受理市民上报 ${writeReportNo(no)}`).waitFor();
    const category = seat.locator("#desk-category");
    await category.fill("ludeng");
    await seat.locator(".ant-select-item-option", { hasText: "路灯 · " }).first().click();
    await seat.locator("#desk-condition").click();
    await seat.locator(".ant-select-dropdown:has(#desk-condition_list) .ant-select-item-option").first().click();
    const { departmentName } = await crewDepartment();
    await seat.locator("#desk-department").fill(departmentName.zh);
    await seat.locator(".ant-select-item-option", { hasText: departmentName.zh }).first().click();
    await seat.keyboard.press("Alt+1");
    await seat.getByText(/已立案并派遣/).waitFor();
    const found = (await openCases()).find(({ stage }) => stage === "dispatched");
    if (found === undefined) throw new Error("nothing was dispatched");
    await mend(found.id);
    await page.goto(`/app/mine/${no}`);
    await page.getByRole("button", { name: "没有解决" }).click();
    await page.getByRole("button", { name: "提交" }).click();
    await page.getByText("您说：没有解决，已重新交办").waitFor();
    expect(await desk.case(found.id)).toMatchObject({ stage: "dispatched", facts: { result: "已更换灯具" } });
    await seat.context().close();
    await page.context().close();
  });
});

import type { Client } from "@chengyun/client";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserMissing, openBrowser } from "./support/browser.ts";
import { openByPost, waitFor } from "./support/callers.ts";
import { type RunningCity, startCity } from "./support/running-city.ts";
import { goToMonday } from "./support/working-day.ts";

if (browserMissing !== undefined) console.log(`skipped: ${browserMissing}`);

const phone = { width: 390, height: 844 };
const north: [number, number] = [112.3465, 28.85];
const west: [number, number] = [112.341, 28.843];

describe.skipIf(browserMissing !== undefined)("offline in the rain", () => {
  let city: RunningCity;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let officer: Client;
  let photos: { name: string; mimeType: string; buffer: Buffer }[];

  /** A photo as a phone's camera makes it, larger than what is sent. */
  const takePhoto = async (words: string) => {
    const studio = await browser.newPage({ viewport: { width: 2_400, height: 1_600 } });
    await studio.setContent(`<body style="margin:0;background:#5c6b73;font:200px sans-serif">${words}`);
    const buffer = await studio.screenshot({ type: "jpeg", quality: 90 });
    await studio.close();
    return { name: `${words}.jpg`, mimeType: "image/jpeg", buffer };
  };

  beforeAll(async () => {
    city = await startCity();
    await goToMonday(city);
    browser = await openBrowser();
    officer = await openByPost(city, "duty-officer");
    photos = [await takePhoto("before"), await takePhoto("after")];
    context = await browser.newContext({
      baseURL: city.url,
      locale: "zh-CN",
      viewport: phone,
      hasTouch: true,
      isMobile: true,
      geolocation: { longitude: 112.345, latitude: 28.8455, accuracy: 12 },
      permissions: ["geolocation"],
    });
    context.setDefaultTimeout(30_000);
    page = await context.newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await city?.stop();
  });

  const dispatched = async (position: [number, number], text: string): Promise<string> => {
    const { caseId: id } = await officer.report({
      category: "drain-blockage",
      position,
      text,
    });
    const { version, moves } = await officer.case(id);
    const filing = moves.find(({ move }) => move === "file")?.facts.find((fact) => fact.id === "filing-condition");
    const condition = Object.keys(filing?.choices ?? {})[0] ?? "现场确认管道堵塞";
    const filed = await officer.move({ plural: "cases", id }, "file", {
      version,
      facts: { "filing-condition": condition },
    });
    const department = (await officer.departments()).items.find(({ code }) => code === "drainage-office")?.id ?? "";
    await officer.move({ plural: "cases", id }, "dispatch", { version: filed.version, facts: { department } });
    return id;
  };

  const press = (name: string | RegExp) => page.getByRole("button", { name }).first().click();
  const seePhotos = (n: number) =>
    expect.poll(() => page.locator(".photos .photo img").count(), { timeout: 20_000 }).toBe(n);
  const status = () => page.locator(".status");
  const openTask = async (title: string) => {
    await page.getByRole("button", { name: "任务" }).last().click();
    await page.locator(".task").filter({ hasText: title }).first().click();
  };

  test("the crew signs in, sees its task by distance, and accepts it", async () => {
    const id = await dispatched(north, "井口冒水一个多小时");
    await page.goto("/field");
    await press("排水处处置员");
    await page.locator(".task").filter({ hasText: "排水管道堵塞" }).getByText("北 520 米").waitFor();
    await openTask("排水管道堵塞");
    await press("接收");
    await page.locator(".actions .button-main", { hasText: "接收" }).click();
    await expect.poll(async () => (await officer.case(id)).stage, { timeout: 20_000 }).toBe("disposing");
    await page.evaluate("navigator.serviceWorker.ready.then(() => undefined)");
    await page.locator(".actions .button-main", { hasText: "反馈" }).waitFor();
  });

  test("the net is gone: what is written and photographed stays, even when the app is closed", async () => {
    await context.setOffline(true);
    await press(/^反馈$/);
    const pickers = page.locator(".photos");
    await pickers
      .nth(0)
      .locator('input[capture="environment"]')
      .setInputFiles(photos[0] ?? []);
    await pickers
      .nth(1)
      .locator('input[capture="environment"]')
      .setInputFiles(photos[1] ?? []);
    await seePhotos(2);
    await page.getByLabel("处置结果").fill("已疏通下游管段，液位回落");
    await page.locator(".actions .button-main", { hasText: "反馈" }).click();
    await status().getByText("离线，1 条待发").waitFor();
    await page.close();
    page = await context.newPage();
    await page.goto("/field");
    await status().getByText("离线，1 条待发").waitFor();
    await openTask("排水管道堵塞");
    await page.getByText("“反馈”已写好，待发送").waitFor();
  });

  test("meanwhile the duty officer changes the case; back in the net both are shown, and the crew decides", async () => {
    const row = (await officer.cases({ category: "drain-blockage" })).items[0];
    const id = row?.id ?? "";
    await officer.correctCase({
      id,
      version: row?.version ?? 0,
      reason: "位置应在桥东侧",
      position: [112.347, 28.8502],
    });
    await context.setOffline(false);
    await status().getByText("1 条需要您处理").waitFor();
    await status().click();
    await press(/^处理$/);
    const yours = page.getByRole("region", { name: "您写的" });
    const now = page.getByRole("region", { name: "现在的情况" });
    await yours.getByText("已疏通下游管段，液位回落").waitFor();
    await now.getByText("位置应在桥东侧").waitFor();
    await now.getByText("周雯").first().waitFor();
    expect(await yours.locator("img").count()).toBe(2);
    expect((await officer.case(id)).stage).toBe("disposing");
    await press("按现在的情况再发");
    await expect.poll(async () => (await officer.case(id)).stage, { timeout: 20_000 }).toBe("fed-back");
    const { photos: kept, facts } = await officer.case(id);
    expect([facts["result"], kept.length]).toEqual(["已疏通下游管段，液位回落", 2]);
    expect(kept.map(({ position }) => position !== undefined)).toEqual([true, true]);
    const fed = (await officer.timeline(id)).items.filter(({ type }) => type === "case.fed-back");
    expect(fed).toHaveLength(1);
    await status().getByText("已连接").waitFor();
  });

  test("what can no longer be done is kept in the case as a comment, with its photo", async () => {
    const id = await dispatched(west, "另一处井口冒水");
    await openTask("南门社区");
    await press("接收");
    await page.locator(".actions .button-main", { hasText: "接收" }).click();
    await expect.poll(async () => (await officer.case(id)).stage, { timeout: 20_000 }).toBe("disposing");
    await page.locator(".actions .button-main", { hasText: "反馈" }).waitFor();
    await context.setOffline(true);
    await press(/^反馈$/);
    await page
      .locator(".photos")
      .nth(1)
      .locator('input[capture="environment"]')
      .setInputFiles(photos[1] ?? []);
    await seePhotos(1);
    await page.getByLabel("处置结果").fill("已清掏，水退");
    await page.locator(".actions .button-main", { hasText: "反馈" }).click();
    await status().getByText("离线，1 条待发").waitFor();
    const colleague = await openByPost(city, "drainage-handler");
    const { version } = await colleague.case(id);
    await colleague.move({ plural: "cases", id }, "hand-back", { version, facts: { reason: "不属我处管段" } });
    await context.setOffline(false);
    await status().getByText("1 条需要您处理").waitFor();
    await status().click();
    await press(/^处理$/);
    await page.getByText("现在的环节已不能“反馈”").waitFor();
    await press("作为意见留在案卷里");
    const comment = await waitFor("the comment", async () =>
      (await officer.timeline(id)).items.find(({ type }) => type === "case.commented"),
    );
    expect(JSON.stringify(comment.details)).toContain("已清掏，水退");
    expect(comment.photos).toHaveLength(1);
  });

  test("a session that ended meanwhile keeps everything, and sends it after signing in again", async () => {
    await page.getByRole("button", { name: "我的" }).click();
    await press("退出登录");
    await press("琴台网格员");
    await page.getByRole("button", { name: "上报" }).click();
    await page.locator('.photos input[capture="environment"]').setInputFiles(photos[0] ?? []);
    await seePhotos(1);
    await page.getByText("道路积水").click();
    await page.getByLabel("说明").fill("桥下积水没过车轮");
    await page.getByText("我现在的位置").waitFor();
    await context.clearCookies();
    await page.locator(".actions .button-main", { hasText: "上报" }).click();
    await status().getByText("登录已过期，1 条待发").waitFor();
    await status().click();
    await press("琴台网格员");
    const found = await waitFor("the report", async () =>
      (await officer.cases({ category: "road-waterlogging" })).items.at(0),
    );
    expect(found.channel).toBe("field");
    await status().getByText("已连接").waitFor();
  });

  test("whoever signs out without the net leaves nothing on the phone, and the session ends with the first net", async () => {
    const me = () => page.evaluate(async () => (await fetch("/api/v1/me")).status);
    expect(await me()).toBe(200);
    await page.getByRole("button", { name: "我的" }).click();
    await context.setOffline(true);
    await press("退出登录");
    await page.getByLabel("密码").waitFor();
    const kept = await page.evaluate<number>(`new Promise((resolve) => {
      const opening = indexedDB.open("chengyun-field");
      opening.onsuccess = () => {
        const count = opening.result.transaction("cases").objectStore("cases").count();
        count.onsuccess = () => resolve(count.result);
      };
    })`);
    expect(kept).toBe(0);
    await context.setOffline(false);
    await expect.poll(me, { timeout: 30_000 }).toBe(401);
  });
});

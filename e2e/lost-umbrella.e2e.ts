import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserMissing, openBrowser } from "./support/browser.ts";
import { openByKey, openByPost, waitFor } from "./support/callers.ts";
import { fill, named, seeStage, send, sitDown, startMove } from "./support/desk.ts";
import { type RunningCity, startCity } from "./support/running-city.ts";

if (browserMissing !== undefined) console.log(`skipped: ${browserMissing}`);

describe.skipIf(browserMissing !== undefined)("a lost umbrella", () => {
  let city: RunningCity;
  let browser: Browser;
  let desk: Page;
  let page: string;

  beforeAll(async () => {
    city = await startCity();
    browser = await openBrowser();
    desk = await sitDown(browser, city, "值班长");
  });
  afterAll(async () => {
    await browser?.close();
    await city?.stop();
  });

  test("the pack's desk is on my rail, and its form asks what a wallet needs only of wallets", async () => {
    await desk.getByRole("navigation", { name: "主导航" }).getByRole("link", { name: "失物招领" }).click();
    await desk.getByRole("button", { name: named("登记") }).click();
    const dialog = desk.getByRole("dialog").last();
    await fill(dialog, "物品", "黑色长柄雨伞");
    await dialog.getByText("钱包", { exact: true }).click();
    await dialog.getByLabel("现金").waitFor();
    await dialog.getByText("其他", { exact: true }).click();
    await dialog.getByLabel("现金").waitFor({ state: "hidden" });
  });

  test("what is missing is said where it is missing, and what I typed stays on this device", async () => {
    const dialog = desk.getByRole("dialog").last();
    await dialog.getByRole("button", { name: named("登记") }).click();
    expect(await dialog.getByRole("alert").allInnerTexts()).toEqual(["这里需要填写。", "这里需要填写。"]);
    await fill(dialog, "拾得人", "龙晓燕");
    await desk.reload();
    await desk.getByRole("button", { name: named("登记") }).click();
    const again = desk.getByRole("dialog").last();
    await expect.poll(() => again.getByLabel("物品").first().inputValue()).toBe("黑色长柄雨伞");
    expect(await again.getByLabel("拾得人").first().inputValue()).toBe("");
  });

  test("taken in, it has a page with its stages, its year, its facts and who found it, masked", async () => {
    const dialog = desk.getByRole("dialog").last();
    await fill(dialog, "拾得地点", "文庙路公交站");
    await fill(dialog, "拾得日期", "2026-11-20");
    await fill(dialog, "拾得人", "龙晓燕");
    await fill(dialog, "电话", "13907370001");
    await send(dialog, "登记");
    await seeStage(desk, "待认领");
    page = new URL(desk.url()).pathname;
    const shown = await desk.getByRole("main").textContent();
    expect(shown).toContain("招领期");
    expect(shown).toMatch(/龙\*+ 139\*+0001/);
    expect(shown).not.toContain("龙晓燕");
  });

  test("claimed at my desk, it is handed over by somebody else, on a phone", async () => {
    const claim = await startMove(desk, "认领");
    await fill(claim, "认领人", "王敏");
    await send(claim, "认领");
    await seeStage(desk, "待核对");
    const phone = await sitDown(browser, city, "核查员", { width: 390, height: 844 });
    await phone.goto(page);
    await phone
      .locator(".moves")
      .getByRole("button", { name: named("归还") })
      .click();
    await seeStage(phone, "已归还");
    await seeStage(desk, "已归还");
  });

  test("the journal has its whole way, and no name of anybody", async () => {
    const id = page.split("/").at(-1) ?? "";
    const officer = await openByPost(city, "duty-officer");
    const { items } = await waitFor("the whole way is in the journal", async () => {
      const found = await officer.journal({ subject: id });
      return found.items.length >= 3 ? found : undefined;
    });
    expect(items.map(({ type }) => type)).toEqual(["lost-item.kept", "lost-item.claimed", "lost-item.returned"]);
    expect(JSON.stringify(items.map(({ changes }) => changes))).not.toMatch(/龙晓燕|王敏|13907370001/);
    expect((await openByKey(city).flows()).items.map(({ plural }) => plural)).toContain("lost-items");
  });
});

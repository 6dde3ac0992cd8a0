import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserMissing, openBrowser } from "./support/browser.ts";
import { openByKey } from "./support/callers.ts";
import { openBeside } from "./support/database.ts";
import { choose, comeIn, fill, named, openTab, rowOf, send, sitDown } from "./support/desk.ts";
import { makeFolder, type RunningCity, startCity } from "./support/running-city.ts";

if (browserMissing !== undefined) console.log(`skipped: ${browserMissing}`);

const reason = "核查员失联，积水点须立即复核";

describe.skipIf(browserMissing !== undefined)("an auditor's day", { timeout: 300_000 }, () => {
  let city: RunningCity;
  let browser: Browser;
  let page: Page;
  const folder = makeFolder("auditor");

  beforeAll(async () => {
    city = await startCity();
    browser = await openBrowser();
    page = await comeIn(browser, city, "auditor");
  });
  afterAll(async () => {
    await browser?.close();
    await city?.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  /** A duty officer asks for more than the post may: refused while commands are stopped. */
  const widen = async (duty: Page) => {
    await duty
      .getByRole("button", { name: /个人|账号|账户/ })
      .last()
      .click();
    await duty.getByRole("menuitem", { name: "应急扩权" }).click();
    const widening = duty.getByRole("dialog");
    await choose(duty, widening, "扩权内容", "核查");
    await fill(widening, "理由", reason);
    return widening;
  };

  test("hears at once that somebody broke the glass, and signs off what came of it", async () => {
    const duty = await sitDown(browser, city, "值班长");
    await send(await widen(duty), "立即扩权");
    await duty.getByText("您正在应急扩权").waitFor();
    await page.getByRole("button", { name: /^通知/ }).click();
    await page.getByText(new RegExp(`应急扩权：.*理由：${reason}`)).waitFor();
    await page.keyboard.press("Escape");
    await duty.getByRole("button", { name: "结束扩权" }).click();
    await send(duty.getByRole("dialog").last(), "结束扩权");
    await duty.getByText("您正在应急扩权").waitFor({ state: "detached" });
    await duty.context().close();
    await openTab(page, "特权使用");
    await rowOf(page, reason).getByRole("button", { name: "审计签认" }).click();
    const signing = page.getByRole("dialog").last();
    await choose(page, signing, "审计结论", "必要且恰当");
    await fill(signing, "理由", "当夜暴雨，情况属实");
    await send(signing, "审计签认");
    await rowOf(page, reason).getByText("已审计").waitFor();
  });

  test("finds an entry among all, reads it in words, and takes a receipt that others check without asking us", async () => {
    await openTab(page, "日志");
    await choose(page, page.locator(".list-filters, main").first(), "全部事项", "应急扩权 · 应急扩权");
    await page.keyboard.press("Escape");
    await page.waitForURL(/type=wider-reach/);
    await rowOf(page, reason).click();
    const sheet = page.getByRole("dialog");
    await sheet.getByText(reason).first().waitFor();
    await sheet.getByText("值班长").first().waitFor();
    const coming = page.waitForEvent("download");
    await sheet.getByRole("link", { name: "取凭证" }).click();
    const receipt = join(folder, "entry.tlog-proof");
    await (await coming).saveAs(receipt);
    await sheet.getByRole("button", { name: "只看此人（设备、接口）的" }).click();
    await page.getByText(/只看经办/).waitFor();
    expect(await page.getByRole("row").filter({ hasText: "值班长" }).count()).toBeGreaterThan(0);

    const outside = await browser.newContext({ baseURL: city.url, locale: "zh-CN" });
    const checking = await outside.newPage();
    const calls: string[] = [];
    await checking.goto("/verify");
    checking.on("request", (request) => {
      if (new URL(request.url()).pathname.startsWith("/api")) calls.push(request.url());
    });
    await checking.locator("input[type=file]").setInputFiles(receipt);
    await checking.getByLabel("日志公钥").fill(await openByKey(city).journalKey());
    await checking.getByRole("heading", { name: "核验通过" }).waitFor();
    const paper = checking.getByLabel("凭证", { exact: false }).first();
    const text = await paper.inputValue();
    await paper.fill(`${text.slice(0, 400)}${text[400] === "A" ? "B" : "A"}${text.slice(401)}`);
    await checking.getByRole("heading", { name: "核验不通过" }).waitFor();
    expect(calls).toEqual([]);
    await outside.close();
  });

  test("sees where somebody with the database changed the journal, that commands stop, and breaks the glass", async () => {
    const database = openBeside(city);
    const { rows } = await database.pool.query(
      "UPDATE journal SET actor_id = 'somebody else' WHERE position = (SELECT max(position) / 2 FROM journal) RETURNING position",
    );
    await database.close();
    await openTab(page, "日志");
    const line = page.locator(".journal-stop");
    await line.waitFor({ timeout: 200_000 });
    expect(await line.textContent()).toContain(`位置 ${rows[0].position}`);
    const duty = await sitDown(browser, city, "值班长");
    await duty.locator(".journal-stop").waitFor();
    const widening = await widen(duty);
    await widening.getByRole("button", { name: "立即扩权" }).click();
    await widening.getByText(/指令/).first().waitFor();
    await duty.context().close();
    await line.getByRole("button", { name: "应急放行" }).click();
    const breaking = page.getByRole("dialog");
    await fill(breaking, "理由（至少五个字）", "防汛抢险不能等，库表正在恢复");
    await breaking.getByRole("button", { name: named("放行") }).click();
    await page.getByText("日志被篡改，已应急放行指令。").waitFor();
  });
});

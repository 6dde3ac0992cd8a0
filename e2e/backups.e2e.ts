import { readdirSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserMissing, openBrowser } from "./support/browser.ts";
import { comeIn, openTab, rowOf, sitDown } from "./support/desk.ts";
import { makeFolder, type RunningCity, startCity } from "./support/running-city.ts";

if (browserMissing !== undefined) console.log(`skipped: ${browserMissing}`);

/** Everything that lies under a folder. */
const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());

describe.skipIf(browserMissing !== undefined)("backups", { timeout: 900_000 }, () => {
  let city: RunningCity;
  let browser: Browser;
  let page: Page;
  let me: string;
  const folder = makeFolder("backups");
  const place = join(folder, "kept");

  beforeAll(async () => {
    writeFileSync(join(folder, "words"), "a river that is not on the map\n");
    city = await startCity({
      env: { BACKUP_TO: place, BACKUP_PASSPHRASE_FILE: join(folder, "words"), BACKUP_AT: "02:30", BACKUP_KEEP: "3" },
    });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await city?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const patience = { timeout: 300_000 };
  /** Presses a button as soon as nothing else runs; what ran before may still be closing its engines. */
  const press = async (name: string, begun: string): Promise<void> => {
    for (;;) {
      await page.getByRole("button", { name, disabled: false }).click(patience);
      const isBegun = await page
        .getByText(begun)
        .first()
        .waitFor({ timeout: 5_000 })
        .then(
          () => true,
          () => false,
        );
      if (isBegun) return;
    }
  };
  const see = (words: string, by: string) => page.getByRole("row").filter({ hasText: words }).filter({ hasText: by });

  test("whoever keeps the platform reads the plan, and the first backup comes by itself and is tried", async () => {
    page = await comeIn(browser, city, "admin");
    me = (await page.getByText(/^系统管理员 · /).textContent())?.split(" · ")[1] ?? "nobody";
    await openTab(page, "备份");
    await page.getByText(`每天 02:30 备份到 ${place}，加密，保留 3 份。`).waitFor();
    await see("完整", "计划或命令行")
      .getByText(/[\d.]+ MB/)
      .waitFor(patience);
    await see("能恢复，已核验", "计划或命令行").waitFor(patience);
    expect(filesUnder(place).length).toBeGreaterThan(0);
  });

  test("has one made and tried now, and stands there as who asked for it", async () => {
    await press("立即备份", "已开始备份");
    await see("完整", me).waitFor(patience);
    await press("试恢复最新的", "已开始试恢复");
    await see("能恢复，已核验", me).waitFor(patience);
  });

  test("of a backup whose files lost their second half, a trial says so in words, and so does the platform's health", async () => {
    for (const path of filesUnder(place)) truncateSync(path, Math.ceil(statSync(path).size / 2));
    await press("试恢复最新的", "已开始试恢复");
    const failed = see("失败", me);
    await failed.waitFor(patience);
    expect(await failed.textContent()).toMatch(/备份文件损坏|打不开/);
    await openTab(page, "运行状态");
    await rowOf(page, /^备份/)
      .getByText(/最近一次试恢复失败/)
      .waitFor();
  });

  test("of a place that is not there any more, a backup says so and leaves nothing", async () => {
    rmSync(place, { recursive: true });
    writeFileSync(place, "not a folder");
    await openTab(page, "备份");
    await press("立即备份", "已开始备份");
    await see("失败", me).nth(1).waitFor(patience);
    expect(readdirSync(folder).sort()).toEqual(["kept", "words"]);
  });

  test("whoever has no business with it does not see the page", async () => {
    const officer = await sitDown(browser, city, "值班长");
    await officer.goto("/system/backups");
    await officer.getByText("您的岗位看不到这里").waitFor();
    await officer.context().close();
  });
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserMissing, openBrowser } from "./support/browser.ts";
import { openByLogin } from "./support/callers.ts";
import {
  beginImport,
  pick,
  press,
  readFigure,
  shoot,
  sitAsAdministrator,
  startEmptyCity,
} from "./support/importing.ts";
import type { RunningCity } from "./support/running-city.ts";

if (browserMissing !== undefined) console.log(`skipped: ${browserMissing}`);

/** Twenty lamps; from the thirteenth on somebody had the columns the other way round, and two are nowhere. */
const lines = Array.from({ length: 20 }, (_, n) => {
  const [x, y] = [(112.34 + n * 0.002).toFixed(4), "28.8500"];
  return n < 12 ? `L${n + 1},路灯${n + 1},${x},${y}` : `L${n + 1},路灯${n + 1},${y},${x}`;
});
const table = `编号,名称,经度,纬度\n${[...lines, "L21,路灯21,,", "L22,路灯22,2.3522,48.8566"].join("\n")}\n`;

describe.skipIf(browserMissing !== undefined)("an import goes wrong and is mended", () => {
  let city: RunningCity;
  let browser: Browser;
  let page: Page;
  const folder = mkdtempSync(join(tmpdir(), "goes-wrong-"));

  beforeAll(async () => {
    city = await startEmptyCity();
    browser = await openBrowser();
    page = await sitAsAdministrator(browser, city);
  });
  afterAll(async () => {
    await browser?.close();
    await city?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const countLamps = async (): Promise<number> => {
    const admin = await openByLogin(city, { login: "admin", password: "Chengyun-Journey-2026" });
    return (await admin.things({ type: "lamp-post", limit: 100 })).items.length;
  };
  const cell = (line: number, column: string) =>
    page.getByRole("textbox", { name: `第 ${line} 行 ${column}`, exact: true });

  test("a photograph is no file to import, and I am told what is", async () => {
    await page.goto("/import");
    await page.getByRole("button", { name: /^部件/ }).click();
    const photo = join(folder, "photo.csv");
    writeFileSync(photo, Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47]), Buffer.alloc(500)]));
    await page.locator('input[type="file"]').setInputFiles(photo);
    await page.getByText(/看不出这是什么文件/).waitFor();
    await shoot(page, "wrong-0-photo");
  });

  test("columns swapped half-way are seen before anything is kept, line by line", async () => {
    const path = join(folder, "lamps.csv");
    writeFileSync(path, table);
    await beginImport(page, "部件", path);
    await pick(page, "类型", "路灯");
    await pick(page, "坐标系", "WGS-84");
    await page
      .getByRole("button", { name: /试\s?读/ })
      .last()
      .click();
    await page.getByRole("heading", { name: "读懂的" }).waitFor();
    expect(await readFigure(page, "有误的行")).toBe("10");
    expect(await page.getByRole("region", { name: "有误的行" }).textContent()).toMatch(
      /14.*经纬度颠倒.*22.*不是坐标.*23.*不在范围内/s,
    );
    expect(await countLamps()).toBe(0);
    await shoot(page, "wrong-1-trial");
  });

  test("the good rows are taken while I am away, and the others wait for me", async () => {
    await press(page, /^导入 12 行/);
    await page.goto("/map");
    await page.goto("/import");
    await page.getByRole("table", { name: "导入记录" }).getByText("已完成").first().waitFor({ timeout: 60_000 });
    await page.getByRole("table", { name: "导入记录" }).getByText("lamps.csv").first().click();
    await page.getByRole("region", { name: "在这里修正" }).waitFor();
    expect(await readFigure(page, "新增")).toBe("12");
    expect(await readFigure(page, "未采纳")).toBe("10");
    expect(await countLamps()).toBe(12);
    await shoot(page, "wrong-2-result");
  });

  test("the rejects come as a file with line and reason beside the row's own cells", async () => {
    const coming = page.waitForEvent("download");
    await page.getByRole("link", { name: "下载这些行（CSV）" }).click();
    const text = readFileSync(await (await coming).path(), "utf8");
    expect(text.split("\r\n")[0]).toBe("\uFEFF编号,名称,经度,纬度,line,field,code,reason,原因");
    expect(text).toContain("L13,路灯13,28.8500,112.3640,14,position,swapped-coordinates");
  });

  test("I mend the cells, leave out what is in Paris, and the mended rows are taken", async () => {
    for (let line = 14; line <= 21; line += 1) {
      const [x, y] = [await cell(line, "纬度").inputValue(), await cell(line, "经度").inputValue()];
      await cell(line, "经度").fill(x);
      await cell(line, "纬度").fill(y);
    }
    await cell(22, "经度").fill("112.3810");
    await cell(22, "纬度").fill("28.8510");
    await page.getByRole("checkbox", { name: "不要这一行 23" }).check();
    await shoot(page, "wrong-3-mending");
    await press(page, "用修正的行（9）");
    await page.getByText("没有发现有误的行。").waitFor({ timeout: 60_000 });
    await page.getByText("这是对一次导入的修正：").waitFor();
    await press(page, /^开始导入 9 行/);
    await page.getByText("全部采纳，没有需要修正的行。").waitFor({ timeout: 60_000 });
    expect(await readFigure(page, "新增")).toBe("9");
    expect(await countLamps()).toBe(21);
    await shoot(page, "wrong-4-mended");
    await page.getByRole("link", { name: "看原来的导入" }).click();
    await page.getByText("已有 1 次修正").waitFor();
  });

  test("the map shows me what came in, and nothing beside", async () => {
    await page.getByRole("link", { name: "在地图上看" }).click();
    await page.waitForURL(/[?&]at=/);
    const [latitude, longitude, zoom] = (new URL(page.url()).searchParams.get("at") ?? "").split(",").map(Number);
    expect(latitude).toBeCloseTo(28.85, 2);
    expect(longitude).toBeCloseTo(112.351, 2);
    // Twelve lamps over two kilometres.
    expect(zoom).toBeGreaterThan(13);
    await page.locator("[data-drawn]").first().waitFor({ timeout: 60_000 });
    await shoot(page, "wrong-5-map");
  });

  test("letters that might be several are asked for, and the file is read in those I say", async () => {
    const path = join(folder, "sizes.csv");
    writeFileSync(path, Buffer.from("id,name,lon,lat\n1,Größe,112.35,28.85\n", "latin1"));
    await page.goto("/import");
    await page.getByRole("button", { name: /^部件/ }).click();
    await page.locator('input[type="file"]').setInputFiles(path);
    await page.getByText(/看不出是 GB 18030、Big5 还是 Windows-1252/).waitFor();
    await shoot(page, "wrong-6-letters");
    await pick(page, "编码", "WINDOWS-1252");
    await page.getByRole("heading", { name: "文件的前几行" }).waitFor({ timeout: 60_000 });
    await page.getByText("Größe").first().waitFor();
    await page.getByText("编码 windows-1252（按映射所写）").waitFor();
  });

  test("the unit of readings is asked for before they are read", async () => {
    const path = join(folder, "counts.csv");
    writeFileSync(path, "time,device,current\n2026-11-01T08:00:00+08:00,L1,0.5\n2026-11-01T09:00:00+08:00,L2,0.6\n");
    await beginImport(page, "历史读数", path);
    const tryRead = page.getByRole("button", { name: /试\s?读/ }).last();
    await pick(page, "监测项 1", "单灯电流");
    await pick(page, "选择列 1", "current");
    await page.getByText(/还需要说明：.*文件中的单位/).waitFor();
    expect(await tryRead.isDisabled()).toBe(true);
    await shoot(page, "wrong-7-unit");
    await pick(page, "文件中的单位 1", "文件中就是");
    await tryRead.click();
    await page.getByRole("heading", { name: "读懂的" }).waitFor({ timeout: 60_000 });
    await shoot(page, "wrong-8-readings");
  });

  test("what the hotline before us knew comes in: its zone is asked, its words are told, its lost place is mended", async () => {
    const path = join(folder, "hotline.csv");
    const row = (no: number, category: string, place: string) =>
      `R${no},2026-03-0${no} 08:00,2026-03-0${no} 17:00,${category},${place}`;
    const rows = [
      row(1, "堵了", "112.352,28.85,"),
      row(2, "道路积水", "112.353,28.851,"),
      row(3, "噪音", ",,文庙路 3 号"),
      row(4, "噪音", "28.85,112.354,"),
    ];
    writeFileSync(path, `工单号,上报时间,办结时间,类别,经度,纬度,地址\n${rows.join("\n")}\n`);
    await beginImport(page, "市民上报", path);
    const tryRead = page.getByRole("button", { name: /试\s?读/ }).last();
    await pick(page, "坐标系", "WGS-84");
    await pick(page, "类别", "类别");
    await page.getByText(/还需要说明：上报时间的时区/).waitFor();
    expect(await tryRead.isDisabled()).toBe(true);
    await pick(page, "时区（时间本身没写时必填）", "Asia/Shanghai");
    // 道路积水 is a category of this city by its own name; the other two are not.
    await page.getByText("还有 2 个词不在本市类别中：按原名保留，待编码。").waitFor();
    await pick(page, "类别: 堵了", "排水管道堵塞、破裂");
    await shoot(page, "reports-1-form");
    await tryRead.click();
    await page.getByRole("heading", { name: "读懂的" }).waitFor({ timeout: 60_000 });
    expect(await readFigure(page, "未定位（已标记，不上地图）")).toBe("1");
    expect(await page.getByRole("region", { name: "本市没有的类别" }).textContent()).toMatch(/噪音\s*1/);
    await shoot(page, "reports-2-trial");
    await press(page, /^导入 3 行/);
    await page.getByRole("region", { name: "在这里修正" }).waitFor({ timeout: 60_000 });
    expect([await readFigure(page, "新增"), await readFigure(page, "未采纳")]).toEqual(["3", "1"]);
    await shoot(page, "reports-3-result");
    await cell(5, "经度").fill("112.354");
    await cell(5, "纬度").fill("28.85");
    await press(page, "用修正的行（1）");
    await page.getByText("没有发现有误的行。").waitFor({ timeout: 60_000 });
    await press(page, /^开始导入 1 行/);
    await page.getByText("全部采纳，没有需要修正的行。").waitFor({ timeout: 60_000 });
    const admin = await openByLogin(city, { login: "admin", password: "Chengyun-Journey-2026" });
    expect((await admin.importedCases("hotline")).cases).toBe(4);
  });
});

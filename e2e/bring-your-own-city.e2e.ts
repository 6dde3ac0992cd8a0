import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserMissing, openBrowser } from "./support/browser.ts";
import { openByLogin, waitFor } from "./support/callers.ts";
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

const node = (id: number, x: number, y: number): string =>
  `<node id="${id}" lon="${(112.34 + x / 1_000).toFixed(6)}" lat="${(28.84 + y / 1_000).toFixed(6)}"/>`;
const way = (id: number, refs: readonly number[], tags: Readonly<Record<string, string>>): string =>
  `<way id="${id}">${refs.map((ref) => `<nd ref="${ref}"/>`).join("")}${Object.entries(tags)
    .map(([k, v]) => `<tag k="${k}" v="${v}"/>`)
    .join("")}</way>`;

/** Two streets that meet, houses along them and a pond. */
const extract = `<?xml version="1.0"?><osm version="0.6">
${node(1, 0, 10)}${node(2, 20, 10)}${node(3, 40, 10)}${node(4, 20, 0)}${node(5, 20, 25)}
${[...Array(9)].map((_, n) => [node(100 + n * 4, 2 + n * 4, 11), node(101 + n * 4, 4 + n * 4, 11), node(102 + n * 4, 4 + n * 4, 13), node(103 + n * 4, 2 + n * 4, 13)].join("")).join("\n")}
${node(50, 24, 2)}${node(51, 36, 2)}${node(52, 36, 8)}${node(53, 24, 8)}
${way(1, [1, 2, 3], { highway: "primary", name: "人民路" })}
${way(2, [4, 2, 5], { highway: "secondary", name: "解放路" })}
${[...Array(9)].map((_, n) => way(10 + n, [100 + n * 4, 101 + n * 4, 102 + n * 4, 103 + n * 4, 100 + n * 4], { building: "yes", "building:levels": "5" })).join("\n")}
${way(40, [50, 51, 52, 53, 50], { natural: "water", name: "镜湖" })}
</osm>`;

const town = (code: string, name: string, west: number, east: number) => ({
  type: "Feature",
  properties: { 代码: code, 名称: name },
  geometry: {
    type: "Polygon",
    coordinates: [
      [
        [west, 28.82],
        [east, 28.82],
        [east, 28.88],
        [west, 28.88],
        [west, 28.82],
      ],
    ],
  },
});
const towns = {
  type: "FeatureCollection",
  features: [town("001", "东山镇", 112.36, 112.4), town("002", "西河镇", 112.32, 112.36)],
};

/** 编号,名称,经度,纬度,灯杆高(cm) in GB 18030, as a spreadsheet in Chinese writes it. */
const heading = Buffer.from([
  ...[0xb1, 0xe0, 0xba, 0xc5, 0x2c, 0xc3, 0xfb, 0xb3, 0xc6, 0x2c, 0xbe, 0xad, 0xb6, 0xc8, 0x2c, 0xce, 0xb3, 0xb6, 0xc8],
  ...[0x0d, 0x0a],
]);
const lamp = Buffer.from([0xc2, 0xb7, 0xb5, 0xc6]);
const lamps = Buffer.concat([
  heading,
  ...Array.from({ length: 12 }, (_, n) =>
    Buffer.concat([
      Buffer.from(`L${n + 1},`),
      lamp,
      Buffer.from(`${n + 1},${(112.342 + n * 0.003).toFixed(6)},28.8502\r\n`),
    ]),
  ),
]);

describe.skipIf(browserMissing !== undefined)("a city of one's own", () => {
  let city: RunningCity;
  let browser: Browser;
  let page: Page;
  const folder = mkdtempSync(join(tmpdir(), "own-city-"));
  const put = (name: string, content: string | Buffer): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };

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

  const finish = async (shot: string): Promise<void> => {
    await page.getByRole("heading", { name: "读懂的" }).waitFor();
    await page.locator(".import-map [data-drawn]").waitFor({ timeout: 60_000 });
    await shoot(page, `${shot}-trial`);
    await press(page, /^导入 \d+ 行|^开始导入/);
    await page.getByRole("heading", { name: "结果" }).waitFor({ timeout: 60_000 });
    await shoot(page, `${shot}-result`);
  };

  test("begins empty, and says what can be brought in", async () => {
    await page.goto("/import");
    await page.getByText("还没有导入过文件").waitFor();
    await shoot(page, "own-0-empty");
  });

  test("gets its streets, houses and water from an extract, by the mapping that came along", async () => {
    await beginImport(page, "底图与道路", put("山阳.osm", extract));
    await page.getByText("base-osm").waitFor();
    await shoot(page, "own-1-reading");
    await press(page, "用它试读");
    await finish("own-1");
    expect(await readFigure(page, "新增")).toBe("12");
  });

  test("gets its towns from shapes, once somebody has said what their coordinates are", async () => {
    await beginImport(page, "区域", put("乡镇.geojson", JSON.stringify(towns)));
    const read = page.getByRole("button", { name: /试\s?读/ }).last();
    expect(await read.isDisabled()).toBe(true);
    await page.getByText(/还需要说明：.*坐标系/).waitFor();
    await page.getByLabel("来源简称", { exact: true }).fill("towns");
    await pick(page, "层级", /街道|乡镇/);
    await pick(page, "上级区域", "山阳");
    await pick(page, "坐标系", "GCJ-02");
    await shoot(page, "own-2-reading");
    await read.click();
    await finish("own-2");
    expect(await readFigure(page, "新增")).toBe("2");
  });

  test("gets its lamps from a table in GB 18030, and they are found on the map", async () => {
    await beginImport(page, "部件", put("路灯.csv", lamps));
    await page.getByText(/^编码 gb18030/).waitFor();
    await page.getByLabel("来源简称", { exact: true }).fill("lamps");
    await pick(page, "类型", "路灯");
    await pick(page, "坐标系", "WGS-84");
    await shoot(page, "own-3-reading");
    await page
      .getByRole("button", { name: /试\s?读/ })
      .last()
      .click();
    await finish("own-3");
    expect(await readFigure(page, "新增")).toBe("12");
    const admin = await openByLogin(city, { login: "admin", password: "Chengyun-Journey-2026" });
    const { items } = await admin.things({ type: "lamp-post", limit: 100 });
    expect(items.map(({ name }) => name.zh)).toContain("路灯7");
    const found = await waitFor("the lamp in the search", async () => (await admin.search({ q: "路灯7" })).items[0]);
    expect(found.position[0]).toBeCloseTo(112.36, 3);
    await page.getByRole("link", { name: "在地图上看" }).click();
    await page.locator("[data-drawn]").waitFor({ timeout: 60_000 });
    await shoot(page, "own-4-map");
  });

  test("shows what came of each file, newest first", async () => {
    await page.goto("/import");
    const rows = page.getByRole("table", { name: "导入记录" }).getByRole("row");
    await rows.nth(3).waitFor();
    expect(await rows.nth(1).textContent()).toMatch(/路灯\.csv.*已完成/);
    expect(await rows.nth(3).textContent()).toMatch(/山阳\.osm/);
    await shoot(page, "own-5-list");
  });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserMissing, openBrowser } from "./support/browser.ts";
import { openByPost } from "./support/callers.ts";
import { named, seeStage, sitDown } from "./support/desk.ts";
import { type RunningCity, startCity } from "./support/running-city.ts";

if (browserMissing !== undefined) console.log(`skipped: ${browserMissing}`);

const head = "大类代码,大类名称,小类代码,小类名称,处置单位,主管部门,立案条件,结案条件,处置时限\n";
const short = `${head}1,公用设施,1,上水井盖,供水公司,城管局,井盖不见了,盖好,2紧急工作时
,,,,,,盖子裂了,换盖,4小时
,,,,,,压上去响,紧固,2天
4,园林绿化设施,2,行道树,园林处,城管局,枯死,补种,种植季节15工作日
`;
const full = `${head}01,公用设施,01,上水井盖,供水公司,城管局,井盖不见了,盖好,2紧急工作时
01,公用设施,01,上水井盖,供水公司,城管局,盖子裂了,换盖,4工作时
`;

/** Where pictures of the journey go when somebody wants them. */
const shots = process.env["SHOTS"];
const shoot = async (page: Page, name: string): Promise<void> => {
  if (shots === undefined) return;
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`) });
};

/** A grid worker's phone, about to report. */
const openField = async (browser: Browser, city: RunningCity): Promise<Page> => {
  const context = await browser.newContext({
    baseURL: city.url,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    viewport: { width: 390, height: 844 },
    geolocation: { longitude: 112.345, latitude: 28.845 },
    permissions: ["geolocation"],
    hasTouch: true,
  });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  await page.goto("/field");
  await page
    .getByRole("button", { name: /网格员/ })
    .first()
    .click();
  await page.getByRole("button", { name: "上报" }).last().click();
  return page;
};

describe.skipIf(browserMissing !== undefined)("a dictionary comes in", () => {
  let city: RunningCity;
  let browser: Browser;
  const folder = mkdtempSync(join(tmpdir(), "dictionary-"));

  beforeAll(async () => {
    writeFileSync(join(folder, "部件.csv"), short);
    writeFileSync(join(folder, "详表.csv"), full);
    city = await startCity();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await city?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const press = (page: Page, name: string) => page.getByRole("button", { name: named(name) }).click();
  const addFile = async (page: Page, name: string): Promise<void> => {
    await page.locator('input[type="file"]').setInputFiles(join(folder, name));
    await page.getByRole("table", { name: "文件" }).getByText(name).waitFor();
  };

  test("the keeper sees what every row means, answers what is asked, and only then it is in the draft", async () => {
    const page = await sitDown(browser, city, "数据字典管理员");
    await page.goto("/dictionaries");
    await press(page, "导入");
    await page.getByLabel("字典名称").fill("山南县标准");
    await page.getByLabel("字典编号").fill("shannan");
    await page.getByLabel("版本").fill("2026");
    await press(page, "下一步");
    await addFile(page, "部件.csv");
    await addFile(page, "详表.csv");
    await shoot(page, "import-files");
    await press(page, "下一步");
    const rows = page.getByRole("table", { name: "行数" });
    await rows.getByText("压上去响").waitFor();
    expect(await rows.textContent()).toMatch(/没有写明历法/);
    await shoot(page, "import-rows");
    await page.getByText(/^版本间不同/).click();
    await page.getByRole("table", { name: "不同之处" }).getByText("盖子裂了").waitFor();
    await shoot(page, "import-differences");
    await press(page, "下一步");
    await page.getByRole("heading", { name: /“天”在本文件里是/ }).waitFor();
    await press(page, "下一步");
    await page.getByText(/还有 3 行待回答/).waitFor();
    expect(await page.getByRole("button", { name: named("写入草案") }).isDisabled()).toBe(true);
    await press(page, "上一步");
    await page.getByLabel("采用另一版本的历法").click();
    await page.getByTitle("详表.csv").click();
    await page.getByRole("radiogroup", { name: "小时" }).locator("..").getByText("全部已答").waitFor();
    await page.getByRole("radiogroup", { name: "天" }).getByText("工作日").click();
    await page.getByRole("radiogroup", { name: "种植季节工作日" }).getByText("工作日").click();
    await page.getByRole("radiogroup", { name: "种植季节工作日" }).locator("..").getByText("全部已答").waitFor();
    await shoot(page, "import-questions");
    await press(page, "下一步");
    await press(page, "写入草案");
    await page.getByText("已写入草案：2 类、4 条标准；0 行有误未取。").waitFor();
    await shoot(page, "import-taken");
    await press(page, "写入草案");
    await page.getByText("与现有内容相同，未作改动。").waitFor();
    await press(page, "查看版本");
    await page.getByRole("table", { name: "分类" }).getByText("上水井盖").waitFor();
    await press(page, "送审");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: named("送审") })
      .click();
    await page.getByText("送审", { exact: true }).first().waitFor();
    await page.context().close();
  });

  test("somebody else puts it in force, and the next case is filed under one of its conditions", async () => {
    const page = await sitDown(browser, city, "值班长");
    const officer = await openByPost(city, "duty-officer");
    const today = new Date(Date.parse((await officer.clock()).now) + 8 * 3_600_000).toISOString().slice(0, 10);
    await page.goto("/dictionaries");
    await page.getByRole("table", { name: "分类字典" }).getByText("山南县标准").click();
    await press(page, "审定施行");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(/施行日期/).fill(today);
    await dialog.getByLabel(/施行日期/).press("Enter");
    await dialog.getByRole("button", { name: named("审定施行") }).click();
    await page.getByText("现行", { exact: true }).waitFor();
    await page.getByRole("table", { name: "分类" }).getByText("上水井盖").click();
    await page.getByText("压上去响").waitFor();
    await shoot(page, "class");
    const { caseId } = await officer.report({
      category: "shannan/2026/part-0101",
      position: [112.345, 28.845],
      text: "井盖响",
    });
    await page.goto(`/cases/${caseId}`);
    await page.getByRole("button", { name: named("立案") }).click();
    await page.getByRole("dialog").getByLabel("立案条件").click();
    await page.getByTitle(/压上去响/).click();
    await shoot(page, "file");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: named("立案") })
      .click();
    await seeStage(page, "待派遣");
    expect((await officer.case(caseId)).facts).toMatchObject({ "filing-condition": "压上去响" });
    expect((await officer.case(caseId)).closes.zh).toBe("紧固");
    await page.context().close();
  });

  test("a citizen and a grid worker are offered the class in force once and no twin of the packs', and its case has its limits", async () => {
    const officer = await openByPost(city, "duty-officer");
    const twins = (await officer.caseTypes()).items.filter(({ name }) => name.zh === "上水井盖");
    expect(twins.map(({ id }) => id)).toEqual(["shannan/2026/part-0101"]);
    const phone = await openField(browser, city);
    await phone.locator("#find-kind").fill("上水井盖");
    const kinds = phone.getByRole("radiogroup");
    const covers = kinds.getByText("上水井盖", { exact: true });
    await covers.first().waitFor();
    expect(await covers.count()).toBe(1);
    await shoot(phone, "field");
    await phone.context().close();
    const { caseId } = await officer.report({
      category: "part-water-manhole",
      position: [112.36, 28.85],
      text: "井盖不见了",
      near: "apart",
    });
    const made = await officer.case(caseId);
    expect(made.category).toBe("shannan/2026/part-0101");
    const first = made.conditions.find(({ files }) => files.zh === "井盖不见了");
    await officer.move({ plural: "cases", id: caseId }, "file", {
      version: made.version,
      facts: { "filing-condition": `${made.category}#${first?.id}` },
    });
    const { version } = await officer.case(caseId);
    const [department] = (await officer.departments()).items;
    await officer.move({ plural: "cases", id: caseId }, "dispatch", { version, facts: { department: department?.id } });
    const dispose = (await officer.case(caseId)).clocks.find(({ clock }) => clock === "dispose");
    expect(dispose?.limit).toEqual({ amount: 2, kind: "urgent-hours" });
    const page = await sitDown(browser, city, "值班长");
    await page.goto(`/cases/${caseId}`);
    await page.getByText("代替专题包分类").first().waitFor();
    await shoot(page, "in-the-place-of");
    await page.context().close();
  });

  test("whose a standard's cases are is said once, and the next case is proposed to them", async () => {
    const page = await sitDown(browser, city, "数据字典管理员");
    const officer = await openByPost(city, "duty-officer");
    await page.goto("/dictionaries/bodies");
    const bodies = page.getByRole("table", { name: "责任单位对应" });
    await bodies
      .getByText(/^未对应/)
      .first()
      .waitFor();
    await page.getByRole("button", { name: "对应“供水公司”" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("对应到").click();
    await page.locator(".ant-select-item-option").filter({ hasText: "市排水管理处" }).first().click();
    await shoot(page, "body-dialog");
    await dialog.getByRole("button", { name: named("保存") }).click();
    await dialog.waitFor({ state: "hidden" });
    await bodies.getByText("市排水管理处").first().waitFor();
    await shoot(page, "bodies");
    const said = {
      category: "shannan/2026/part-0101",
      position: [112.352, 28.846] as [number, number],
      text: "井盖响",
    };
    const { caseId } = await officer.report(said);
    const desk = await sitDown(browser, city, "值班长");
    await desk.goto(`/cases/${caseId}`);
    await desk
      .getByText(/供水公司/)
      .first()
      .waitFor();
    const { items } = await officer.departments();
    const drainage = items.find(({ name }) => name.zh === "市排水管理处")?.id;
    expect((await officer.case(caseId)).route).toMatchObject({ departmentId: drainage, body: "供水公司" });
  });
});

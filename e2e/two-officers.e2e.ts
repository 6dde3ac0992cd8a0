import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserMissing, openBrowser } from "./support/browser.ts";
import { openByPost } from "./support/callers.ts";
import { choose, fill, named, seeStage, send, sitDown, startMove } from "./support/desk.ts";
import { type RunningCity, startCity } from "./support/running-city.ts";
import { goToMonday } from "./support/working-day.ts";

if (browserMissing !== undefined) console.log(`skipped: ${browserMissing}`);

describe.skipIf(browserMissing !== undefined)("two officers move one case", () => {
  let city: RunningCity;
  let browser: Browser;

  beforeAll(async () => {
    city = await startCity();
    await goToMonday(city);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await city?.stop();
  });

  const report = async (position: [number, number]): Promise<string> => {
    const officer = await openByPost(city, "duty-officer");
    return (await officer.report({ category: "drain-blockage", position, text: "井口冒水" })).caseId;
  };

  /** A page whose view of the case stands still, as on a slow line, until it is let go. */
  const sitOnSlowLine = async (id: string) => {
    const page = await sitDown(browser, city, "值班长");
    await page.goto(`/cases/${id}`);
    await seeStage(page, "待立案");
    const held: (() => void)[] = [];
    let isSlow = true;
    await page.route(`**/api/v1/cases/${id}`, async (route) => {
      if (isSlow) await new Promise<void>((go) => held.push(go));
      await route.continue();
    });
    const letGo = (): void => {
      isSlow = false;
      for (const go of held) go();
    };
    return { page, letGo };
  };

  const fileFirst = async (id: string): Promise<void> => {
    const page = await sitDown(browser, city, "值班长");
    await page.goto(`/cases/${id}`);
    const dialog = await startMove(page, "立案");
    await fill(dialog, "意见", "现场确认管道堵塞");
    await send(dialog, "立案");
    await seeStage(page, "待派遣");
    await page.context().close();
  };

  test("the slower one is told how it stands, loses no word, and goes on from there", async () => {
    const id = await report([112.345, 28.845]);
    const { page, letGo } = await sitOnSlowLine(id);
    const dialog = await startMove(page, "立案");
    await fill(dialog, "意见", "液位高于井口，路面有积水");
    await fileFirst(id);
    await dialog.getByRole("button", { name: named("立案") }).click();
    letGo();
    await dialog.getByText("别人刚刚办过：现在的环节是“待派遣”").waitFor();
    await dialog.getByText("现在的环节已不能“立案”").waitFor();
    expect(await dialog.getByLabel("意见").inputValue()).toBe("液位高于井口，路面有积水");
    await send(dialog, "取消");
    await seeStage(page, "待派遣");
    const dispatch = await startMove(page, "派遣");
    await choose(page, dispatch, "处置部门", "市排水管理处");
    await send(dispatch, "派遣");
    await seeStage(page, "待接收");
    await page.context().close();
  });

  test("what is still possible after the other's move is done with the words already typed", async () => {
    const id = await report([112.355, 28.852]);
    const { page, letGo } = await sitOnSlowLine(id);
    const dialog = await startMove(page, "作废");
    await fill(dialog, "理由", "与昨日案卷重复");
    await fileFirst(id);
    await dialog.getByRole("button", { name: named("作废") }).click();
    letGo();
    await dialog.getByText("您填写的内容已保留，请核对后再办").waitFor();
    await send(dialog, "按最新情况再办");
    await seeStage(page, "已作废");
    const { items } = await (await openByPost(city, "duty-officer")).timeline(id);
    expect(items.map(({ type }) => type)).toEqual(["case.reported", "case.filed", "case.voided"]);
    expect(items.at(-1)?.reason).toBe("与昨日案卷重复");
    await page.context().close();
  });
});

import { writeReportNo } from "@chengyun/kernel";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserMissing, openBrowser } from "./support/browser.ts";
import { openByPost } from "./support/callers.ts";
import { fill, send, sitDown } from "./support/desk.ts";
import { type RunningCity, startCity } from "./support/running-city.ts";

if (browserMissing !== undefined) console.log(`skipped: ${browserMissing}`);

describe.skipIf(browserMissing !== undefined)("two cases of one problem", () => {
  let city: RunningCity;
  let browser: Browser;

  beforeAll(async () => {
    city = await startCity();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await city?.stop();
  });

  /** An officer said at the time that the second is another problem. */
  const reportTwo = async () => {
    const officer = await openByPost(city, "duty-officer");
    const said = { category: "manhole-lid", position: [112.345, 28.845] as [number, number], text: "井盖在响" };
    const { caseId: older } = await officer.report(said);
    const { caseId: younger } = await officer.report({ ...said, text: "井盖松动", notSameAs: [older] });
    return { officer, older, younger };
  };

  const shot = async (page: Page, name: string): Promise<void> => {
    const folder = process.env["SHOTS"];
    if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  };

  test("are proposed with the reasons, become one, and are two again when it was a mistake", async () => {
    const { officer, older, younger } = await reportTwo();
    const [kept, gone] = [await officer.case(older), await officer.case(younger)];
    const desk = await sitDown(browser, city, "值班长");
    await desk.goto(`/cases/${younger}`);
    await desk
      .getByText(/同一类别/)
      .first()
      .waitFor();
    await desk.getByRole("button", { name: `与案卷 ${kept.no} 并案` }).click();
    const dialog = desk.getByRole("dialog");
    await dialog.getByText(`案卷 ${gone.no} 将并入案卷 ${kept.no}。`).waitFor();
    await fill(dialog, "理由", "同一处井盖");
    await shot(desk, "merge-dialog");
    await send(dialog, "并案");
    await desk.getByText("已并入案卷").first().waitFor();
    expect((await officer.case(older)).reports).toBe(2);
    await shot(desk, "merged-away");

    await desk.goto(`/cases/${older}`);
    await desk.getByText("并入本案的：").first().waitFor();
    await shot(desk, "merged-into");
    await desk.goto(`/cases/${younger}`);
    await desk.getByRole("button", { name: "撤销并案" }).click();
    const undo = desk.getByRole("dialog");
    await fill(undo, "理由", "是相邻的两个井盖");
    await shot(desk, "unmerge-dialog");
    await send(undo, "撤销并案");
    await desk.getByText("待立案", { exact: true }).first().waitFor();
    expect([(await officer.case(older)).reports, (await officer.case(younger)).reports]).toEqual([1, 1]);
    expect((await officer.case(younger)).stage).toBe("reported");
  });

  test("a report that joined and is another problem is taken out again, with its reason, and waits at the desk", async () => {
    const officer = await openByPost(city, "duty-officer");
    const said = { category: "manhole-lid", position: [112.347, 28.846] as [number, number], text: "井盖在响" };
    const { caseId } = await officer.report({ ...said, near: "apart" });
    const caller = { reporter: { name: "王女士", phone: "13800001234" }, urgency: "urgent" as const };
    const { id, no } = await officer.report({ ...said, ...caller, text: "隔壁的井盖松动", joins: caseId });
    const desk = await sitDown(browser, city, "值班长");
    await desk.goto(`/cases/${caseId}`);
    await desk.getByText("138****1234").waitFor();
    await desk.getByRole("main").getByText("紧急", { exact: true }).first().waitFor();
    const line = desk.getByRole("listitem").filter({ hasText: writeReportNo(no) });
    await line.getByRole("button", { name: "移出本案" }).click();
    const dialog = desk.getByRole("dialog");
    await fill(dialog, "理由", "是隔壁的井盖");
    await shot(desk, "detach-dialog");
    await send(dialog, "移出本案");
    // One report is left, and there is nothing to part; the time line says where the other went.
    await desk.getByRole("button", { name: "移出本案" }).first().waitFor({ state: "detached" });
    await line.getByText("是隔壁的井盖").first().waitFor();
    expect((await officer.case(caseId)).reports).toBe(1);
    expect((await officer.waitingReports()).items.map((waiting) => waiting.id)).toContain(id);
  });
});

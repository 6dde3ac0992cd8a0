import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserMissing, openBrowser } from "./support/browser.ts";
import { openByKey, openByPost, openSecondOfficer, waitFor } from "./support/callers.ts";
import { choose, fill, named, seeStage, send, sitDown, startMove } from "./support/desk.ts";
import { type RunningCity, startCity } from "./support/running-city.ts";
import { goToMonday } from "./support/working-day.ts";

if (browserMissing !== undefined) console.log(`skipped: ${browserMissing}`);

const dayMs = 86_400_000;

/** A moment as a person in Shanghai types it. */
const typed = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 16);

describe.skipIf(browserMissing !== undefined)("an extension, a suspension, an appeal", () => {
  let city: RunningCity;
  let browser: Browser;
  let monday: number;

  beforeAll(async () => {
    city = await startCity();
    monday = await goToMonday(city);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await city?.stop();
  });

  const goTo = (at: number): Promise<unknown> =>
    openByKey(city).setClock({ speed: 1, at: new Date(at).toISOString(), reason: "the journey goes on" });

  const dispatched = async (position: [number, number]): Promise<string> => {
    const officer = await openByPost(city, "duty-officer");
    const said = { category: "drain-blockage", position, text: "井口冒水" };
    const { caseId } = await officer.report(said);
    const step = async (move: string, facts: Record<string, unknown>) => {
      const { version } = await officer.case(caseId);
      await officer.move({ plural: "cases", id: caseId }, move, { version, facts });
    };
    await step("file", { "filing-condition": "1" });
    const { items } = await officer.departments();
    await step("dispatch", { department: items.find(({ name }) => name.zh === "市排水管理处")?.id });
    return caseId;
  };

  const shot = async (page: Page, name: string): Promise<void> => {
    const folder = process.env["SHOTS"];
    if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  };

  test("time is asked for and given by two, stands still to a date, and a lateness is judged by two more", async () => {
    const id = await dispatched([112.345, 28.845]);
    const crew = await sitDown(browser, city, "排水处处置员");
    await crew.goto(`/cases/${id}`);
    await (await startMove(crew, "接收")).waitFor({ state: "hidden" });
    await seeStage(crew, "处置中");

    const ask = await startMove(crew, "申请延期");
    await fill(ask, "理由", "等待抽水设备");
    await send(ask, "申请延期");
    const desk = await sitDown(browser, city, "值班长");
    await desk.goto(`/cases/${id}`);
    await send(await startMove(desk, "同意延期"), "同意延期");
    const officer = await openByPost(city, "duty-officer");
    const dispose = async () => (await officer.case(id)).clocks.filter(({ clock }) => clock === "dispose").at(-1);
    expect((await dispose())?.extensions).toBe(1);

    const suspend = await startMove(crew, "申请挂账");
    await fill(suspend, "挂账至", typed(monday + 20 * dayMs));
    await fill(suspend, "理由", "道路施工，暂不能开挖");
    await shot(crew, "ask-suspension");
    await send(suspend, "申请挂账");
    const grant = await startMove(desk, "同意挂账");
    expect(await grant.getByLabel("挂账至").inputValue(), "what was asked for is filled in").toBe(
      typed(monday + 20 * dayMs),
    );
    await send(grant, "同意挂账");
    await seeStage(crew, "挂账中");
    await shot(crew, "suspended");
    await crew.getByRole("button", { name: "为什么不能办？" }).click();
    await crew.getByText(/^不在这个环节的还有 \d+ 项$/).waitFor();
    await shot(crew, "why-not");
    await crew.keyboard.press("Escape");
    await goTo(monday + 20 * dayMs + 60_000);
    await seeStage(crew, "处置中");

    await goTo(monday + 60 * dayMs);
    await waitFor("the lateness is noticed", async () =>
      (await officer.timeline(id)).items.some(({ type }) => type === "case.late") ? true : undefined,
    );
    const checker = await openByPost(city, "verifier");
    const feedBack = await startMove(crew, "反馈");
    await fill(feedBack, "处置结果", "已疏通");
    await send(feedBack, "反馈");
    await checker.move({ plural: "cases", id }, "verify", {
      version: (await checker.case(id)).version,
      facts: { "closing-condition": "1" },
    });
    await officer.move({ plural: "cases", id }, "close", { version: (await officer.case(id)).version, facts: {} });

    await seeStage(crew, "已结案");
    const appeal = await startMove(crew, "申诉");
    await fill(appeal, "理由", "全市停电两日");
    await send(appeal, "申诉");
    await send(await startMove(desk, "审核通过"), "审核通过");
    await shot(desk, "appeal-supported");
    const second = await openSecondOfficer(city);
    const [lodged] = (await second.case(id)).appeals;
    expect(lodged?.stage).toBe("supported");
    await second.move({ plural: "appeals", id: lodged?.id ?? "" }, "grant", {
      version: lodged?.version ?? 0,
      facts: { comment: "停电属实" },
    });
    await crew.getByText("申诉成立", { exact: true }).first().waitFor();
    await crew.getByText(/此前的超时不计入统计/).waitFor();
    expect((await dispose())?.late, "that it was late stays to be seen").toBe(true);
    await shot(crew, "appeal-granted");
    await crew.getByRole("button", { name: "流程图" }).click();
    await crew.getByRole("img", { name: /城市管理案卷/ }).waitFor();
    await shot(crew, "flow-picture");
    const types = (await officer.timeline(id)).items.map(({ type }) => type);
    expect(
      types.filter((type) => /^case\.(extension-asked|extended|suspended|resumed|late|nearly-late)$/.test(type)),
    ).toEqual(["case.extension-asked", "case.extended", "case.suspended", "case.resumed", "case.late"]);
    await Promise.all([crew.context().close(), desk.context().close()]);
  });

  test("a hand-back keeps everything, and whoever gets it back can't make an ending of it", async () => {
    const id = await dispatched([112.355, 28.852]);
    const crew = await sitDown(browser, city, "排水处处置员");
    await crew.goto(`/cases/${id}`);
    await (await startMove(crew, "接收")).waitFor({ state: "hidden" });
    await seeStage(crew, "处置中");
    const assign = await startMove(crew, "指派承办人");
    await choose(crew, assign, "承办人", "");
    await send(assign, "指派承办人");
    await crew
      .locator(".records")
      .getByText(/承办人：/)
      .waitFor();
    const unassign = await startMove(crew, "取消指派");
    await fill(unassign, "理由", "换人");
    await send(unassign, "取消指派");
    const back = await startMove(crew, "回退");
    await fill(back, "理由", "管道属污水处");
    await send(back, "回退");
    await seeStage(crew, "待派遣");
    const desk = await sitDown(browser, city, "值班长");
    await desk.goto(`/cases/${id}`);
    await desk.getByText("管道属污水处").first().waitFor();
    await desk.locator('[aria-label^="作废"]').waitFor();
    await shot(desk, "handed-back");
    const officer = await openByPost(city, "duty-officer");
    const found = await officer.case(id);
    expect(found.facts).toMatchObject({
      "filing-condition": "井内液位高于井口以下 20 cm 持续 10 分钟，或现场确认管道堵塞、破裂",
      reason: "管道属污水处",
    });
    expect(found.tasks.map(({ stage }) => stage)).toEqual(["handed-back"]);
    const refused = officer.move({ plural: "cases", id }, "void", {
      version: found.version,
      facts: { reason: "了事" },
    });
    await expect(refused).rejects.toMatchObject({ problem: { code: "subject.handed-back" } });
    // Nobody is proposed where the rules name who gave it back: the officer chooses.
    const again = await startMove(desk, "派遣");
    await choose(desk, again, "处置部门", "市排水管理处");
    await again
      .getByRole("button", { name: named("派遣") })
      .last()
      .click();
    await again
      .locator(".ant-alert-warning")
      .getByText(/管道属污水处/)
      .waitFor();
    await send(again, "仍然办理");
    await seeStage(desk, "待接收");
    await Promise.all([crew.context().close(), desk.context().close()]);
  });
});

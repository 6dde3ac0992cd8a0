import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserMissing, openBrowser } from "./support/browser.ts";
import { choose, comeIn, fill, named, openTab, rowOf, send, sitDown } from "./support/desk.ts";
import { type RunningCity, startCity } from "./support/running-city.ts";

if (browserMissing !== undefined) console.log(`skipped: ${browserMissing}`);

describe.skipIf(browserMissing !== undefined)("the three administrators' day", { timeout: 180_000 }, () => {
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

  test("the security officer lets somebody in, says why one can, and changes an administrator only before witnesses", async () => {
    const page = await comeIn(browser, city, "security");
    await openTab(page, "账号");

    await page.getByRole("button", { name: "新建账号" }).click();
    const adding = page.getByRole("dialog");
    await fill(adding, "账号名", "deng.xin");
    await fill(adding, "姓名", "邓欣");
    await fill(adding, "岗位", "值班员");
    await choose(page, adding, "岗位", "值班员");
    await page.keyboard.press("Escape");
    await adding.getByRole("button", { name: "新建账号" }).last().click();
    await page.locator("code.secret").waitFor();
    await page.getByRole("dialog").last().getByRole("button").last().click();
    await rowOf(page, "deng.xin").getByText("从未").waitFor();

    await rowOf(page, "deng.xin").getByRole("button", { name: "为何有权" }).click();
    const why = page.getByRole("dialog").last();
    await fill(why, "权限", "查看案卷");
    await choose(page, why, "权限", "查看案卷");
    await why.getByText("须先把一次性密码改成自己的").waitFor();
    await why.getByText("岗位“值班员”的角色“值班员”有这项权限").waitFor();
    await page.keyboard.press("Escape");

    await rowOf(page, "系统管理员").getByRole("button", { name: "申请变更" }).click();
    const asking = page.getByRole("dialog").last();
    await choose(page, asking, "事项", "重置密码");
    await fill(asking, "理由", "本人忘记密码，电话核实过身份");
    await send(asking, "提交申请");
    const request = rowOf(page, "电话核实过身份");
    await request.waitFor();
    expect(await request.getByRole("button", { name: named("批准") }).count()).toBe(0);
    await request.getByRole("button", { name: "一人放行（触发告警）" }).click();
    const pushing = page.getByRole("dialog").last();
    await fill(pushing, "理由", "等不及了");
    await pushing.getByRole("button", { name: "一人放行（触发告警）" }).click();
    await pushing.getByText("另有安全管理员可以批准，不能一人放行；请其批准。").waitFor();
    await pushing.getByRole("button", { name: named("取消") }).click();

    const colleague = await sitDown(browser, city, "安全管理员");
    await openTab(colleague, "账号");
    await rowOf(colleague, "电话核实过身份")
      .getByRole("button", { name: named("批准") })
      .click();
    await send(colleague.getByRole("dialog").last(), "批准");
    await rowOf(colleague, "电话核实过身份").getByText("已批准").waitFor();
    await colleague.context().close();
    await page.reload();
    await rowOf(page, "电话核实过身份").getByRole("button", { name: "领取新密码" }).click();
    await page.locator("code.secret").waitFor();
    await page.context().close();
  });

  test("the auditor hears of a wider reach, signs off what others did with special powers, and checks the journal", async () => {
    const duty = await sitDown(browser, city, "值班长");
    await duty
      .getByRole("button", { name: /个人|账号|账户/ })
      .last()
      .click();
    await duty.getByRole("menuitem", { name: "应急扩权" }).click();
    const widening = duty.getByRole("dialog");
    await choose(duty, widening, "扩权内容", "核查");
    await fill(widening, "理由", "核查员失联，积水点须立即复核");
    await send(widening, "立即扩权");
    await duty.getByText("您正在应急扩权").waitFor();
    await duty.getByRole("button", { name: "结束扩权" }).click();
    await send(duty.getByRole("dialog").last(), "结束扩权");
    await duty.getByText("您正在应急扩权").waitFor({ state: "detached" });
    await duty.context().close();

    const page = await comeIn(browser, city, "auditor");
    const rail = page.getByRole("navigation", { name: "主导航" });
    expect(await rail.getByRole("link").allTextContents()).toEqual(["系统"]);
    await openTab(page, "特权使用");
    await rowOf(page, "积水点须立即复核").getByRole("button", { name: "审计签认" }).click();
    const signing = page.getByRole("dialog").last();
    await choose(page, signing, "审计结论", "必要且恰当");
    await fill(signing, "理由", "当夜暴雨，核查员手机没电，情况属实");
    await send(signing, "审计签认");
    await rowOf(page, "积水点须立即复核").getByText("已审计").waitFor();

    await openTab(page, "账号");
    expect(await page.getByRole("button", { name: "新建账号" }).count()).toBe(0);
    await rowOf(page, "电话核实过身份").getByText("已批准").waitFor();

    await openTab(page, "日志");
    await rowOf(page, "应急扩权").waitFor();
    await page.getByText("检查点", { exact: true }).click();
    await page.getByLabel("位置").fill("1");
    await page.getByRole("button", { name: "核验此条" }).click();
    await page.getByText(/位置 1 的条目在 [\d,]+ 条的签名日志中/).waitFor();
    await page.context().close();
  });
});

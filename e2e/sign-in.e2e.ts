import { Secret, TOTP } from "otpauth";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserMissing, openBrowser } from "./support/browser.ts";
import { fill, named, openConsole, openTab, rowOf, send, signIn, sitDown } from "./support/desk.ts";
import { type RunningCity, startCity } from "./support/running-city.ts";

if (browserMissing !== undefined) console.log(`skipped: ${browserMissing}`);

describe.skipIf(browserMissing !== undefined)("coming in", () => {
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

  test("with a wrong password I am told so, in words that don't say which of the two was wrong", async () => {
    const page = await openConsole(browser, city);
    await fill(page, "账号", "admin");
    await fill(page, "密码", "not-the-password");
    await page.getByRole("button", { name: named("登录") }).click();
    await page.getByRole("alert").waitFor();
    expect(await page.getByRole("alert").textContent()).toMatch(/账号或密码/);
    expect(await page.getByLabel("账号").inputValue()).toBe("admin");
    await page.context().close();
  });

  test("with the printed one-time password I come in only after choosing one of my own", async () => {
    const page = await openConsole(browser, city);
    const once = /One-time password: (\S+)/.exec(city.log())?.[1] ?? "";
    await fill(page, "账号", "admin");
    await fill(page, "密码", once);
    await page.getByRole("button", { name: named("登录") }).click();
    await page.getByRole("heading", { name: "请先设置自己的密码" }).waitFor();
    await fill(page, "现在的密码", once);
    await page.getByLabel("新密码", { exact: true }).fill("Chengyun-Journey-2026");
    await fill(page, "再输一次新密码", "Chengyun-Journey-2026");
    await page.getByRole("button", { name: named("保存密码") }).click();
    await page.getByRole("navigation", { name: "主导航" }).waitFor();
    expect(await page.getByRole("navigation", { name: "主导航" }).textContent()).not.toContain("值班");
    await page.context().close();
  });

  test("with a passkey I come in by my finger alone, and it is gone when I remove it", async () => {
    const page = await openConsole(browser, { ...city, url: city.url.replace("127.0.0.1", "localhost") });
    const devices = await page.context().newCDPSession(page);
    await devices.send("WebAuthn.enable");
    await devices.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    const openMenu = async (item: string): Promise<void> => {
      await page
        .getByRole("button", { name: /个人|账号|账户/ })
        .last()
        .click();
      await page.getByRole("menuitem", { name: item }).click();
    };
    await fill(page, "账号", "admin");
    await fill(page, "密码", "Chengyun-Journey-2026");
    await page.getByRole("button", { name: named("登录") }).click();
    const add = async (): Promise<void> => {
      await openMenu("登录与安全");
      await page.getByRole("button", { name: "添加通行密钥" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("名称").fill("值班室电脑");
      // Who just came in by a passkey has proved enough.
      const proof = dialog.getByLabel("您的密码");
      if ((await proof.count()) > 0) await proof.fill("Chengyun-Journey-2026");
      await dialog.getByRole("button", { name: "生成通行密钥" }).click();
      await page.getByText("还没用过").waitFor();
    };
    await add();
    await openMenu("修改密码");
    await page
      .getByRole("dialog")
      .getByText(/通行密钥：1\s?个/)
      .waitFor();
    await page.keyboard.press("Escape");
    await openMenu("退出登录");
    await page.getByRole("button", { name: "用通行密钥登录" }).click();
    await openMenu("登录与安全");
    await page.getByRole("button", { name: named("删除") }).click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: named("删除") })
      .click();
    await page.getByText("还没有通行密钥").waitFor();

    // Thrown out is out: a security officer ends everything, and what is left is to be told why.
    await add();
    const officer = await sitDown(browser, city, "安全管理员");
    await openTab(officer, "账号");
    await rowOf(officer, "系统管理员").getByRole("button", { name: "结束全部登录" }).click();
    const ending = officer.getByRole("dialog").last();
    await fill(ending, "理由", "电脑丢失，本人来电");
    await send(ending, "结束全部登录");
    await officer.context().close();
    await page.reload();
    await signIn(page, "admin");
    await page.getByRole("alert").getByText("您的通行密钥已随之删除").waitFor();
    await page.getByRole("button", { name: named("知道了") }).click();
    await page.getByText("您的通行密钥已随之删除").waitFor({ state: "detached" });
    await page.context().close();
  });

  test("with a second factor, my password alone lets nobody in; I see the other browser and end it", async () => {
    const page = await openConsole(browser, city);
    await signIn(page, "admin");
    await page
      .getByRole("button", { name: /个人|账号|账户/ })
      .last()
      .click();
    await page.getByRole("menuitem", { name: "登录与安全" }).click();
    await page.getByRole("button", { name: "启用第二因子" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("您的密码").fill("Chengyun-Journey-2026");
    await dialog.getByRole("button", { name: "下一步" }).click();
    const key = (await dialog.locator("code").first().textContent())?.replaceAll(" ", "") ?? "";
    const app = new TOTP({ secret: Secret.fromBase32(key) });
    await dialog.getByLabel("验证器显示的 6 位验证码").fill(app.generate({ timestamp: Date.now() - 30_000 }));
    await dialog.getByRole("button", { name: named("启用") }).click();
    await dialog.getByText("恢复码：只显示这一次").waitFor();
    await dialog.getByRole("button", { name: "我已保存" }).click();
    await page.getByText("恢复码还剩 10 个").waitFor();

    const elsewhere = await openConsole(browser, city);
    await signIn(elsewhere, "admin");
    await elsewhere.getByLabel("验证码或恢复码").fill(app.generate());
    await elsewhere.getByRole("button", { name: named("登录") }).click();
    await elsewhere.getByRole("navigation", { name: "主导航" }).waitFor();
    await page.reload();
    await page.getByRole("button", { name: "结束其他所有登录" }).click();
    await page.getByText(/已结束 \d 个登录/).waitFor();
    await elsewhere.reload();
    await elsewhere.getByRole("button", { name: named("登录") }).waitFor();
    await Promise.all([page.context().close(), elsewhere.context().close()]);
  });

  test("I can do it all by keyboard", async () => {
    const page = await openConsole(browser, city);
    const entry = page.getByRole("button", { name: named("值班长") });
    await entry.waitFor();
    for (let presses = 0; presses < 20; presses += 1) {
      if (await entry.evaluate((element) => element === element.ownerDocument.activeElement)) break;
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("Enter");
    const rail = page.getByRole("navigation", { name: "主导航" });
    await rail.waitFor();
    await rail.getByRole("link", { name: "案卷" }).focus();
    await page.keyboard.press("Enter");
    await page.waitForURL("**/cases");
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").and(page.locator(":focus")).waitFor();
    await page.keyboard.type("打开报警");
    await page.getByRole("option", { name: "打开报警", selected: true }).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL("**/alarms");
    await page.context().close();
  });

  test("my colleague reads the same screen in English at the press of one button, and finds it so again", async () => {
    const page = await sitDown(browser, city, "值班长");
    await page.getByRole("button", { name: "Switch to English" }).click();
    await page.getByRole("navigation", { name: "Main navigation" }).waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
    expect(await page.getByRole("banner").textContent()).toContain("Yunze");
    await page.reload();
    await page.getByRole("navigation", { name: "Main navigation" }).waitFor();
    await page.context().close();
  });
});

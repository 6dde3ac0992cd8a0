import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Secret, TOTP } from "otpauth";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startSignOnServer } from "../apps/server/src/testing/sign-on-server.ts";
import { browserMissing, openBrowser } from "./support/browser.ts";
import { openByLogin } from "./support/callers.ts";
import { choose, comeIn, fill, named, openConsole, openTab, ownPassword, rowOf, send } from "./support/desk.ts";
import { findFreePort } from "./support/port.ts";
import { makeFolder, type RunningCity, root, startCity } from "./support/running-city.ts";

if (browserMissing !== undefined) console.log(`skipped: ${browserMissing}`);

const button = "用政务统一认证登录";
const secret = "a secret between servers";

/** Yunze as it is, with a sign-on server of its own. */
const writeProfile = (cities: string): void => {
  const profile = JSON.parse(readFileSync(join(root, "deploy/cities/yunze/profile.json"), "utf8"));
  const name = { zh: "政务统一认证", en: "Government sign-on" };
  const signOn = { name, roles: ["duty-officer", "grid-worker"], invite: "email", endThere: true };
  mkdirSync(join(cities, "yunze"), { recursive: true });
  writeFileSync(
    join(cities, "yunze/profile.json"),
    JSON.stringify({ ...profile, signIn: { ...profile.signIn, signOn } }),
  );
};

describe.skipIf(browserMissing !== undefined)("signing on at the city's own server", { timeout: 180_000 }, () => {
  let city: RunningCity;
  let browser: Browser;
  let there: Awaited<ReturnType<typeof startSignOnServer>>;
  const folder = makeFolder("sign-on");
  const passwords = new Map<string, string>();

  beforeAll(async () => {
    const port = await findFreePort();
    const home = `http://127.0.0.1:${port}`;
    there = await startSignOnServer({ id: "chengyun", secret, home });
    writeProfile(folder);
    writeFileSync(join(folder, "secret"), secret);
    city = await startCity({
      port,
      env: {
        CITIES_DIR: folder,
        PUBLIC_URL: home,
        SIGN_ON_ISSUER: there.issuer,
        SIGN_ON_CLIENT: "chengyun",
        SIGN_ON_SECRET_FILE: join(folder, "secret"),
        OUTGOING_ALLOW: "127.0.0.1",
      },
    });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await city?.stop();
    await there?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const openMenu = (page: Awaited<ReturnType<typeof openConsole>>) =>
    page
      .getByRole("button", { name: /个人|账号|账户/ })
      .last()
      .click();

  test("the security officer connects one account to its number there, and invites another by its e-mail", async () => {
    const page = await comeIn(browser, city, "security");
    await openTab(page, "账号");
    for (const [login, name, post] of [
      ["deng.xin", "邓欣", "值班员"],
      ["gao.lan", "高岚", "网格员"],
    ] as const) {
      await page.getByRole("button", { name: "新建账号" }).click();
      const adding = page.getByRole("dialog");
      await fill(adding, "账号名", login);
      await fill(adding, "姓名", name);
      await fill(adding, "岗位", post);
      await choose(page, adding, "岗位", post);
      await page.keyboard.press("Escape");
      await adding.getByRole("button", { name: "新建账号" }).last().click();
      passwords.set(login, (await page.locator("code.secret").textContent()) ?? "");
      await page.getByRole("dialog").last().getByRole("button").last().click();
      await rowOf(page, login).waitFor();
    }
    const more = async (login: string, move: string): Promise<void> => {
      await rowOf(page, login)
        .getByRole("button", { name: named("更多") })
        .click();
      await page.getByRole("menuitem", { name: move }).click();
    };
    await more("deng.xin", "连接统一认证");
    const connecting = page.getByRole("dialog").last();
    await fill(connecting, "统一认证中的编号（sub）", "4398-0017");
    await fill(connecting, "理由", "当面核对工作证");
    await send(connecting, "连接统一认证");
    await rowOf(page, "deng.xin").getByText("已连接统一认证").waitFor();
    await more("gao.lan", "邀请统一认证");
    const inviting = page.getByRole("dialog").last();
    await fill(inviting, "统一认证中的邮箱或登录名", "gao.lan@yunze.example");
    await fill(inviting, "理由", "新到岗，邮箱已核对");
    await send(inviting, "邀请统一认证");
    await rowOf(page, "gao.lan").getByText("已邀请统一认证，未来过").waitFor();
    await page.context().close();
  });

  test("who is connected comes in by one button, without typing a password, and leaves both places at once", async () => {
    there.seat({ sub: "4398-0017" });
    const page = await openConsole(browser, city);
    await page.getByRole("button", { name: button }).click();
    await page.getByRole("navigation", { name: "主导航" }).waitFor();
    expect(new URL(page.url()).search).toBe("");
    await page
      .getByRole("alert")
      .getByText(/把您的账号连接/)
      .waitFor();
    await openMenu(page);
    await page.getByRole("menuitem", { name: "退出登录" }).click();
    // That server's own page asks, and sends the browser home.
    await page.getByRole("button", { name: "Yes, sign me out" }).click();
    await page.getByRole("button", { name: button }).waitFor();
    await page.context().close();
  });

  test("who is not let through there, or is known there and not here, is told so and finds the door again", async () => {
    const page = await openConsole(browser, city);
    there.seat(undefined);
    await page.getByRole("button", { name: button }).click();
    await page.getByRole("alert").getByText("统一认证那边没有放行").waitFor();
    await page.getByRole("button", { name: "回到登录页" }).click();
    there.seat({ sub: "somebody-else" });
    await page.getByRole("button", { name: button }).click();
    await page.getByRole("alert").getByText("本平台没有与之相连的账号").waitFor();
    await page.getByRole("button", { name: "回到登录页" }).click();
    await page.getByLabel("账号").waitFor();
    await page.context().close();
  });

  test("whose account has a second factor of ours is asked its code besides", async () => {
    const officer = await openByLogin(city, { login: "deng.xin", password: passwords.get("deng.xin") ?? "" });
    await officer.changePassword({ old: passwords.get("deng.xin") ?? "", new: ownPassword });
    const begun = await officer.beginFactor({ password: ownPassword });
    const app = new TOTP({ secret: Secret.fromBase32(begun.secret) });
    await officer.confirmFactor(app.generate({ timestamp: Date.now() - 30_000 }));
    there.seat({ sub: "4398-0017" });
    const page = await openConsole(browser, city);
    await page.getByRole("button", { name: button }).click();
    await page.getByLabel("验证码或恢复码").fill("000000");
    await page.getByRole("button", { name: named("登录") }).click();
    await page.getByRole("alert").waitFor();
    await page.getByLabel("验证码或恢复码").fill(app.generate());
    await page.getByRole("button", { name: named("登录") }).click();
    await page.getByRole("navigation", { name: "主导航" }).waitFor();
    await page.context().close();
  });

  test("who was invited comes in by the field app's button and stands in the field app, once and for good", async () => {
    for (const email of ["gao.lan@yunze.example", undefined]) {
      there.seat({ sub: "4398-0018", ...(email === undefined ? {} : { email, verified: true }) });
      const page = await openConsole(browser, city, { width: 390, height: 844 });
      await page.goto("/field");
      await page.getByRole("button", { name: button }).click();
      await page.waitForURL("**/field");
      await page.getByRole("button", { name: "我的" }).click();
      await page.getByText("高岚").first().waitFor();
      await page.context().close();
    }
  });
});

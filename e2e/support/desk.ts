import type { Browser, Locator, Page } from "playwright-core";
import { printedPassword } from "./callers.ts";
import type { RunningCity } from "./running-city.ts";

/** How somebody sits at the console. */
export interface Seat {
  readonly language?: "zh" | "en";
  readonly theme?: "light" | "dark";
  readonly width?: number;
  readonly height?: number;
}

/** How long a busy machine may take to show something. */
const patienceMs = 30_000;

/** Opens the console in a browser of its own, not signed in. */
export const openConsole = async (browser: Browser, city: RunningCity, seat: Seat = {}): Promise<Page> => {
  const { language = "zh", theme = "light", width = 1_366, height = 768 } = seat;
  const context = await browser.newContext({
    baseURL: city.url,
    locale: language === "zh" ? "zh-CN" : "en-US",
    timezoneId: "Asia/Shanghai",
    colorScheme: theme,
    viewport: { width, height },
  });
  context.setDefaultTimeout(patienceMs);
  const page = await context.newPage();
  await page.goto("/");
  return page;
};

/** A name as antd may write it: two Chinese characters on a button are set apart. */
export const named = (name: string): RegExp => new RegExp(`^${[...name].join("\\s?")}$`);

/** Sits down at the console by the one-click entry of a post. */
export const sitDown = async (browser: Browser, city: RunningCity, post: string, seat: Seat = {}): Promise<Page> => {
  const page = await openConsole(browser, city, seat);
  await page.getByRole("button", { name: named(post) }).click();
  await page.getByRole("main").waitFor();
  await page.locator("nav.rail, .rail").first().waitFor();
  return page;
};

/** The password that the three administrators of a journey choose. */
export const ownPassword = "Chengyun-Journey-2026";

/** Types a login and a password at the door. */
export const signIn = async (page: Page, login: string, password = ownPassword): Promise<void> => {
  await fill(page, "账号", login);
  await fill(page, "密码", password);
  await page.getByRole("button", { name: named("登录") }).click();
};

/** Comes in as one of a fresh city's three administrators, with an own password instead of the printed one. Once a city. */
export const comeIn = async (
  browser: Browser,
  city: RunningCity,
  login: "admin" | "security" | "auditor",
): Promise<Page> => {
  const page = await openConsole(browser, city);
  const once = printedPassword(city, login);
  await signIn(page, login, once);
  await page.getByRole("heading", { name: "请先设置自己的密码" }).waitFor();
  await fill(page, "现在的密码", once);
  await page.getByLabel("新密码", { exact: true }).fill(ownPassword);
  await fill(page, "再输一次新密码", ownPassword);
  await page.getByRole("button", { name: named("保存密码") }).click();
  await page.getByRole("navigation", { name: "主导航" }).waitFor();
  return page;
};

/** Opens a page of the system by its tab. */
export const openTab = async (page: Page, tab: string): Promise<void> => {
  await page.getByRole("navigation", { name: "主导航" }).getByRole("link", { name: "系统" }).click();
  await page.getByRole("link", { name: tab, exact: true }).click();
  await page.getByRole("heading", { name: tab }).first().waitFor();
};

/** The first row of a table that holds some words. */
export const rowOf = (page: Page, text: string | RegExp): Locator =>
  page.getByRole("row").filter({ hasText: text }).first();

/** Fills a field of a dialog by its label; an optional field says so behind its name. */
export const fill = (dialog: Locator | Page, label: string, text: string): Promise<void> =>
  dialog.getByLabel(label).first().fill(text);

/** Chooses from a list in a dialog. */
export const choose = async (page: Page, dialog: Locator, label: string, option: string): Promise<void> => {
  await dialog.getByLabel(label).first().click();
  await page.locator(".ant-select-item-option").filter({ hasText: option }).first().click();
};

/** Presses the button of a move; gives its dialog. */
export const startMove = async (page: Page, move: string): Promise<Locator> => {
  await page
    .locator(".moves")
    .getByRole("button", { name: named(move) })
    .first()
    .click();
  return page.getByRole("dialog").last();
};

/** Sends a dialog and waits until it is gone. */
export const send = async (dialog: Locator, name: string): Promise<void> => {
  await dialog
    .getByRole("button", { name: named(name) })
    .last()
    .click();
  await dialog.waitFor({ state: "hidden" });
};

/** Waits until a case's page shows a stage. */
export const seeStage = (page: Page, stage: string): Promise<void> =>
  page.locator(".subject-signs").getByText(stage, { exact: true }).first().waitFor();

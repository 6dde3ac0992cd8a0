import type { Browser, Locator, Page } from "playwright-core";
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

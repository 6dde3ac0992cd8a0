import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { openByLogin } from "./callers.ts";
import { fill, named, openConsole, type Seat } from "./desk.ts";
import { makeFolder, type RunningCity, root, runCli, startCity } from "./running-city.ts";

/** Where a new city lies: a square of some ten kilometres. */
export const extent = [112.3, 28.8, 112.42, 28.9] as const;

const password = "Chengyun-Journey-2026";

/** Where pictures of the journey go when somebody wants them. */
const shots = process.env["SHOTS"];
/** Keeps a picture of the whole page as it is seen. */
export const shoot = async (page: Page, name: string): Promise<void> => {
  if (shots === undefined) return;
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`) });
};

/** A city made by `npx chengyun init` and started: nothing in it but its extent. */
export const startEmptyCity = async (): Promise<RunningCity> => {
  const cities = makeFolder("cities");
  const folder = join(cities, "shanyang");
  const place = ["--extent", extent.join(","), "--name", "山阳/Shanyang"];
  const made = await runCli({ home: root, env: process.env }, "init", folder, "--yes", ...place);
  if (made.code !== 0) throw new Error(made.output);
  return startCity({ env: { CITIES_DIR: cities, CITY: "shanyang" }, readyWithinMs: 120_000 });
};

/** The administrator at the console, with the password of the first start changed. */
export const sitAsAdministrator = async (browser: Browser, city: RunningCity, seat: Seat = {}): Promise<Page> => {
  const once = /One-time password: (\S+)/.exec(city.log())?.[1] ?? "";
  await openByLogin(city, { login: "admin", password: once })
    .then((admin) => admin.changePassword({ old: once, new: password }))
    .catch(() => undefined);
  const page = await openConsole(browser, city, seat);
  await fill(page, seat.language === "en" ? "Account" : "账号", "admin");
  await fill(page, seat.language === "en" ? "Password" : "密码", password);
  await page.getByRole("button", { name: named(seat.language === "en" ? "Sign in" : "登录") }).click();
  await page.locator("nav.rail").waitFor();
  return page;
};

/** Begins an import of a kind and gives it its file; waits until the file was looked at. */
export const beginImport = async (page: Page, kind: string, file: string): Promise<void> => {
  await page.goto("/import");
  await page.getByRole("button", { name: new RegExp(`^${kind}`) }).click();
  await page.locator('input[type="file"]').setInputFiles(file);
  await page.getByRole("heading", { name: "文件的前几行" }).waitFor();
};

/** Chooses from a list of the form. */
export const pick = async (page: Page, label: string, option: string | RegExp): Promise<void> => {
  const box = page.getByRole("combobox", { name: label, exact: true });
  await box.click();
  // A long list draws what fits: words find the rest.
  if (typeof option === "string" && (await box.isEditable())) await box.fill(option);
  await page
    .locator(".ant-select-dropdown:visible .ant-select-item-option")
    .filter({ hasText: option })
    .first()
    .click();
};

/** Presses a button by its words. */
export const press = (page: Page, name: string | RegExp): Promise<void> =>
  page
    .getByRole("button", { name: typeof name === "string" ? named(name) : name })
    .first()
    .click();

/** What the result says under a name. */
export const readFigure = async (page: Page, name: string): Promise<string> => {
  const row = page.locator(".facts > div").filter({ has: page.getByText(name, { exact: true }) });
  return (await row.locator("dd").first().textContent()) ?? "";
};

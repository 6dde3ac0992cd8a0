import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import sharp from "sharp";
import { type RunningCity, root } from "./running-city.ts";

/** Phones people have: a large one and a small one. */
const phones = [
  [390, 844],
  [360, 740],
] as const;
const settleMs = 800;

interface Phone {
  readonly size: (typeof phones)[number];
  readonly language: "zh" | "en";
  readonly theme: "light" | "dark";
}

const openPhone = async (browser: Browser, city: RunningCity, { size, language, theme }: Phone) => {
  const [width, height] = size;
  const context = await browser.newContext({
    baseURL: city.url,
    locale: language === "zh" ? "zh-CN" : "en-US",
    timezoneId: "Asia/Shanghai",
    colorScheme: theme,
    viewport: { width, height },
    hasTouch: true,
    isMobile: true,
    geolocation: { longitude: 112.3478, latitude: 28.8471, accuracy: 12 },
    permissions: ["geolocation"],
  });
  context.setDefaultTimeout(60_000);
  return context;
};

type Keep = (page: Page, name: string) => Promise<void>;

const shutter =
  (folder: string, { size, language, theme }: Phone): Keep =>
  async (page, name) => {
    await page.waitForTimeout(settleMs);
    if (await page.locator(".cy-map-canvas").count())
      await page.locator('.cy-map-canvas[data-drawn="true"]').first().waitFor();
    const file = join(folder, `${name}-${size.join("x")}-${language}-${theme}.png`);
    await sharp(await page.screenshot({ animations: "disabled", fullPage: true }))
      .png({ compressionLevel: 9 })
      .toFile(file);
  };

const drawProblem = (): Promise<Buffer> =>
  sharp({ create: { width: 1_200, height: 900, channels: 3, background: "#56616b" } })
    .jpeg()
    .toBuffer();

/** A citizen's way, screen by screen: it ends with the report they follow. */
const shootCitizen = async (context: BrowserContext, keep: Keep): Promise<void> => {
  const page = await context.newPage();
  for (const [name, path] of [
    ["home", ""],
    ["mine-empty", "/mine"],
    ["find", "/find"],
    ["ask", "/ask"],
    ["privacy", "/privacy"],
  ] as const) {
    await page.goto(`/app${path}`);
    await keep(page, `app-${name}`);
  }
  await page.goto("/app");
  const buffer = await drawProblem();
  await page.locator("#camera").setInputFiles({ name: "problem.jpg", mimeType: "image/jpeg", buffer });
  await page.locator("button.go:not([disabled])").waitFor();
  await keep(page, "app-report-place");
  await page.locator("button.go").click();
  await page.locator(".kind").first().waitFor();
  await keep(page, "app-report-kind");
  await page.locator(".kind").last().click();
  await page.locator("input[type=tel]").fill("13800001234");
  await page.locator("input[type=email]").fill("somebody@example.org");
  await keep(page, "app-report-send");
  await page.locator(".check input").last().check();
  await page.locator("button.go:not([disabled])").click();
  await page.locator(".no strong").waitFor();
  await keep(page, "app-report-sent");
  await page.locator("a.go").click();
  await page.locator(".steps").waitFor();
  await keep(page, "app-follow");
  await page.goto("/app/mine");
  await keep(page, "app-mine");
  await context.setOffline(true);
  await page.locator("a, button").first().click();
  await keep(page, "app-offline");
  await context.setOffline(false);
};

/** A crew's way: signed in by the demo's entry, with whatever the city gives it. */
const shootField = async (context: BrowserContext, keep: Keep): Promise<void> => {
  const page = await context.newPage();
  await page.goto("/field");
  await page.locator("button").first().waitFor();
  await keep(page, "field-sign-in");
  await page
    .getByRole("button", { name: /排水处处置员|Drainage crew|Drainage/ })
    .first()
    .click();
  await page.locator(".status").waitFor();
  await keep(page, "field-tasks");
  for (const name of ["map", "report", "notices", "waiting", "me"]) {
    await page.goto(`/field/${name}`);
    await keep(page, `field-${name}`);
  }
  await page.goto("/field");
  const task = page.locator(".task").first();
  if ((await task.count()) === 0) return;
  await task.click();
  await keep(page, "field-task");
  const move = page.locator(".actions .button-main, .actions button").first();
  if ((await move.count()) === 0) return;
  await move.click();
  await keep(page, "field-move");
};

/** Every screen of the two phone apps, on two sizes, in both languages and themes. */
export const shootPhones = async (browser: Browser, city: RunningCity): Promise<void> => {
  const folder = join(root, "shots");
  mkdirSync(folder, { recursive: true });
  for (const size of phones)
    for (const language of ["zh", "en"] as const)
      for (const theme of ["light", "dark"] as const) {
        const phone = { size, language, theme };
        for (const shoot of [shootCitizen, shootField]) {
          const context = await openPhone(browser, city, phone);
          await shoot(context, shutter(folder, phone));
          await context.close();
        }
        console.log(`phones: ${size.join("×")}, ${language}, ${theme}`);
      }
};

// Started by `npm run shots`: every screen × size × language × theme of a demo city that has been lived in.
import { mkdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import type { Browser, Page } from "playwright-core";
import sharp from "sharp";
import { browserMissing, openBrowser } from "./support/browser.ts";
import { fill, named, openConsole, type Seat, sitDown } from "./support/desk.ts";
import { type LivedIn, liveIn } from "./support/lived-in.ts";
import { shootPhones } from "./support/phone-shots.ts";
import { type RunningCity, root, startCity } from "./support/running-city.ts";

const sitters = ["stranger", "officer", "keeper", "administrator", "security", "auditor"] as const;
type Sitter = (typeof sitters)[number];

interface Shot {
  readonly name: string;
  readonly path: string;
  readonly by: Sitter;
}

type Size = readonly [width: number, height: number];

const desks: readonly Size[] = [
  [1_366, 768],
  [1_920, 1_080],
];
const phone: Size = [390, 844];
const wall: Size = [3_840, 1_080];
/** Screens somebody opens standing, with a phone. */
const phonePages = new Set(["sign-in", "duty", "cases", "case", "alarms", "thing"]);
const languages = ["zh", "en"] as const;
const themes = ["light", "dark"] as const;
/** Places of Yunze at every zoom there is something else to see: latitude, longitude, zoom, turn, tilt. */
const mapPlaces: Readonly<Record<string, string>> = {
  "map-09-prefecture": "28.848,112.352,9.4",
  "map-11-city": "28.835,112.352,11.2",
  "map-12-built-up": "28.846,112.352,12.4",
  "map-13-lake-shore": "28.815,112.35,13.3",
  "map-14-industry": "28.8478,112.3939,14.4",
  "map-15-old-town": "28.8541,112.3496,15.3",
  "map-15-harbour": "28.8276,112.3928,15.2",
  "map-16-buildings": "28.8502,112.3563,16.2,-20,58",
  "map-17-station": "28.8682,112.3654,17",
  "map-19-lane": "28.8541,112.3496,18.7",
};
/** Shown on the wall as well. */
const wallMaps = new Set(["map-11-city", "map-13-lake-shore", "map-15-old-town", "map-16-buildings"]);
/** A map may take its time where no graphics card is. */
const mapMs = 90_000;
/** The map draws, charts load, the feed says "live". */
const settleMs = 1_500;
const largestBytes = 500_000;

const sitterOf = (permission: string): Sitter => {
  if (permission.startsWith("dictionaries.")) return "keeper";
  if (permission.startsWith("accounts.") || permission === "keys.manage") return "security";
  if (permission === "access.audit" || permission === "access.review") return "auditor";
  return permission.endsWith(".manage") || permission === "forms.design" || permission === "imports.run"
    ? "administrator"
    : "officer";
};

/** The console's own table of screens, so that a new one is never forgotten here. */
const listScreens = ({ caseId, thingId, personId, formId, dictionaryId }: LivedIn): Shot[] => {
  const table = readFileSync(join(root, "apps/console/src/app.tsx"), "utf8");
  const found = [...table.matchAll(/path: "([^"]+)",\s*permission: "([^"]+)",\s*label: "([^"]+)"/g)];
  const ids: Readonly<Record<string, string>> = {
    "/cases/$id": caseId,
    "/things/$id": thingId,
    "/persons/$id": personId,
    "/forms/$id": formId,
    "/dictionaries/$id": dictionaryId,
  };
  const screens = found.map(
    ([, path = "/", permission = "", label = ""]): Shot => ({
      name: label,
      path: path.replace("$id", ids[path] ?? ""),
      by: sitterOf(permission),
    }),
  );
  const duty = { name: "duty", path: `/?select=case:${caseId}`, by: "officer" } as const;
  return [
    { name: "sign-in", path: "/", by: "stranger" },
    duty,
    ...screens.filter(({ name }) => name !== "duty"),
    ...Object.entries(mapPlaces).map(([name, at]): Shot => ({ name, path: `/map?at=${at}`, by: "officer" })),
    { name: "gallery", path: "/gallery", by: "stranger" },
  ];
};

const sizesOf = (name: string): readonly Size[] => [
  ...(name in mapPlaces ? desks.slice(0, 1) : desks),
  ...(phonePages.has(name) ? [phone] : []),
  ...(name === "duty" || wallMaps.has(name) ? [wall] : []),
];

const signIn = async (
  browser: Browser,
  city: RunningCity,
  lived: LivedIn,
  { by, ...seat }: Seat & Pick<Shot, "by">,
) => {
  if (by === "stranger") return openConsole(browser, city, seat);
  const isEnglish = seat.language === "en";
  if (by === "officer") return sitDown(browser, city, isEnglish ? "Duty officer" : "值班长", seat);
  if (by === "keeper") return sitDown(browser, city, isEnglish ? "Dictionary keeper" : "数据字典管理员", seat);
  if (by === "security") return sitDown(browser, city, isEnglish ? "Security administrator" : "安全管理员", seat);
  if (by === "auditor") return sitDown(browser, city, isEnglish ? "Auditor" : "审计管理员", seat);
  const page = await openConsole(browser, city, seat);
  await fill(page, isEnglish ? "Account" : "账号", lived.administrator.login);
  await fill(page, isEnglish ? "Password" : "密码", lived.administrator.password);
  await page.getByRole("button", { name: named(isEnglish ? "Sign in" : "登录") }).click();
  await page.locator(".rail").first().waitFor();
  return page;
};

const photograph = async (page: Page, path: string): Promise<Buffer> => {
  await page.goto(path);
  await page.waitForLoadState("load");
  await page.locator(".ant-skeleton, .cy-loading").first().waitFor({ state: "hidden" });
  if (await page.locator(".cy-map-canvas").count())
    await page.locator('.cy-map-canvas[data-drawn="true"]').first().waitFor({ timeout: mapMs });
  await page.waitForTimeout(settleMs);
  return page.screenshot({ animations: "disabled" });
};

const folder = join(root, "shots");

const shootSeat = async (
  open: () => Promise<Page>,
  shots: readonly Shot[],
  size: Size,
  seat: Seat,
): Promise<number> => {
  const wanted = shots.filter(({ name }) => sizesOf(name).includes(size));
  if (wanted.length === 0) return 0;
  const page = await open();
  for (const { name, path } of wanted) {
    const file = `${name}-${size.join("x")}-${seat.language}-${seat.theme}.png`;
    await sharp(await photograph(page, path))
      .png({ compressionLevel: 9 })
      .toFile(join(folder, file));
  }
  await page.context().close();
  return wanted.length;
};

/** Which half of the matrix is wanted. */
interface Looks {
  readonly languages: readonly (typeof languages)[number][];
  readonly themes: readonly (typeof themes)[number][];
}

const shootAll = async (
  { browser, city, lived }: { readonly browser: Browser; readonly city: RunningCity; readonly lived: LivedIn },
  shots: readonly Shot[],
  looks: Looks,
): Promise<void> => {
  mkdirSync(folder, { recursive: true });
  for (const language of looks.languages)
    for (const theme of looks.themes)
      for (const size of [...desks, phone, wall])
        for (const by of sitters) {
          const [width, height] = size;
          const seat = { language, theme, width, height };
          const own = shots.filter((shot) => shot.by === by);
          const made = await shootSeat(() => signIn(browser, city, lived, { ...seat, by }), own, size, seat);
          if (made > 0) console.log(`${made} of ${by}, ${width}×${height}, ${language}, ${theme}`);
        }
};

/** The README's picture: small enough for a page that opens at once. */
const shootReadme = async (browser: Browser, city: RunningCity, lived: LivedIn): Promise<void> => {
  const seat = { language: "zh", theme: "light", width: 1_920, height: 1_080 } as const;
  const page = await signIn(browser, city, lived, { ...seat, by: "officer" });
  const file = join(root, "docs/duty.png");
  await sharp(await photograph(page, `/?select=case:${lived.caseId}`))
    .png({ palette: true, effort: 10 })
    .toFile(file);
  const { size } = statSync(file);
  if (size > largestBytes) throw new Error(`${relative(root, file)} has ${size} bytes, more than ${largestBytes}`);
  console.log(`${relative(root, file)}: ${Math.round(size / 1_000)} kB`);
};

const main = async (): Promise<void> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      readme: { type: "boolean", default: false },
      language: { type: "string" },
      theme: { type: "string" },
    },
  });
  if (browserMissing !== undefined) {
    console.log(`shots skipped: ${browserMissing}`);
    return;
  }
  const city = await startCity({ simulator: true, env: { DEMO_CITY: "city" }, readyWithinMs: 180_000 });
  const browser = await openBrowser();
  try {
    const lived = await liveIn(city, browser, (words) => console.log(words));
    const screens = listScreens(lived);
    const names = [...screens.map(({ name }) => name), "phones"];
    const unknown = positionals.filter((name) => !names.includes(name));
    if (unknown.length > 0) throw new Error(`no screen ${unknown.join(", ")}; there are ${names.join(", ")}`);
    if (values.readme) await shootReadme(browser, city, lived);
    if (values.readme && positionals.length === 0) return;
    const chosen = screens.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
    const looks = {
      languages: languages.filter((each) => each === (values.language ?? each)),
      themes: themes.filter((each) => each === (values.theme ?? each)),
    };
    await shootAll({ browser, city, lived }, chosen, looks);
    if (positionals.length === 0 || positionals.includes("phones")) await shootPhones(browser, city);
  } finally {
    await browser.close();
    await city.stop();
  }
};

await main();

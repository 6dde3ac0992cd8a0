import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "@chengyun/client";
import type { CaseRow } from "@chengyun/contracts";
import type { Browser } from "playwright-core";
import { type BackOffices, keepOffices } from "./back-offices.ts";
import { openAdministrator, openByKey, openByPost, waitFor } from "./callers.ts";
import type { RunningCity } from "./running-city.ts";

/** What a page needs to know of a city that has been lived in. */
export interface LivedIn extends BackOffices {
  readonly caseId: string;
  readonly thingId: string;
  readonly administrator: { readonly login: string; readonly password: string };
}

const callerPhone = "13800004321";
/** City minutes in a real second while history is made. */
const speed = 150;
const historyMs = 75_000;

const scene = (water: string, words: string): string => `<body style="margin:0"><svg width="960" height="720"
  viewBox="0 0 96 72"><rect width="96" height="72" fill="#8d9196"/><path d="M0 60h96v12H0z" fill="#c8c4b8"/>
  <circle cx="48" cy="34" r="17" fill="#4a4d50"/><circle cx="48" cy="34" r="14" fill="${water}"/>
  <text x="4" y="69" font-size="5" fill="#333">${words}</text></svg>`;

/** A drawn photo, as somebody with a phone would take one. */
const takePhoto = async (browser: Browser, water: string, words: string): Promise<Blob> => {
  const page = await browser.newPage({ viewport: { width: 960, height: 720 } });
  await page.setContent(scene(water, words));
  const shot = await page.screenshot({ type: "jpeg", quality: 85 });
  await page.close();
  return new Blob([new Uint8Array(shot)], { type: "image/jpeg" });
};

interface Crew {
  readonly officer: Client;
  readonly handler: Client;
  readonly verifier: Client;
  readonly department: string;
}

type Step = (
  crew: Crew,
  photos: readonly string[],
) => readonly [who: Client, move: string, facts: Record<string, unknown>];

const way: readonly Step[] = [
  ({ officer }) => [officer, "file", { "filing-condition": "1" }],
  ({ officer, department }) => [officer, "dispatch", { department, comment: "请先设围挡" }],
  ({ handler }) => [handler, "accept", {}],
  ({ handler }, photos) => [handler, "feed-back", { result: "已疏通下游管段，液位回落", photos }],
  ({ verifier }) => [verifier, "verify", { "closing-condition": "1" }],
  ({ officer }) => [officer, "close", {}],
];

/** Takes a case some steps on its way. */
const walk = async (crew: Crew, { id, version }: Pick<CaseRow, "id" | "version">, steps: number, photos: string[]) => {
  let seen = version;
  for (const step of way.slice(0, steps)) {
    const [who, move, facts] = step(crew, photos);
    seen = (await who.move({ plural: "cases", id }, move, { version: seen, facts })).version;
  }
};

/** Strangers and rubbish at the door, so that quarantine has something to show. */
const disturb = async (city: RunningCity, client: Client): Promise<void> => {
  const up = (token: string, body: string) =>
    fetch(`${city.url}/api/v1/up`, { method: "POST", headers: { authorization: `Bearer ${token}` }, body });
  const thing = (await client.things({ type: "rain-gauge", limit: 1 })).items[0];
  if (thing === undefined) return;
  const device = { ref: "shots/spare", type: "tipping-bucket", thingId: thing.id, name: "备用雨量计" };
  const { token } = await client.addDevice(device);
  await up(token, "RAIN 12.5 ???");
  await up("no-such-token", '{"v":{"rain":3}}');
};

const settleIn = async (city: RunningCity): Promise<{ admin: Client; administrator: LivedIn["administrator"] }> => {
  const password = "Chengyun-Shots-2026";
  const admin = await openAdministrator(city, "admin", password);
  const security = await openAdministrator(city, "security", password);
  const post = (await security.posts()).items.find(({ role }) => role === "duty-officer");
  if (post !== undefined) await security.addAccount({ login: "wang.min", name: "王敏", postIds: [post.id] });
  await security.addKey({ name: "12345 热线对接", scopes: ["reports.create", "cases.read"] });
  return { admin, administrator: { login: "admin", password } };
};

/** Gives a fresh demo city some hours of history and cases in every stage. */
export const liveIn = async (city: RunningCity, browser: Browser, tell: (words: string) => void): Promise<LivedIn> => {
  const client = openByKey(city);
  const officer = await openByPost(city, "duty-officer");
  const department = (await officer.departments()).items.find(({ code }) => code === "drainage-office")?.id ?? "";
  const crew: Crew = {
    officer,
    handler: await openByPost(city, "drainage-handler"),
    verifier: await openByPost(city, "verifier"),
    department,
  };
  tell("waiting for the first case");
  const wish = { category: "drain-blockage" };
  const first = await waitFor("a blocked drain", async () => (await client.cases(wish)).items[0], 180_000);
  tell("some hours pass");
  await client.setClock({ speed, reason: "shots: some hours of history" });
  await sleep(historyMs);
  await client.setClock({ speed: 1, reason: "shots: from here at its own pace" });
  const before = await takePhoto(browser, "#2d5f7a", "处置前");
  const after = await takePhoto(browser, "#15181a", "处置后");
  const photo = async (who: Client, blob: Blob) => (await who.addFile(blob, "photo.jpg")).id;
  const report = async (category: string, position: [number, number], text: string) => {
    const photos = [await photo(officer, before)];
    const { caseId } = await officer.report({
      category,
      position,
      text,
      photos,
      reporter: { name: "李女士", phone: callerPhone },
    });
    return officer.case(caseId);
  };
  await walk(crew, await officer.case(first.id), 4, [await photo(crew.handler, after)]);
  const placeOf = async (type: string, turn: number): Promise<[number, number]> =>
    (await client.things({ type, limit: turn + 1 })).items[turn]?.position ?? [112.35, 28.848];
  const reports: readonly [category: string, position: [number, number], text: string, steps: number][] = [
    ["road-waterlogging", await placeOf("waterlogging-point", 1), "桥下积水没过车轮，几辆车熄火", 3],
    ["manhole-lid", await placeOf("manhole", 20), "井盖翻开，旁边是学校", 2],
    ["drain-blockage", await placeOf("manhole", 40), "井口冒水一个多小时", 6],
    ["road-waterlogging", await placeOf("waterlogging-point", 2), "路口积水，行人绕行", 1],
  ];
  for (const [category, position, text, steps] of reports)
    await walk(crew, await report(category, position, text), steps, [await photo(crew.handler, after)]);
  await disturb(city, client);
  const thingId = first.thingId ?? (await client.things({ type: "manhole", limit: 1 })).items[0]?.id ?? "";
  const { admin, administrator } = await settleIn(city);
  return { caseId: first.id, thingId, administrator, ...(await keepOffices(city, officer, admin, callerPhone)) };
};

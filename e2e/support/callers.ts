import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Client, makeClient, type Page } from "@chengyun/client";
import type { RunningCity } from "./running-city.ts";

type Place = Pick<RunningCity, "url" | "dataDir">;

/** The city as its demo key sees it: reads nearly everything, registers, sets the clock. */
export const openByKey = ({ url, dataDir }: Place): Client =>
  makeClient({ url, token: readFileSync(join(dataDir, "keys/demo.key"), "utf8").trim(), language: () => "en" });

/** Fetch that keeps the session cookie, as a browser does. */
const keepCookie = (): typeof fetch => {
  let cookie = "";
  return async (input, init = {}) => {
    const headers = new Headers(init.headers);
    if (cookie !== "") headers.set("cookie", cookie);
    const answer = await fetch(input, { ...init, headers });
    const given = answer.headers.getSetCookie().find((text) => text.startsWith("chengyun_session="));
    if (given !== undefined) cookie = given.split(";")[0] ?? "";
    return answer;
  };
};

/** The city as a person sees it who came in by a demo entry. */
export const openByPost = async ({ url }: Pick<Place, "url">, entry: string): Promise<Client> => {
  const client = makeClient({ url, fetch: keepCookie(), language: () => "en" });
  await client.signInDemo({ entry });
  return client;
};

/** The city as a person sees it who signed in with a password. */
export const openByLogin = async (
  { url }: Pick<Place, "url">,
  entry: { readonly login: string; readonly password: string },
): Promise<Client> => {
  const client = makeClient({ url, fetch: keepCookie(), language: () => "en" });
  await client.signIn(entry);
  return client;
};

/** The one-time password a fresh city printed for one of its three administrators. */
export const printedPassword = ({ log }: Pick<RunningCity, "log">, login: "admin" | "security" | "auditor"): string =>
  new RegExp(`of this city: ${login}\\s+One-time password: (\\S+)`).exec(log())?.[1] ?? "";

/** One of the three administrators of a fresh city, with the printed password changed. Once a city. */
export const openAdministrator = async (
  city: Pick<RunningCity, "url" | "log">,
  login: "admin" | "security" | "auditor",
  password = "Chengyun-Journey-2026",
): Promise<Client> => {
  const once = printedPassword(city, login);
  const client = await openByLogin(city, { login, password: once });
  await client.changePassword({ old: once, new: password });
  return client;
};

/** A second duty officer, registered by the security administrator: four eyes take two people. Once a city. */
export const openSecondOfficer = async (city: Pick<RunningCity, "url" | "log">): Promise<Client> => {
  const admin = await openAdministrator(city, "security");
  const post = (await admin.posts()).items.find(({ role }) => role === "duty-officer");
  const made = await admin.addAccount({ login: "he.ping", name: "何平", postIds: post === undefined ? [] : [post.id] });
  const officer = await openByLogin(city, { login: "he.ping", password: made.password });
  await officer.changePassword({ old: made.password, new: "Chengyun-Journey-2027" });
  return officer;
};

/** All items of a list, page after page. */
export const listAll = async <Item>(ask: (after: string | undefined) => Promise<Page<Item>>): Promise<Item[]> => {
  const items: Item[] = [];
  for (let after: string | undefined; ; ) {
    const found = await ask(after);
    items.push(...found.items);
    if (found.next === undefined) return items;
    after = found.next;
  }
};

/** Asks until there is an answer; fails with a sentence when it takes too long. */
export const waitFor = async <Value>(
  what: string,
  ask: () => Promise<Value | undefined>,
  withinMs = 60_000,
): Promise<Value> => {
  const until = Date.now() + withinMs;
  for (;;) {
    const found = await ask();
    if (found !== undefined) return found;
    if (Date.now() > until) throw new Error(`${what}: not within ${withinMs / 1_000} s`);
    await sleep(200);
  }
};

import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Actor, system } from "../../../platform/actor.ts";
import { transact } from "../../../platform/context.ts";
import { record } from "../../../platform/journal.ts";
import { handler, officer, verifier } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { feedOf } from "./index.ts";

let city: TestCity;
let url: string;
const roads = "0198c0de-0000-7000-8000-000000000001";
const water = "0198c0de-0000-7000-8000-000000000002";

beforeAll(async () => {
  city = await openTestCity();
  await city.app.listen({ port: 0, host: "127.0.0.1" });
  url = `http://127.0.0.1:${(city.app.server.address() as AddressInfo).port}/api/v1/live`;
});
afterAll(() => city.close());

interface Told {
  readonly id?: string;
  readonly event?: string;
  readonly data?: { position: number; id?: string; type?: string };
}

const parse = (block: string): Told =>
  Object.fromEntries(
    block.split("\n").flatMap((line) => {
      const [, field, value = ""] = /^(id|event|data): (.*)$/.exec(line) ?? [];
      return field === undefined ? [] : [[field, field === "data" ? JSON.parse(value) : value]];
    }),
  );

/** A browser that follows: what it was told, and whether the stream is still open. */
const follow = async (actor: Actor, more: { query?: string; lastEventId?: number } = {}) => {
  const leaving = new AbortController();
  const response = await fetch(`${url}${more.query ?? ""}`, {
    headers: {
      authorization: city.signedIn(actor),
      ...(more.lastEventId === undefined ? {} : { "last-event-id": String(more.lastEventId) }),
    },
    signal: leaving.signal,
  });
  const told: Told[] = [];
  const state = { open: true };
  const read = async () => {
    let rest = "";
    for await (const chunk of response.body ?? []) {
      const blocks = (rest + Buffer.from(chunk).toString()).split("\n\n");
      rest = blocks.pop() ?? "";
      told.push(...blocks.map(parse));
    }
  };
  const done = read()
    .catch(() => undefined)
    .finally(() => {
      state.open = false;
    });
  const until = async (count: number) => {
    while (told.length < count && state.open) await sleep(10);
    return told;
  };
  const leave = async () => {
    leaving.abort();
    await done;
  };
  leaves.push(leave);
  return { response, told, state, until, leave, done };
};
const leaves: (() => Promise<void>)[] = [];
afterEach(() => Promise.all(leaves.splice(0).map((leave) => leave())));

const happen = async (
  kind: string,
  id: string,
  where: { areaPath?: string; departments?: string[]; severity?: string } = {},
) => {
  await transact(city.context(system("test")), (ctx) =>
    record(ctx, {
      type: `${kind}.changed`,
      subject: { kind, id },
      stage: "open",
      areaPath: where.areaPath ?? "4309/430981/",
      departments: where.departments ?? [],
      changes: where.severity === undefined ? {} : { severity: where.severity },
    }),
  );
};
const publish = async () => {
  await city.settle();
  feedOf(city.database.db).poke();
};
const ids = (told: readonly Told[]) => told.filter(({ event }) => event === "entry").map(({ data }) => data?.id);

describe("the live feed", () => {
  test("says first where it stands, then each entry once it has its position", async () => {
    await happen("case", "before");
    await publish();
    const screen = await follow(officer());
    expect(screen.response.headers.get("content-type")).toContain("text/event-stream");
    const [here] = await screen.until(1);
    expect(here).toMatchObject({ event: "here", id: String(here?.data?.position) });
    await happen("alarm", "a-1", { severity: "red" });
    await publish();
    const [, entry] = await screen.until(2);
    const position = (here?.data?.position ?? 0) + 1;
    expect(entry).toMatchObject({
      id: String(position),
      event: "entry",
      data: { position, type: "alarm.changed", kind: "alarm", id: "a-1", stage: "open", severity: "red" },
    });
    expect(Object.keys(entry?.data ?? {})).not.toContain("areaPath");
  });

  test("a screen that was away is told what it missed, from the header before the address", async () => {
    await publish();
    const first = await follow(officer());
    const from = (await first.until(1))[0]?.data?.position ?? 0;
    await first.leave();
    for (const id of ["m-1", "m-2", "m-3"]) await happen("case", id);
    await publish();
    const again = await follow(officer(), { query: `?after=${from}` });
    expect(ids(await again.until(4))).toEqual(["m-1", "m-2", "m-3"]);
    const later = await follow(officer(), { query: `?after=${from}`, lastEventId: from + 2 });
    expect(ids(await later.until(2))).toEqual(["m-3"]);
    await happen("case", "m-4");
    await publish();
    expect(ids(await later.until(3))).toEqual(["m-3", "m-4"]);
  });

  test("nobody hears of another area, of another department's case or of what they may not read", async () => {
    const everything = await follow(officer());
    const roadsOnly = await follow(handler(roads));
    const district = await follow(verifier({ areaPath: "4309/430981/" }));
    for (const screen of [everything, roadsOnly, district]) await screen.until(1);
    await happen("case", "water-case", { departments: [water] });
    await happen("case", "far-case", { areaPath: "4309/430922/", departments: [roads] });
    await happen("account", "an-account");
    await happen("case", "roads-case", { departments: [roads] });
    await publish();
    expect(ids(await everything.until(4))).toEqual(["water-case", "far-case", "roads-case"]);
    expect(ids(await roadsOnly.until(3))).toEqual(["far-case", "roads-case"]);
    expect(ids(await district.until(3))).toEqual(["water-case", "roads-case"]);
  });

  test("who comes back from too far away, or from a journal that is no more, is told to ask for everything", async () => {
    await publish();
    const future = await follow(officer(), { lastEventId: 999_999 });
    const head = (await future.until(1))[0]?.data?.position ?? 0;
    expect(future.told[0]).toMatchObject({ event: "gone", id: String(head) });
    await city.database.pool.query(
      `INSERT INTO journal (at, type, subject_kind, subject_id, actor_kind, actor_id, request_id, area_path, departments, digest)
       SELECT now(), 'test.filled', 'test', 'x', 'system', 'x', 'x', '', '{}', '\\x00' FROM generate_series(1, 10001)`,
    );
    await publish();
    const past = await follow(officer(), { lastEventId: head });
    expect((await past.until(1))[0]).toMatchObject({ event: "gone", id: String(head + 10_001) });
    await happen("case", "after-all");
    await publish();
    expect(ids(await past.until(2))).toEqual(["after-all"]);
  });

  test("a revoked session hears nothing more and its stream ends", async () => {
    const actor = officer();
    const screen = await follow(actor);
    await screen.until(1);
    city.signOut(actor);
    await screen.done;
    expect(screen.state.open).toBe(false);
  });

  test("a reader too slow to keep up is cut off and resumes by position", async () => {
    const { openLiveStream } = await import("./stream.ts");
    const feed = feedOf(city.database.db);
    const from = await feed.head();
    const slow = await openLiveStream({
      feed,
      actor: officer(),
      isSeen: () => true,
      after: from,
      gone: new AbortController().signal,
      callerNow: async () => officer(),
    });
    const cut = new Promise<void>((resolve) => slow.once("close", resolve));
    await city.database.pool.query(
      `INSERT INTO journal (at, type, subject_kind, subject_id, actor_kind, actor_id, request_id, area_path, departments, digest)
       SELECT now(), 'case.filled', 'case', 'x', 'system', 'x', 'x', '', '{}', '\\x00' FROM generate_series(1, 4000)`,
    );
    await publish();
    await cut;
    const again = await follow(officer(), { lastEventId: from });
    expect(ids(await again.until(4001))).toHaveLength(4000);
  });

  test("nobody opens screens without end, and a closed one makes room", async () => {
    const actor = officer();
    const screens = await Promise.all(Array.from({ length: 24 }, () => follow(actor)));
    await Promise.all(screens.map((screen) => screen.until(1)));
    const refused = await city.call(actor, "GET", "/api/v1/live");
    expect([refused.status, refused.body]).toMatchObject([429, { code: "live.too-many" }]);
    await screens[0]?.leave();
    const next = await follow(actor);
    await next.until(1);
    expect(next.response.status).toBe(200);
  });

  test("who is not signed in follows nothing", async () => {
    expect((await city.call(undefined, "GET", "/api/v1/live")).status).toBe(401);
    expect((await city.call(officer(), "GET", "/api/v1/live?after=rubbish")).status).toBe(400);
  });
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { system } from "../../../platform/actor.ts";
import { newId } from "../../../platform/context.ts";
import { administrator, officer } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { keepLinks, keepThings } from "../../atlas/thing/index.ts";
import type { AlarmEvent } from "../rule/index.ts";
import { keepAlarmEvents } from "./index.ts";

const lamps = 12;
const duty = officer();
const [west, south] = [112.345, 28.845];

let city: TestCity;
const things = new Map<string, AlarmEvent["thing"]>();

const place = (index: number): [number, number] => [west + index * 5e-5, south];

/** A cabinet with a chain of lamps 20 m apart, and two lamps of another street. */
beforeAll(async () => {
  city = await openTestCity({ ground: true });
  const ctx = city.context(administrator());
  const names = ["cabinet", ...Array.from({ length: lamps }, (_, index) => `lamp-${index}`), "lone-1", "lone-2"];
  const rows = names.map((ref, index) => ({
    ref,
    type: ref === "cabinet" ? "lighting-cabinet" : "lamp-post",
    name: { zh: ref, en: ref },
    position: ref.startsWith("lone") ? ([west, south + 0.004 * index * 0.05] as [number, number]) : place(index),
    attributes: {},
  }));
  for (const [index, { ref, id }] of (await keepThings(ctx, rows)).entries())
    things.set(ref, { id: id ?? "", areaPath: "439800/439881/", position: rows[index]?.position ?? place(0) });
  const links = Array.from({ length: lamps }, (_, index) => ({
    ref: `cable-${index}`,
    type: "lighting-cable",
    from: index === 0 ? "cabinet" : `lamp-${index - 1}`,
    to: `lamp-${index}`,
    attributes: { lengthM: 20 },
  }));
  await keepLinks(ctx, links);
});
afterAll(() => city.close());

let turn = 0;
const event = (kind: "raise" | "clear", rule: string, ref: string, startedAt?: number): AlarmEvent => {
  turn += 1;
  const at = city.clock.now().getTime() + turn;
  const thing = things.get(ref);
  if (thing === undefined) throw new Error(`no ${ref}`);
  return {
    ...{ id: newId(), kind, rule, thing, streamNo: 1, value: 2, silence: false },
    ...{ startedAt: startedAt ?? at, since: startedAt ?? at, at, judgedAt: at, readingAt: at },
    severity: rule === "cabinet-tripped" ? "orange" : "yellow",
  };
};

const keep = async (events: readonly AlarmEvent[]): Promise<void> => {
  await keepAlarmEvents(city.context(system("ingest")), events);
  await city.settle();
};

const alarmsOf = async (query: string) =>
  (await city.call(duty, "GET", `/api/v1/alarms?limit=500&${query}`)).body.items as {
    id: string;
    rule: string;
    caseId?: string;
    causeId?: string;
    echoes?: number;
    startedAt: string;
    thingId: string;
  }[];

test("a cabinet trips and twelve lamps go dark: one cause, twelve echoes, one case", async () => {
  const dark = Array.from({ length: lamps }, (_, index) => event("raise", "lamp-dark", `lamp-${index}`));
  await keep([event("raise", "cabinet-tripped", "cabinet"), ...dark]);
  const [cause, ...others] = await alarmsOf("open=true&causes=true");
  expect(others).toEqual([]);
  expect(cause).toMatchObject({ rule: "cabinet-tripped", echoes: lamps });
  const echoes = await alarmsOf(`cause=${cause?.id}`);
  expect(echoes).toHaveLength(lamps);
  expect(new Set(echoes.map(({ caseId }) => caseId))).toEqual(new Set([cause?.caseId]));
  const found = (await city.call(duty, "GET", `/api/v1/cases/${cause?.caseId}`)).body;
  expect(found).toMatchObject({ category: "street-dark", reports: lamps + 1 });
});

test("a lamp of another street is no echo of it and has a case of its own", async () => {
  await keep([event("raise", "lamp-dark", "lone-1")]);
  const [lone] = await alarmsOf(`thing=${things.get("lone-1")?.id}`);
  expect(lone?.causeId).toBeUndefined();
  const found = (await city.call(duty, "GET", `/api/v1/cases/${lone?.caseId}`)).body;
  expect(found.category).toBe("lamp-out");
});

test("while any of the family stands, what comes later still belongs to it; after that it stands for itself", async () => {
  const standing = await alarmsOf("open=true&rule=lamp-dark");
  const [cause] = await alarmsOf("rule=cabinet-tripped");
  const refOf = (id: string): string => [...things].find(([, thing]) => thing.id === id)?.[0] ?? "";
  const clear = ({ rule, thingId, startedAt }: { rule: string; thingId: string; startedAt: string }) =>
    event("clear", rule, refOf(thingId), Date.parse(startedAt));
  const [last, ...rest] = standing.filter(({ causeId }) => causeId !== undefined);
  if (cause === undefined || last === undefined) throw new Error("nothing stands");
  await keep([clear(cause), ...rest.map(clear)]);
  const lines = await alarmsOf("open=true&causes=true");
  expect(
    lines.map(({ id }) => id),
    "an echo that outlives its cause is a line of its own",
  ).toContain(last.id);
  const [again] = rest;
  await keep([event("raise", "lamp-dark", refOf(again?.thingId ?? ""))]);
  expect((await alarmsOf(`thing=${again?.thingId}&open=true`))[0]?.causeId).toBe(cause.id);
  const open = await alarmsOf("open=true&rule=lamp-dark");
  await keep(open.map(clear));
  await keep([event("raise", "lamp-dark", refOf(last.thingId))]);
  expect((await alarmsOf(`thing=${last.thingId}&open=true`))[0]?.causeId).toBeUndefined();
});

test("a lamp that was heard a moment before its cabinet belongs to it all the same, and its untouched case goes into the other", async () => {
  await keep(
    (await alarmsOf("open=true")).map(({ rule, thingId, startedAt }) =>
      event("clear", rule, [...things].find(([, { id }]) => id === thingId)?.[0] ?? "", Date.parse(startedAt)),
    ),
  );
  await keep([event("raise", "lamp-dark", "lamp-3")]);
  const [early] = await alarmsOf(`thing=${things.get("lamp-3")?.id}&open=true`);
  expect(early?.caseId).toBeDefined();
  city.advance(1_000);
  await keep([event("raise", "cabinet-tripped", "cabinet"), event("raise", "lamp-dark", "lamp-4")]);
  const [cause, ...others] = await alarmsOf("open=true&causes=true");
  expect(others).toEqual([]);
  expect(cause).toMatchObject({ rule: "cabinet-tripped", echoes: 2 });
  const echoes = await alarmsOf(`cause=${cause?.id}`);
  expect(new Set(echoes.map(({ caseId }) => caseId))).toEqual(new Set([cause?.caseId]));
  const gone = (await city.call(duty, "GET", `/api/v1/cases/${early?.caseId}`)).body;
  expect(gone).toMatchObject({ stage: "merged", mergedInto: { id: cause?.caseId } });
  const kept = (await city.call(duty, "GET", `/api/v1/cases/${cause?.caseId}`)).body;
  expect(kept.category).toBe("street-dark");
});

test("a lamp that was dark long before is no echo of the cabinet, and a case somebody works on stays theirs", async () => {
  const open = await alarmsOf("open=true");
  await keep(
    open.map(({ rule, thingId, startedAt }) =>
      event("clear", rule, [...things].find(([, { id }]) => id === thingId)?.[0] ?? "", Date.parse(startedAt)),
    ),
  );
  await keep([event("raise", "lamp-dark", "lamp-6")]);
  city.advance(180_000);
  await keep([event("raise", "lamp-dark", "lamp-7")]);
  const [taken] = await alarmsOf(`thing=${things.get("lamp-7")?.id}&open=true`);
  const { version } = (await city.call(duty, "GET", `/api/v1/cases/${taken?.caseId}`)).body;
  const facts = { "filing-condition": "1" };
  const filed = await city.call(duty, "POST", `/api/v1/cases/${taken?.caseId}/moves/file`, { version, facts });
  expect(filed.status).toBe(200);
  await keep([event("raise", "cabinet-tripped", "cabinet")]);
  const [cause] = await alarmsOf("open=true&rule=cabinet-tripped");
  const causeOf = async (ref: string) => (await alarmsOf(`thing=${things.get(ref)?.id}&open=true`))[0]?.causeId;
  expect(await causeOf("lamp-6")).toBeUndefined();
  expect(await causeOf("lamp-7")).toBe(cause?.id);
  expect((await city.call(duty, "GET", `/api/v1/cases/${taken?.caseId}`)).body.stage).toBe("filed");
  await keep(
    (await alarmsOf("open=true")).map(({ rule, thingId, startedAt }) =>
      event("clear", rule, [...things].find(([, { id }]) => id === thingId)?.[0] ?? "", Date.parse(startedAt)),
    ),
  );
});

test("two lamps of one cable that burn out by themselves are two causes: no lamp darkens another", async () => {
  await keep([event("raise", "lamp-dark", "lamp-2")]);
  await keep([event("raise", "lamp-dark", "lamp-8")]);
  const { rows } = await city.database.pool.query(
    `SELECT alarms.cause_id FROM alarms WHERE alarms.rule = 'lamp-dark' AND alarms.thing_id = ANY($1::uuid[]) AND alarms.cleared_at IS NULL`,
    [[things.get("lamp-2")?.id, things.get("lamp-8")?.id]],
  );
  expect(rows.map(({ cause_id }) => cause_id)).toEqual([null, null]);
});

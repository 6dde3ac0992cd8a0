import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Client } from "@chengyun/client";
import { listAll } from "../../e2e/support/callers.ts";
import { makeFolder, type RunningCity, runCli } from "../../e2e/support/running-city.ts";
import { exactly, type Fault, type FaultRun, makeChance, none, within } from "./fault.ts";
import { openByKey, startFaultCity, untilTrue } from "./ground.ts";

const stepMs = 10_000;
const minuteMs = 60_000;
/** Any day will do: a replay is shown as if it were now. */
const start = Date.UTC(2026, 5, 14, 1);
/** A line may hold a reading back so long, and it still comes to its place. */
const latenessMs = 60_000;
const lateSeconds = 50;
const times = 3;

interface Row {
  readonly at: number;
  readonly level: number;
  readonly lid: number;
}

/** A manhole's evening: calm, a flood of some minutes, a lid somebody opens, calm again long enough to clear. */
const courseOf = (chance: () => number, minutes: number): Row[] => {
  const flood = Math.round(2 + chance() * 4);
  const ebb = flood + Math.round(11 + chance() * 4);
  const opened = Math.round(3 + chance() * (ebb - 3));
  const isFlooded = chance() < 0.7;
  const isOpened = chance() < 0.6;
  return Array.from({ length: (minutes * minuteMs) / stepMs }, (_, n): Row => {
    const minute = (n * stepMs) / minuteMs;
    const high = isFlooded && minute >= flood && minute < ebb ? 130 : 0;
    const level = Math.round((100 + high + chance() * 10) * 10) / 10;
    return { at: start + n * stepMs, level, lid: isOpened && minute >= opened && minute < opened + 2 ? 1 : 0 };
  });
};

const mapping = {
  kind: "readings",
  source: "f8-course",
  time: "at",
  values: [
    { thing: "thing", stream: { is: "level" }, value: "level", unit: "cm" },
    { thing: "thing", stream: { is: "lid" }, value: "lid", unit: "" },
  ],
};

const addManholes = async (client: Client, set: string, count: number, latitude: number): Promise<string[]> => {
  const areas = (await client.areas()).items;
  const areaPath = areas.find(({ level }) => level === Math.max(...areas.map((area) => area.level)))?.path ?? "";
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const name = { zh: `回放 ${set} ${n}`, en: `Replay ${set} ${n}` };
    const position: [number, number] = [112 + n * 0.01, latitude];
    const thing = { ref: `f8/${set}/${n}`, type: "manhole", name, position, areaPath, attributes: { lipCm: 200 } };
    ids.push((await client.addThing(thing)).id);
  }
  return ids;
};

/** Plays the courses to one set of manholes; answers how far the shown times lie after the written ones. */
const play = async (
  city: RunningCity,
  set: string,
  courses: readonly (readonly Row[])[],
  flags: readonly string[],
): Promise<number> => {
  const folder = makeFolder("f8");
  try {
    const lines = courses.flatMap((course, n) =>
      course.map(({ at, level, lid }) => `f8/${set}/${n},${new Date(at).toISOString()},${level},${lid}`),
    );
    const [file, map] = [join(folder, "course.csv"), join(folder, "map.json")];
    writeFileSync(file, `thing,at,level,lid\n${lines.join("\n")}\n`);
    writeFileSync(map, JSON.stringify(mapping));
    const { code, output } = await runCli(city, "replay", file, "--map", map, "--speed", "60", ...flags);
    const offset = /shown times are (-?\d+) ms/.exec(output)?.[1];
    if (code !== 0 || offset === undefined) throw new Error(`the replay ended with ${code}:\n${output}`);
    return Number(offset);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

interface Alarmed {
  readonly key: string;
  readonly since: number;
  readonly cleared: number;
  readonly caseId: string | undefined;
}

/** What came of one set: latest values, stored readings, alarms, cases; times as the file wrote them. */
const lookAt = async (client: Client, ids: readonly string[], offsetMs: number) => {
  const place = new Map(ids.map((id, n) => [id, n]));
  const all = await listAll((after) => client.alarms({ limit: 500, ...(after === undefined ? {} : { after }) }));
  const alarms = all
    .flatMap(({ thingId, rule, peak, startedAt, clearedAt, caseId }): Alarmed[] => {
      const n = place.get(thingId);
      const ended = clearedAt === undefined ? Number.NaN : Date.parse(clearedAt) - offsetMs;
      const key = `${n} ${rule} ${peak} ${clearedAt === undefined ? "stands" : "over"}`;
      return n === undefined ? [] : [{ key, since: Date.parse(startedAt) - offsetMs, cleared: ended, caseId }];
    })
    .sort((one, other) => one.key.localeCompare(other.key) || one.since - other.since);
  const [latest, stored]: [string[], string[]] = [[], []];
  for (const id of ids)
    for (const { no, type, latest: last } of (await client.streams(id)).items) {
      latest.push(
        `${place.get(id)} ${type} ${last?.value} ${last === undefined ? "" : Date.parse(last.at) - offsetMs}`,
      );
      const span = { from: new Date(start + offsetMs - minuteMs), to: new Date(start + offsetMs + 200 * minuteMs) };
      const asked = { from: span.from.toISOString(), to: span.to.toISOString(), points: 5_000 };
      const { points } = await client.readings(no, asked);
      for (const { at, value, n } of points)
        stored.push(`${place.get(id)} ${type} ${Date.parse(at) - offsetMs} ${value} ${n}`);
    }
  return { alarms, latest, stored };
};

/** Looks at once when a set is over: later its gauges are silent, which is true and no part of it. */
const playAndLook = async (
  city: RunningCity,
  { set, ids, courses, flags }: { set: string; ids: string[]; courses: Row[][]; flags: string[] },
) => {
  const client = openByKey(city);
  const offset = await play(city, set, courses, flags);
  // Reports are made after their alarm, by a reaction.
  const isTold = async () => (await lookAt(client, ids, offset)).alarms.every(({ caseId }) => caseId !== undefined);
  await untilTrue("every alarm has its case", isTold, 30_000);
  return lookAt(client, ids, offset);
};

const differ = (one: readonly string[], other: readonly string[]): number => {
  const [left, right] = [new Set(one), new Set(other)];
  return one.filter((text) => !right.has(text)).length + other.filter((text) => !left.has(text)).length;
};

const groupsOf = (alarms: readonly Alarmed[]): string[] => {
  const cases = new Map<string, string[]>();
  for (const { key, caseId = "none" } of alarms) cases.set(caseId, [...(cases.get(caseId) ?? []), key]);
  return [...cases.values()].map((keys) => keys.join(" + ")).sort();
};

const run = async ({ long, seed, tell }: FaultRun) => {
  const city = await startFaultCity();
  try {
    const client = openByKey(city);
    const chance = makeChance(seed);
    const courses = Array.from({ length: long ? 40 : 10 }, () => courseOf(chance, 36));
    const [straight, bent] = [
      await addManholes(client, "a", courses.length, 28.8),
      await addManholes(client, "b", courses.length, 28.7),
    ];
    const a = await playAndLook(city, { set: "a", ids: straight, courses, flags: [] });
    const flags = ["--late", String(lateSeconds), "--times", String(times), "--seed", String(seed)];
    const b = await playAndLook(city, { set: "b", ids: bent, courses, flags });
    const keys = (alarms: readonly Alarmed[]) => alarms.map(({ key }) => key);
    tell(`${a.alarms.length} alarms in order, ${b.alarms.length} out of order, ${a.stored.length} readings`);
    for (const key of keys(b.alarms).filter((one) => !keys(a.alarms).includes(one))) tell(`only out of order: ${key}`);
    for (const key of keys(a.alarms).filter((one) => !keys(b.alarms).includes(one))) tell(`only in order: ${key}`);
    const apart = (of: (alarm: Alarmed) => number): number =>
      Math.max(0, ...a.alarms.map((alarm, n) => Math.abs(of(alarm) - of(b.alarms[n] ?? alarm)) || 0)) / 1_000;
    return [
      exactly("readings stored of the second, though each came three times", b.stored.length, a.stored.length),
      none("readings that differ", differ(a.stored, b.stored)),
      none("latest values that differ", differ(a.latest, b.latest)),
      exactly("alarms", b.alarms.length, a.alarms.length),
      none("alarms by thing, rule, severity and end that differ", differ(keys(a.alarms), keys(b.alarms))),
      within(
        "alarms begin apart by",
        apart(({ since }) => since),
        latenessMs / 1_000,
      ),
      within(
        "alarms end apart by",
        apart(({ cleared }) => cleared),
        (2 * latenessMs) / 1_000,
      ),
      none("cases whose alarms differ", differ(groupsOf(a.alarms), groupsOf(b.alarms))),
      { ...exactly("there was something to compare", a.alarms.length, a.alarms.length), met: a.alarms.length >= 5 },
    ];
  } finally {
    await city.stop();
  }
};

/** F8: what was measured comes in order, and again out of order and three times over. */
export const replayFaults: Readonly<Record<string, Fault>> = {
  F8: { what: "a replay shuffled and repeated ends in the same state, alarms and cases", run },
};

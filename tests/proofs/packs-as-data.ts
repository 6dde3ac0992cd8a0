import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Figure } from "../../bench/bench.ts";
import { listAll, openByKey } from "../../e2e/support/callers.ts";
import { openBeside } from "../../e2e/support/database.ts";
import { makeFolder, type RunningCity, runCli, startCity } from "../../e2e/support/running-city.ts";
import { type Leak, liveThroughLeak, retireGas, sendUp } from "./gas-leak.ts";
import { gasPackId, installGasPack, removeGasPack } from "./gas-pack.ts";
import { mustBeNone, mustHold, type Proof, type ProofRun } from "./proof.ts";
import { buildTree, copyTree, digestTree } from "./tree-copy.ts";

/** What a city says it is made of, by name. */
type Face = ReadonlyMap<string, string>;

const lookAtFace = async (city: RunningCity): Promise<Face> => {
  const client = openByKey(city);
  const database = openBeside(city);
  const columns = await database.pool.query<{ name: string; kind: string }>(
    "SELECT table_name || '.' || column_name AS name, data_type AS kind FROM information_schema.columns WHERE table_schema = 'public'",
  );
  await database.close();
  const [types, map, flows, departments] = await Promise.all([
    client.caseTypes(),
    client.map(),
    client.flows(),
    client.departments().catch(() => ({ items: [] })),
  ]);
  const face = new Map<string, string>(columns.rows.map(({ name, kind }) => [`column ${name}`, kind]));
  for (const type of types.items) face.set(`case type ${type.id}`, JSON.stringify(type));
  for (const layer of map.packs.flatMap(({ layers }) => layers)) face.set(`layer ${layer.id}`, JSON.stringify(layer));
  for (const flow of flows.items) face.set(`flow ${flow.id}`, JSON.stringify(flow));
  for (const one of departments.items) face.set(`department ${one.code}`, JSON.stringify(one));
  const things = await listAll((after) => client.things({ limit: 500, after }));
  for (const { id, type, name } of things) face.set(`thing ${name.zh}`, `${type} ${id}`);
  return face;
};

const differ = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] =>
  [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name)).sort();

/** What is history: the case with its whole way, the alarm, the readings that raised it. */
const readHistory = async (
  city: RunningCity,
  { caseId, alarmId, streamNo, thingId }: Leak,
): Promise<Map<string, string>> => {
  const client = openByKey(city);
  const subject = await client.case(caseId);
  const { items: entries } = await client.timeline(caseId);
  const alarm = await client.alarm(alarmId);
  const now = Date.parse((await client.clock()).now);
  const hour = { from: new Date(now - 3_600_000).toISOString(), to: new Date(now + 60_000).toISOString() };
  return new Map([
    ["the case's number and stage", `${subject.no} ${subject.stage}`],
    ["the case's title", subject.title.zh],
    ["its facts", JSON.stringify(subject.facts["result"])],
    ["its reports", JSON.stringify(subject.reportList.map(({ text }) => text))],
    ["its time line", JSON.stringify(entries.map(({ position, at, type, reason }) => [position, at, type, reason]))],
    ["the alarm", `${alarm.stage} ${alarm.peak} ${alarm.value} ${alarm.startedAt}`],
    ["the detector's name", (await client.thing(thingId)).name.zh],
    ["the readings", JSON.stringify((await client.readings(streamNo, hour)).points.map(({ value }) => value))],
  ]);
};

/** The pack's own words in what is history: whoever reads it later knows no ids. */
const readWords = async (city: RunningCity, { caseId, alarmId, thingId }: Leak): Promise<Map<string, string>> => {
  const client = openByKey(city);
  const { items: entries } = await client.timeline(caseId);
  return new Map([
    ["the name of its category", (await client.case(caseId)).categoryName.zh],
    ["the name of its rule", (await client.alarm(alarmId)).ruleName.zh],
    ["the name of what the detector is", (await client.thing(thingId)).typeName.zh],
    ["the names in its time line", JSON.stringify(entries.map(({ name, actor }) => [name.zh, actor.zh]))],
  ]);
};

const verifies = async (city: RunningCity): Promise<boolean> => {
  const folder = makeFolder("export");
  try {
    const exported = await runCli(city, "export", "--out", join(folder, "journal"));
    writeFileSync(join(folder, "key"), await openByKey(city).journalKey());
    const verified = await runCli(city, "verify", join(folder, "journal"), "--key", join(folder, "key"));
    return exported.code === 0 && verified.code === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const within = async <Value>(
  home: string,
  dataDir: string,
  work: (city: RunningCity) => Promise<Value>,
): Promise<Value> => {
  await buildTree(home);
  const city = await startCity({ home, dataDir });
  try {
    return await work(city);
  } finally {
    await city.stop();
  }
};

const live = async (city: RunningCity) => {
  const face = await lookAtFace(city);
  const leak = await liveThroughLeak(city);
  const [history, words] = [await readHistory(city, leak), await readWords(city, leak)];
  await retireGas(city, leak);
  return { face, leak, history, words };
};

const look = async (city: RunningCity, leak: Leak) => ({
  face: await lookAtFace(city),
  history: await readHistory(city, leak),
  words: await readWords(city, leak),
  answer: await sendUp(city, leak.token, { methane: 80 }),
  verified: await verifies(city),
  state: (await openByKey(city).health()).state,
});

const prove = async ({ id, tell }: ProofRun, home: string, dataDir: string): Promise<Figure[]> => {
  const sources = digestTree(home);
  tell("a city without the pack");
  const before = await within(home, dataDir, lookAtFace);
  await installGasPack(home);
  tell("the same city with it: gas, an alarm, a case brought to its end");
  const during = await within(home, dataDir, live);
  removeGasPack(home);
  tell("the same city without it again");
  const after = await within(home, dataDir, (city) => look(city, during.leak));
  const brought = differ(before, during.face);
  const isOwn = (name: string) => name.includes("gas") || name.startsWith("department");
  return [
    mustBeNone(id, "files of the tree that differ after removing", differ(sources, digestTree(home))),
    mustHold(
      id,
      "installing brought its case type and its layer",
      brought.filter((name) => name.includes("gas")).length >= 2,
    ),
    mustBeNone(
      id,
      "what installing changed beside its own",
      brought.filter((name) => !isOwn(name)),
    ),
    mustBeNone(
      id,
      "case types, layers, flows, departments, things, columns that differ after removing",
      differ(before, after.face),
    ),
    mustBeNone(id, "history that differs after removing", differ(during.history, after.history)),
    mustBeNone(id, "words of history that were lost with the pack", differ(during.words, after.words)),
    mustHold(id, "its device is no longer heard", after.answer >= 400),
    mustHold(id, "the journal of all of it verifies", after.verified),
    mustHold(id, `the city is well without ${gasPackId}`, after.state !== "down"),
  ];
};

/** 24: an industry in one folder. */
export const packsAsData: Proof = {
  what: "packs as data: a gas pack installed and removed leaves no trace but its history",
  run: async (run) => {
    const home = copyTree();
    const dataDir = makeFolder("packs");
    try {
      return await prove(run, home, dataDir);
    } finally {
      for (const folder of [home, dataDir]) rmSync(folder, { recursive: true, force: true });
    }
  },
};

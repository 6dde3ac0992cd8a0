import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ProblemError } from "@chengyun/client";
import { startEngine } from "../../apps/server/src/platform/readings/index.ts";
import { openStore } from "../../apps/server/src/platform/readings/store.ts";
import type { Figure } from "../../bench/bench.ts";
import { openAdministrator, openByKey, openByPost, waitFor } from "../../e2e/support/callers.ts";
import { openBeside } from "../../e2e/support/database.ts";
import { makeFolder, type RunningCity, runCli, startCity } from "../../e2e/support/running-city.ts";
import { mustBeNone, mustHold, type Proof, type ProofRun } from "./proof.ts";

const name = "慕容雪莲";
const phone = "13973702046";
const traces = [name, "慕容 雪莲", phone, "139 7370 2046", "139-7370-2046", "１３９７３７０２０４６"];

/** Every row of every table of the live database. */
const dump = async (city: RunningCity): Promise<string> => {
  const database = openBeside(city);
  try {
    const { rows: tables } = await database.pool.query(
      "SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')",
    );
    const parts: string[] = [];
    for (const { name: table } of tables) {
      const { rows } = await database.pool.query(`SELECT t::text AS row FROM ${table} t`);
      parts.push(...rows.map(({ row }) => `${table} ${row}`));
    }
    return parts.join("\n");
  } finally {
    await database.close();
  }
};

/** Text of all files below a folder: logs, photos, readings as they lie on the disk. */
const readAll = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => join(folder, file))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path).toString("utf8"))
    .join("\n");

/** Every row of every table of the readings store, opened after the city stopped. */
const dumpReadings = async (dataDir: string): Promise<{ tables: number; text: string }> => {
  const address = { directory: join(dataDir, "readings"), socket: join(dataDir, "run", "proof.sock") };
  const engine = await startEngine(address);
  const store = openStore(address);
  try {
    const ask = async (query: string): Promise<string> => (await store.query({ query, format: "TabSeparated" })).text();
    const tables = (await ask("SHOW TABLES")).split("\n").filter(Boolean);
    const parts: string[] = [];
    for (const table of tables) parts.push(await ask(`SELECT * FROM \`${table}\``));
    return { tables: tables.length, text: parts.join("\n") };
  } finally {
    await store.close();
    await engine.stop();
  }
};

const found = (text: string): string[] => traces.filter((trace) => text.includes(trace));

const verifies = async (city: RunningCity): Promise<{ ok: boolean; said: string }> => {
  const folder = makeFolder("export");
  try {
    const exported = await runCli(city, "export", "--out", join(folder, "journal"));
    writeFileSync(join(folder, "key"), await openByKey(city).journalKey());
    const verified = await runCli(city, "verify", join(folder, "journal"), "--key", join(folder, "key"));
    return { ok: exported.code === 0 && verified.code === 0, said: verified.output };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Somebody reports; the desk types their name and phone where they don't belong. */
const live = async (city: RunningCity) => {
  const desk = await openByPost(city, "duty-officer");
  const type = (await desk.caseTypes()).items[0]?.id ?? "";
  const { extent } = await desk.city();
  const position: [number, number] = [(extent[0] + extent[2]) / 2, (extent[1] + extent[3]) / 2];
  const { caseId } = await desk.report({
    category: type,
    position,
    text: `我是${name}，家门口积水`,
    photos: [],
    reporter: { name, phone: "139 7370 2046" },
  });
  const { version } = await desk.case(caseId);
  const comment = { version, facts: { comment: `已回电慕容 雪莲（139-7370-2046、１３９７３７０２０４６）` } };
  await desk.move({ plural: "cases", id: caseId }, "comment", comment);
  const person = (await desk.findPersons({ phone })).items[0];
  if (person === undefined) throw new Error("the reporter is not found by phone");
  await desk.unmask({ id: person.id, purpose: "call-back", reason: `回访${name}`, fields: ["name", "phone"] });
  return { desk, person };
};

/** The security administrator of the first start, by the one-time password that it said. */
const secondPerson = (city: RunningCity) => openAdministrator(city, "security", "proves that two people erase");

const isRefused = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => false,
    (fault: unknown) => fault instanceof ProblemError && fault.problem.code === "subject.four-eyes",
  );

const prove = async ({ id, tell }: ProofRun): Promise<readonly Figure[]> => {
  const dataDir = makeFolder("erasable");
  const city = await startCity({ dataDir });
  let stopped = false;
  try {
    const { desk, person } = await live(city);
    const subject = { plural: "persons", id: person.id };
    const before = found(await dump(city));
    const facts = { basis: "asked", reason: `${name}来函要求` };
    tell("asking, refusing, erasing");
    await desk.move(subject, "ask-erase", { version: person.version, facts });
    const erase = { version: person.version + 1, facts: {} };
    const alone = await isRefused(desk.move(subject, "erase", erase));
    await (await secondPerson(city)).move(subject, "erase", erase);
    const certificate = await waitFor("a position of the certificate", async () => {
      const given = await desk.certificate(person.id);
      return given.position === undefined ? undefined : given;
    });
    const after = found(await dump(city));
    const looks = (await desk.looks(person.id)).items;
    const { ok, said } = await verifies(city);
    const log = found(city.log());
    await city.stop();
    stopped = true;
    tell("reading the files");
    const readings = await dumpReadings(dataDir);
    const files = ["readings", "files", "logs"].flatMap((folder) => {
      try {
        return found(readAll(join(dataDir, folder))).map((trace) => `${folder}: ${trace}`);
      } catch {
        // A city that kept no photo has no such folder.
        return [];
      }
    });
    return [
      mustHold(id, "before, the desk's own words name the reporter", before.length === 3),
      mustHold(id, "who asked may not erase", alone),
      mustBeNone(id, "traces of the name and phone in the live database", after),
      mustBeNone(id, "traces in the readings, files and logs", [...files, ...found(readings.text), ...log]),
      mustHold(id, "the readings store was opened and read", readings.tables > 5),
      mustHold(id, "the export verifies with `chengyun verify`", ok),
      mustHold(id, "and says that changes were erased", /erased|抹除|删除/i.test(said)),
      mustHold(id, "the certificate is an entry with a position", certificate.position !== undefined),
      mustHold(
        id,
        "who looked is still known, why is not",
        looks.length > 0 && looks.every(({ reason }) => reason === undefined),
      ),
    ];
  } finally {
    if (!stopped) await city.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
};

/** 15: erasable and tamper-evident at once. */
export const erasable: Proof = {
  what: "erase a reporter: proofs still verify, the name can't be found anywhere",
  run: prove,
};

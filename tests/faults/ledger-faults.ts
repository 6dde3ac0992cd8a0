import { randomBytes, randomUUID } from "node:crypto";
import { rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { verifyFolder } from "../../apps/cli/src/journal/verification.ts";
import { makeFolder, type RunningCity, runCli } from "../../e2e/support/running-city.ts";
import { atLeast, exactly, type Fault, type FaultFigure, makeChance, none } from "./fault.ts";
import { addGauges, killHard, openByKey, sleep, startFaultCity, untilTrue } from "./ground.ts";
import { type Happened, makeJournalKey, writeExportFolder, writeLines } from "./signed-export.ts";

/** What somebody does to the files of a journal, and where the first wrong entry then is. */
interface Tampering {
  readonly what: string;
  readonly lines: string[];
  readonly newest: string;
  readonly at: number;
  /** A signed checkpoint narrows the place down to behind the last right one. */
  readonly from: number;
}

const flipBit = (line: string, chance: () => number): string => {
  // A letter of the changes, so that the line stays JSON: what a disk does by itself is found by its shape already.
  const at = line.indexOf('"note":"') + 8 + Math.floor(chance() * 8);
  return `${line.slice(0, at)}${String.fromCharCode(line.charCodeAt(at) ^ 1)}${line.slice(at + 1)}`;
};

const makeHappened = (count: number): Happened[] =>
  Array.from({ length: count }, (_, n) => ({
    salt: randomBytes(16).toString("hex"),
    subject: randomUUID(),
    changes: {
      n,
      note: "abcdefghijklmnop",
      department: { before: null, after: "0198c0de-0000-7000-8000-000000000001" },
      stage: { before: "filed", after: "dispatched" },
      dueAt: "2026-11-20T09:30:00.000Z",
    },
  }));

/** The five: a bit, a record, two swapped, the tail, and a whole new chain signed with the stolen key. */
const tamperings = (
  chance: () => number,
  size: number,
): { list: Tampering[]; older: string[]; vkey: string; whole: { lines: string[]; newest: string } } => {
  const key = makeJournalKey();
  const happened = makeHappened(size);
  const half = Math.floor(size / 2);
  const { lines, notes } = writeLines(happened, [half, size], key);
  const [older, newest] = [notes.get(half) ?? "", notes.get(size) ?? ""];
  const place = () => 1 + Math.floor(chance() * (half - 2));
  const [bit, gone, swap] = [place(), place(), place()];
  const cut = size - 1 - Math.floor(chance() * 20);
  const forged = place();
  const other = happened.map((one, n) => (n + 1 === forged ? { ...one, changes: { ...one.changes, n: -1 } } : one));
  const rewritten = writeLines(other, [size], key);
  const swapped = [...lines];
  [swapped[swap - 1], swapped[swap]] = [lines[swap] ?? "", lines[swap - 1] ?? ""];
  const list: Tampering[] = [
    {
      what: "one bit flipped",
      lines: lines.map((line, n) => (n + 1 === bit ? flipBit(line, chance) : line)),
      newest,
      at: bit,
      from: bit,
    },
    { what: "a record deleted", lines: lines.filter((_, n) => n + 1 !== gone), newest, at: gone, from: gone },
    { what: "two records swapped", lines: swapped, newest, at: swap, from: swap },
    { what: "the tail truncated", lines: lines.slice(0, cut), newest, at: cut + 1, from: cut + 1 },
    {
      what: "rewritten with a recomputed chain, signed with the city's own key; found by a checkpoint kept outside",
      lines: rewritten.lines,
      newest: rewritten.notes.get(size) ?? "",
      at: forged,
      from: 1,
    },
  ];
  return { list, older: [older], vkey: key.vkey, whole: { lines, newest } };
};

const tamperAll = async (
  chance: () => number,
  { size, long }: { size: number; long: boolean },
): Promise<FaultFigure[]> => {
  const home = makeFolder("ledger");
  try {
    const { list, older, vkey, whole } = tamperings(chance, size);
    const figures: FaultFigure[] = [];
    const good = writeExportFolder(join(home, "whole"), whole.lines, { newest: whole.newest, older });
    // Compiled first; then by the processor's time, which another program beside does not lengthen.
    await verifyFolder(good, vkey);
    const before = process.cpuUsage();
    const found = await verifyFolder(good, vkey);
    const { user, system } = process.cpuUsage(before);
    const seconds = (user + system) / 1e6;
    const megabytes = statSync(join(good, "entries-000001.ndjson")).size / 1e6;
    figures.push(none("faults of an export nobody touched", found.faults.length));
    figures.push(exactly("entries of it proved", found.proved, size));
    for (const [n, { what, lines, newest, at, from }] of list.entries()) {
      const folder = writeExportFolder(join(home, String(n)), lines, { newest, older });
      const { faults } = await verifyFolder(folder, vkey);
      const places = (kind: string) =>
        faults.flatMap(({ code, position }) => (code.startsWith(kind) ? (position ?? []) : []));
      const [exact, signed] = [places("entry."), places("checkpoint.")];
      const position = Math.min(...(exact.length > 0 ? exact : signed));
      figures.push({
        what: `${what} (entry ${at} of ${size}): position said`,
        value: Number.isFinite(position) ? position : 0,
        unit: "",
        reach: from === at ? String(at) : `${from} to ${at}`,
        met: faults.length > 0 && position >= from && position <= at,
      });
    }
    // Twenty thousand entries are over before the compiler is at its best.
    if (long)
      figures.push(
        atLeast(`verified, ${megabytes.toFixed(0)} MB, a second of the processor`, megabytes / seconds, 200, "MB"),
      );
    return figures;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
};

/** Registers things until told to stop; answers the ids that were acknowledged. */
const registerOn = (city: RunningCity) => {
  const client = openByKey(city);
  const kept: string[] = [];
  let running = true;
  const work = Array.from({ length: 4 }, async () => {
    while (running)
      await addGauges(client, 1).then(
        ([gauge]) => kept.push(gauge?.thingId ?? ""),
        () => sleep(50),
      );
  });
  return {
    kept,
    end: async () => {
      running = false;
      await Promise.race([Promise.all(work), sleep(10_000)]);
    },
  };
};

const exportAndVerify = async (city: RunningCity, home: string): Promise<{ code: number; text: string }> => {
  const folder = join(home, "journal");
  await untilTrue("an export", async () => (await runCli(city, "export", "--out", folder)).code === 0);
  writeFileSync(join(home, "key"), await openByKey(city).journalKey());
  const { code, output } = await runCli(city, "verify", folder, "--key", join(home, "key"));
  return { code, text: output };
};

/** Kills what appends, in the middle of it, then has the whole journal verified. */
const crashAppend = async (rounds: number, chance: () => number): Promise<FaultFigure[]> => {
  const home = makeFolder("append");
  const city = await startFaultCity();
  try {
    const appending = registerOn(city);
    for (let round = 0; round < rounds; round += 1) {
      await sleep(500 + chance() * 500);
      killHard(city, round % 2 === 0 ? "postgres" : "api");
      await untilTrue("back", async () => (await openByKey(city).things({ limit: 1 })).items.length > 0);
    }
    await sleep(500);
    await appending.end();
    const { code, text } = await exportAndVerify(city, home);
    const client = openByKey(city);
    let lost = 0;
    for (const id of appending.kept) if ((await client.thing(id).catch(() => undefined)) === undefined) lost += 1;
    return [
      exactly(
        `journal verifies after ${rounds} crashes in the middle of appending (${text.trim().split("\n").at(-1)})`,
        code,
        0,
      ),
      none(`of ${appending.kept.length} acknowledged changes, lost`, lost),
    ];
  } finally {
    await city.stop();
    rmSync(home, { recursive: true, force: true });
  }
};

/** F19: the ledger, under a crash and under five hands. */
const ledger: Fault = {
  what: "the journal: crashed while appending; a bit, a record, an order, a tail and a whole chain tampered with",
  run: async ({ long, rounds, seed }) => {
    const chance = makeChance(seed);
    return [
      ...(await tamperAll(chance, { size: long ? 200_000 : 20_000, long })),
      ...(await crashAppend(long ? rounds : 2, chance)),
    ];
  },
};

/** Faults of the journal, by id. */
export const ledgerFaults: Readonly<Record<string, Fault>> = { F19: ledger };

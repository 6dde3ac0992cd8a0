import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Client, makeClient, ProblemError } from "@chengyun/client";
import { type ImportReject, mendMost, type RejectedRows } from "@chengyun/contracts";
import {
  type ImportCity,
  type Mapping,
  rejectedRows,
  runImport,
  type Understanding,
  writeRejects,
} from "@chengyun/importer";
import { leftFiles } from "../modules/exchange/file-import/index.ts";
import type { WorkerTask, WorkerWord } from "../modules/exchange/file-import/worker-word.ts";
import { open } from "./read.ts";

const triesMost = 40;
const pauseMs = 3_000;

/** A store that is full or being started again is waited for: two minutes, then the run says so. */
const patient = async <Result>(call: () => Promise<Result>): Promise<Result> => {
  for (let tries = 1; ; tries += 1)
    try {
      return await call();
    } catch (error) {
      const status = error instanceof ProblemError ? error.problem.status : undefined;
      if (tries === triesMost || (status !== 503 && status !== 429 && status !== 0)) throw error;
      await sleep(pauseMs);
    }
};

const patientCity = (client: Client, tell: (word: WorkerWord) => void): ImportCity => ({
  beginImportRun: async (run) => {
    const begun = await patient(() => client.beginImportRun(run));
    tell({ is: "begun", run: begun.id });
    return begun;
  },
  importState: (kind, batch) => patient(() => client.importState(kind, batch)),
  importReadings: (batch) => patient(() => client.importReadings(batch)),
  addImportRejects: (id, rejects) => patient(() => client.addImportRejects(id, rejects)),
  endImportRun: (id, rows) => patient(() => client.endImportRun(id, rows)),
});

/** So many rows that were not taken are written down; what a million more say is the same. */
const rejectsMost = 100_000;

const listRejects = async (client: Client, run: string): Promise<ImportReject[]> => {
  const all: ImportReject[] = [];
  for (let after: string | undefined; all.length < rejectsMost; ) {
    const found = await patient(() => client.importRunRejects(run, { after, limit: 500 }));
    all.push(...found.items);
    if (found.next === undefined) break;
    after = found.next;
  }
  return all;
};

const gather = async (
  understanding: Understanding,
  mapping: Mapping,
  rejects: readonly ImportReject[],
): Promise<RejectedRows> => {
  let columns: string[] = [];
  const rows: RejectedRows["rows"] = [];
  const told = new Set<number>();
  for await (const { line, values, faults } of rejectedRows(understanding, mapping, rejects)) {
    if (columns.length === 0) columns = Object.keys(values);
    told.add(line);
    if (rows.length < mendMost)
      rows.push({
        line,
        values: columns.map((column) => String(values[column] ?? "")),
        faults: faults.map((one) => ({ ...one })),
      });
  }
  const others = rejects.filter(({ line }) => !told.has(line));
  return {
    columns,
    rows,
    others: others.slice(0, mendMost),
    more: told.size - rows.length + Math.max(0, others.length - mendMost),
  };
};

/** Imports the file and leaves what was not taken in the folder; answers the run. */
export const run = async (task: WorkerTask, tell: (word: WorkerWord) => void): Promise<string> => {
  const client = makeClient({ url: task.url, token: task.token, language: () => "en" });
  const { mapping, understanding } = await open(task);
  const city = patientCity(client, tell);
  const done = await runImport({
    ...{ city, mapping, understanding },
    tell: ({ rows, counts }) => tell({ is: "progress", rows, counts }),
  });
  const rejects = await listRejects(client, done.run.id);
  const left = await gather(understanding, mapping, rejects);
  await writeFile(join(task.folder, leftFiles.rejects), JSON.stringify(left), { mode: 0o600 });
  await writeRejects(join(task.folder, leftFiles.rejectsCsv), understanding, mapping, rejects);
  return done.run.id;
};

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Client } from "@chengyun/client";
import { mendMost, type RejectedRows } from "@chengyun/contracts";
import {
  type ImportCity,
  Naming,
  pagedRejects,
  type RejectedRow,
  rejectedRows,
  rejectsShapeOf,
  runImport,
  toldRowByRow,
  writeRejects,
} from "@chengyun/importer";
import { leftFiles } from "../modules/exchange/file-import/index.ts";
import type { WorkerTask, WorkerWord } from "../modules/exchange/file-import/worker-word.ts";
import { openCity, patient } from "./city.ts";
import { open } from "./read.ts";

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

const perPage = 500;

/** What the screen shows of the rows that were not taken: the first of them, and how many more the file has. */
class Shown {
  readonly rejects: RejectedRows;

  /** Features are no table: they are mended in their file. */
  constructor(as: ReturnType<typeof rejectsShapeOf>["as"]) {
    const own = typeof as === "object" ? { ownFile: as.ending } : {};
    this.rejects = { columns: [], rows: [], others: [], more: 0, asFeatures: as === "features", ...own };
  }

  async *keep(rows: AsyncIterable<RejectedRow>): AsyncGenerator<RejectedRow> {
    for await (const row of rows) {
      this.#take(row);
      yield row;
    }
  }

  #take({ line, values, faults, columns }: RejectedRow): void {
    const { rejects } = this;
    if (rejects.columns.length === 0 && !rejects.asFeatures) rejects.columns = [...columns];
    const own = faults.map(({ field, code, text }) => ({ line, field, code, text }));
    if (values !== undefined && !rejects.asFeatures && rejects.rows.length < mendMost)
      rejects.rows.push({ line, values: columns.map((column) => String(values[column] ?? "")), faults: own });
    else if ((values === undefined || rejects.asFeatures) && rejects.others.length < mendMost)
      rejects.others.push(...own);
    else rejects.more += 1;
  }
}

/** Imports the file and leaves what was not taken in the folder; answers the run. */
export const run = async (task: WorkerTask, tell: (word: WorkerWord) => void): Promise<string> => {
  const client = openCity(task);
  const { mapping, understanding: plain } = await open(task);
  const naming = new Naming(mapping, await patient(client.importTargets));
  const understanding = naming.understanding(plain);
  const city = patientCity(client, tell);
  const done = await runImport({
    ...{ city, mapping, understanding },
    tell: ({ rows, counts }) => tell({ is: "progress", rows, counts }),
  });
  const { id, counts } = done.run;
  const refused = pagedRejects((after) => patient(() => client.importRunRejects(id, { after, limit: perPage })));
  const { as, ending } = rejectsShapeOf(understanding);
  const shown = new Shown(as);
  const told = toldRowByRow({
    ...{ understanding, rejects: naming.rejects(refused), waiting: counts.quarantined, faultCount: done.faultCount },
    ask: (asked) => patient(() => client.tryReadings(asked)),
  });
  const rows = shown.keep(rejectedRows(...told));
  await writeRejects(join(task.folder, `rejects.${ending}`), rows, { as });
  await writeFile(join(task.folder, leftFiles.rejects), JSON.stringify(shown.rejects), { mode: 0o600 });
  return done.run.id;
};

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Client } from "@chengyun/client";
import {
  type ImportCity,
  Naming,
  pagedRejects,
  rejectedRows,
  rejectsShapeOf,
  runImport,
  takenSince,
  toldRowByRow,
  writeRejects,
} from "@chengyun/importer";
import { leftFiles } from "../modules/exchange/file-import/index.ts";
import type { WorkerTask, WorkerWord } from "../modules/exchange/file-import/worker-word.ts";
import { openCity, patient } from "./city.ts";
import { open } from "./read.ts";
import { Shown } from "./shown.ts";

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
  await writeFile(join(task.folder, leftFiles.rejects), JSON.stringify(shown.rejects()), { mode: 0o600 });
  const taken = await takenSince(understanding, shown.lines);
  if (taken !== undefined) await writeFile(join(task.folder, leftFiles.taken), JSON.stringify(taken), { mode: 0o600 });
  return done.run.id;
};

import { listLost, rememberLost } from "../modules/journal/anchor/index.ts";
import { lookAtAll } from "../modules/journal/guard/index.ts";
import { adoptCheckpoint, areSigned, getKeyText } from "../modules/journal/log/index.ts";
import { system } from "../platform/actor.ts";
import { type Context, createContext, transact } from "../platform/context.ts";
import { databaseAddress, openDatabase } from "../platform/database.ts";
import type { Deployment } from "../platform/deployment.ts";
import { record } from "../platform/journal.ts";
import { openLog } from "../platform/log.ts";
import { copiedTables, countCopied, type openStore, rebuildRollUps } from "../platform/readings/index.ts";
import { seedFor } from "../seed.ts";
import { type ErasedAgain, eraseListed } from "./erased.ts";
import { BackupFault } from "./fault.ts";
import type { Step } from "./make.ts";
import type { Manifest, SignedManifest } from "./shape.ts";
import * as store from "./store.ts";

/** What is verified, and against what. */
export interface Unverified {
  readonly deployment: Deployment;
  readonly session: store.Session;
  readonly readings: ReturnType<typeof openStore>;
  readonly found: { readonly name: string; readonly manifest: Manifest; readonly signed: SignedManifest };
  /** Persons who were erased since, as a newer export of the journal says. */
  readonly erased: readonly string[];
  readonly onStep: (step: Step) => void;
}

const wrong = (what: string): BackupFault =>
  new BackupFault({ zh: "恢复后的核对不符：", en: "What was restored is not what was backed up:" }, what);

/** Every table holds as many rows as were backed up, each stream its readings. */
const checkCounts = async ({ session, readings, found: { manifest } }: Unverified): Promise<number> => {
  for (const table of manifest.tables) {
    const rows = await store.countRows(session, table);
    if (rows !== table.rows) throw wrong(`${table.schema}.${table.name}: ${rows} ≠ ${table.rows}`);
  }
  for (const table of copiedTables) {
    const [rows, due] = [await countCopied(readings, table), manifest.readings.tables[table] ?? 0];
    if (rows !== due) throw wrong(`${table}: ${rows} ≠ ${due}`);
  }
  return manifest.readings.tables["readings"] ?? 0;
};

/** Nothing outside speaks into it: what was signed after the backup is looked at by itself. */
const alone = (deployment: Deployment): Deployment => ({
  ...deployment,
  config: { ...deployment.config, anchorDir: undefined },
});

/** Every entry hashed anew, against the tiles, every checkpoint in the database and the one of the backup. */
const checkJournal = async (ctx: Context, { manifest, signed }: Unverified["found"]): Promise<void> => {
  if (!areSigned(ctx.deployment, "backup", { words: signed.manifest, signature: signed.signature }))
    throw wrong("signature of the manifest");
  if ((await getKeyText(ctx)) !== manifest.journal.key) throw wrong("key of the journal");
  await adoptCheckpoint(ctx, manifest.journal.size, manifest.journal.note);
  const [first] = await lookAtAll({ ...ctx, deployment: alone(ctx.deployment) });
  if (first !== undefined)
    throw new BackupFault(
      { zh: "恢复的日志与签名不符：", en: "The restored journal is not as it was signed:" },
      `${first.code}, ${first.position}`,
    );
};

const noteRestored = (ctx: Context, manifest: Manifest, more: { sessions: number; lost: number }): Promise<void> =>
  transact(ctx, (inner) =>
    record(inner, {
      type: "backup.restored",
      subject: { kind: "backup", id: manifest.name },
      areaPath: "",
      departments: [],
      changes: { madeAt: manifest.madeAt, size: manifest.journal.size, root: manifest.journal.root, ...more },
    }),
  );

/** Brings what was restored to a city's ordinary state and verifies it; the last entry says that it was restored. */
export const verifyRestored = async (
  unverified: Unverified,
): Promise<{ readings: number; sessions: number; lost: number; again: ErasedAgain }> => {
  const { deployment, session, readings, found, onStep } = unverified;
  const { manifest } = found;
  await store.setSequences(session, manifest.sequences);
  const stored = await checkCounts(unverified);
  onStep({ is: "readings", done: 0, of: 0 });
  await rebuildRollUps(readings, manifest.readings.zone, manifest.readings.borders);
  await store.analyse(session);
  onStep({ is: "journal", done: 0, of: manifest.journal.size });
  const database = openDatabase(databaseAddress(deployment.config, deployment.directory), { max: 2 });
  try {
    const log = openLog({ ...deployment.config, logLevel: "silent" }, "restore");
    const seed = await seedFor(deployment, database, log);
    const ctx = createContext({ ...seed.context(), actor: system("restore") });
    await checkJournal(ctx, found);
    const sessions = await store.endSessions(session);
    const lost = await listLost(ctx, manifest.journal.size);
    rememberLost(deployment.directory, lost);
    await noteRestored(ctx, manifest, { sessions, lost: lost.length });
    const again = await eraseListed(ctx, unverified.erased);
    return { readings: stored, sessions, lost: lost.length, again };
  } finally {
    await database.close();
  }
};

import { rm } from "node:fs/promises";
import { join } from "node:path";
import { getKeyText } from "../modules/journal/log/index.ts";
import { changeStep, endRun, insertRun, interruptRuns, markRemoved } from "../modules/upkeep/backup/index.ts";
import { openDeployment } from "../open-deployment.ts";
import { system } from "../platform/actor.ts";
import { type Context, createContext, newId, transact } from "../platform/context.ts";
import { databaseAddress, openDatabase } from "../platform/database.ts";
import { openDirectory } from "../platform/directory.ts";
import { record } from "../platform/journal.ts";
import { openLog } from "../platform/log.ts";
import { type Seed, seedFor } from "../seed.ts";
import { BackupFault, wordsOf } from "./fault.ts";
import { readCover } from "./find.ts";
import { makeBackup, type Step } from "./make.ts";
import { listWhole, openPlace, type Place, removeBackup } from "./place.ts";
import { restoreBackup } from "./restore.ts";
import { canOpen } from "./seal.ts";
import { openSession, tryBackupLock } from "./store.ts";
import { tell } from "./words.ts";

/** What a worker is asked: to make a backup, or to try whether the newest can be restored. */
export interface WorkWish {
  readonly is: "backup" | "test";
  /** Person who asked. */
  readonly by?: string;
  /** Another place than the one that is set. */
  readonly to?: string;
}

const stepEveryMs = 1_000;

interface Work {
  readonly ctx: Context;
  readonly seed: Seed["context"];
  readonly place: Place;
  /** Folder of this city at the place. */
  readonly folder: string;
  readonly wish: WorkWish;
}

const note = (outer: Context, type: string, name: string, changes: Record<string, unknown>): Promise<void> =>
  transact(outer, (ctx) =>
    record(ctx, { type, subject: { kind: "backup", id: name }, areaPath: "", departments: [], changes }),
  );

/** Tells how far it is, now and then. */
const createSteps = ({ ctx }: Work, id: string) => {
  let toldAt = 0;
  return (step: Step): void => {
    if (Date.now() - toldAt < stepEveryMs) return;
    toldAt = Date.now();
    void tell({ is: "step", step });
    void changeStep(ctx.db, id, step).catch(() => undefined);
  };
};

/** What an earlier run began and did not end; nobody else is at work. */
const removeUnfinished = async ({ place, folder }: Work): Promise<void> => {
  const whole = new Set(await listWhole(place, `${folder}/`));
  const names = new Set((await place.list(`${folder}/`)).map((name) => name.split("/").slice(0, -1).join("/")));
  for (const name of names) if (!whole.has(name)) await removeBackup(place, name);
};

/** The oldest beyond what is kept; the newest always stays. */
const removeOld = async ({ ctx, place, folder }: Work): Promise<string[]> => {
  const whole = await listWhole(place, `${folder}/`);
  const old = whole.slice(0, Math.max(0, whole.length - ctx.deployment.config.backup.keep));
  for (const name of old) await removeBackup(place, name);
  await markRemoved(ctx.db, old);
  return old;
};

const stamp = (at: Date): string =>
  at
    .toISOString()
    .replace(/[:.]/g, "")
    .replace(/\d{3}Z$/, "Z");

const make = async (work: Work): Promise<boolean> => {
  const { ctx, place, folder, wish } = work;
  const { deployment } = ctx;
  const [id, name] = [newId(), `${folder}/${stamp(new Date())}`];
  await insertRun(ctx.db, { id, kind: "backup", askedBy: wish.by, place: place.words, name });
  try {
    await removeUnfinished(work);
    const { cover, bytes, missing } = await makeBackup({
      deployment,
      seed: work.seed,
      place,
      name,
      onStep: createSteps(work, id),
    });
    const size = cover.journalSize;
    await endRun(ctx.db, id, { state: "done", bytes, journalSize: size });
    await note(ctx, "backup.made", name, { place: place.words, bytes, size, ...(missing === 0 ? {} : { missing }) });
    await tell({ is: "made", name, bytes, size, missing });
    for (const gone of await removeOld(work)) await note(ctx, "backup.removed", gone, { place: place.words });
    return true;
  } catch (error) {
    await removeBackup(place, name).catch(() => undefined);
    return fail(work, { id, name, type: "backup.failed" }, error);
  }
};

const fail = async (
  { ctx, place }: Work,
  run: { readonly id: string; readonly name: string; readonly type: string },
  error: unknown,
): Promise<false> => {
  const words = wordsOf(error);
  if (!(error instanceof BackupFault)) ctx.log.error({ error, backup: run.name }, "a backup or its test failed");
  await endRun(ctx.db, run.id, { state: "failed", fault: words });
  await note(ctx, run.type, run.name, { place: place.words, zh: words.zh, en: words.en });
  await tell({ is: "fault", words });
  return false;
};

const noIdentity = {
  zh: "本机没有打开备份的密钥（BACKUP_IDENTITY_FILE），不能试恢复；请在持有密钥的机器上用 chengyun restore 试。",
  en: "This machine has nothing to open backups with (BACKUP_IDENTITY_FILE), so no restore can be tried here; try it with chengyun restore where the key is.",
};

const noneYet = { zh: "还没有可试的备份。", en: "There is no backup to try yet." };

/** Restores the newest backup into a folder that is thrown away, with engines of its own, and verifies it. */
const tryRestore = async (work: Work): Promise<boolean> => {
  const { ctx, place, folder, wish } = work;
  const { config, directory } = ctx.deployment;
  const name = (await listWhole(place, `${folder}/`)).at(-1) ?? folder;
  const id = newId();
  await insertRun(ctx.db, { id, kind: "test", askedBy: wish.by, place: place.words, name });
  const root = join(directory.root, "backup-test");
  const began = Date.now();
  try {
    if (!canOpen(config.backup)) throw new BackupFault(noIdentity);
    if (name === folder) throw new BackupFault(noneYet);
    await removeTrial(root);
    const cover = await readCover(place, name);
    const { rows, readings, files } = await restoreBackup({
      ...{ place, name, seal: config.backup, root },
      env: { LOG_LEVEL: "silent" },
      onStep: createSteps(work, id),
    });
    const seconds = Math.round((Date.now() - began) / 1_000);
    // Before it is said to be over: whoever sees that may ask for the next at once.
    await removeTrial(root);
    await endRun(ctx.db, id, { state: "done", journalSize: cover.journalSize });
    await note(ctx, "backup.tested", name, {
      place: place.words,
      size: cover.journalSize,
      rows,
      readings,
      files,
      seconds,
    });
    await tell({ is: "restored", name, lines: [] });
    return true;
  } catch (error) {
    await removeTrial(root);
    return fail(work, { id, name, type: "backup.test-failed" }, error);
  }
};

/** The trial's folder, and what of it had to lie outside. */
const removeTrial = async (root: string): Promise<void> => {
  const { database, sockets } = openDirectory(root);
  for (const path of [database, sockets, root]) await rm(path, { recursive: true, force: true, maxRetries: 10 });
};

const noPlace = {
  zh: "没有设置备份存放处（BACKUP_TO），也没有给出 --to。",
  en: "No place for backups is set (BACKUP_TO), and none was given (--to).",
};

/** Makes or tries a backup of the running city, one at a time, and keeps what came of it; gives an exit code. */
export const work = async (wish: WorkWish): Promise<number> => {
  const deployment = openDeployment();
  const { config, directory } = deployment;
  const log = openLog(config, "backup");
  const address = wish.to ?? config.backup.to;
  if (address === undefined) throw new BackupFault(noPlace);
  const place = openPlace(address, { s3: config.backup.s3, outgoingAllow: config.outgoingAllow });
  const where = databaseAddress(config, directory);
  const session = await openSession(where, "chengyun-backup-turn");
  const database = openDatabase(where, { max: 3, name: "chengyun-backup" });
  try {
    if (!(await tryBackupLock(session))) {
      await tell({ is: "busy" });
      return 4;
    }
    const seed = await seedFor(deployment, database, log);
    const ctx = createContext({ ...seed.context(), actor: system("backup") });
    await interruptRuns(ctx.db);
    const origin = (await getKeyText(ctx)).split("+")[0] ?? "";
    const folder = `${config.city}-${origin.slice(-12)}`;
    const all: Work = { ctx, seed: seed.context, place, folder, wish };
    return (await (wish.is === "backup" ? make(all) : tryRestore(all))) ? 0 : 1;
  } finally {
    await database.close();
    await session.close();
  }
};

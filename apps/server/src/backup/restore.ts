import { createHash } from "node:crypto";
import { chmodSync } from "node:fs";
import { migrations } from "../app.ts";
import { openDeployment } from "../open-deployment.ts";
import { databaseAddress, openDatabase } from "../platform/database.ts";
import type { Deployment } from "../platform/deployment.ts";
import { linkOutside, openDirectory } from "../platform/directory.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../platform/embedded-postgres.ts";
import { failPoint } from "../platform/fail-point.ts";
import { readingsSocket } from "../platform/ingest-link.ts";
import { lockDirectory } from "../platform/lock.ts";
import { migrate } from "../platform/migration.ts";
import {
  copiedTables,
  copyPartIn,
  type Engine,
  emptyStore,
  isStoreEmpty,
  openStore,
  startEngine,
} from "../platform/readings/index.ts";
import { type ArchivedFile, hashed, readArchive, readWhole } from "./archive.ts";
import type { ErasedAgain } from "./erased.ts";
import { BackupFault } from "./fault.ts";
import { findNewest, openManifest, readCover } from "./find.ts";
import type { Step } from "./make.ts";
import type { Place } from "./place.ts";
import { prepareQueues } from "./queues.ts";
import { openOpener, type SealSettings } from "./seal.ts";
import type { Cover, FilePart, Manifest, SignedManifest } from "./shape.ts";
import * as store from "./store.ts";
import { placeFile, releaseTarget, takeTarget } from "./target.ts";
import { verifyRestored } from "./verify.ts";

/** What a restore is given. */
export interface RestoreWish {
  readonly place: Place;
  /** Backup at the place; the newest when absent. */
  readonly name?: string;
  readonly seal: SealSettings;
  /** Data directory, empty or absent. */
  readonly root: string;
  /** Settings of the city to be, beside those of the backup: databases, ports. */
  readonly env: NodeJS.ProcessEnv;
  /** Public key of the journal as it was written down elsewhere; the backup's must be the same. */
  readonly key?: string;
  /** Persons who were erased since. */
  readonly erased?: readonly string[];
  readonly onStep: (step: Step) => void;
}

/** What was restored and verified. */
export interface Restored {
  readonly name: string;
  readonly cover: Cover;
  readonly manifest: Manifest;
  readonly deployment: Deployment;
  readonly tables: number;
  readonly rows: number;
  readonly readings: number;
  readonly files: number;
  /** Sessions of people that were ended. */
  readonly sessions: number;
  /** Checkpoints signed after the backup, as the anchor outside knows them. */
  readonly lost: number;
  /** What became of those who were erased since. */
  readonly again: ErasedAgain;
}

const newer = (steps: readonly string[]): BackupFault =>
  new BackupFault(
    {
      zh: "备份出自更新的程序版本，请用该版本恢复；本程序没有的步骤：",
      en: "The backup was made by a newer program: restore it with that one. Steps this one does not have:",
    },
    steps.slice(0, 5).join(", "),
  );

const differs = (path: string): BackupFault =>
  new BackupFault({ zh: "内容与清单不符：", en: "What was read is not what the manifest says:" }, path);

/** The engines a restore works with, and what ends them. */
interface Engines {
  readonly session: store.Session;
  readonly readings: ReturnType<typeof openStore>;
  readonly close: () => Promise<void>;
}

const startOperations = async (deployment: Deployment): Promise<EmbeddedPostgres | undefined> => {
  const { config, directory } = deployment;
  const address = databaseAddress(config, directory);
  if ("connectionString" in address) return undefined;
  linkOutside(directory);
  const { host: socketDir, user, database, password } = address;
  return startEmbeddedPostgres({
    ...{ dataDir: directory.database, socketDir, user, database, password },
    onLine: () => undefined,
  });
};

/** The schema as it was: exactly the steps the backup names; what came later is the next start's. */
const makeSchema = async (deployment: Deployment, manifest: Manifest): Promise<void> => {
  const database = openDatabase(databaseAddress(deployment.config, deployment.directory), { max: 2 });
  try {
    const steps = Object.fromEntries(manifest.migrations.map((name) => [name, migrations[name]]));
    await migrate(database.db, steps as typeof migrations);
    await prepareQueues(database);
  } finally {
    await database.close();
  }
};

const taken: BackupFault = new BackupFault({
  zh: "目标数据库里已有内容，未恢复，也未改动。",
  en: "The target database holds something already; nothing was restored and nothing was touched.",
});

const takeDatabase = async (session: store.Session): Promise<void> => {
  if (await store.hasMark(session)) await store.clearAll(session);
  else if (await store.holdsAnything(session)) throw taken;
  await store.setMark(session);
};

const openEngines = async (deployment: Deployment, manifest: Manifest): Promise<Engines> => {
  const { config, directory } = deployment;
  const operations = await startOperations(deployment);
  const socket = readingsSocket(directory);
  let engine: Engine | undefined;
  if (config.clickhouseUrl === undefined) engine = await startEngine({ directory: directory.readings, socket });
  const readings = openStore(config.clickhouseUrl === undefined ? { socket } : { url: config.clickhouseUrl });
  const session = await store.openSession(databaseAddress(config, directory), "chengyun-restore");
  const close = async () => {
    await session.close();
    await readings.close();
    await engine?.stop();
    await operations?.stop();
  };
  try {
    const wasBegun = await store.hasMark(session);
    await takeDatabase(session);
    if (!(await isStoreEmpty(readings, manifest.readings.zone))) {
      if (!wasBegun) throw taken;
      await emptyStore(readings);
    }
    await makeSchema(deployment, manifest);
    await store.emptyTables(session, await store.listTables(session));
  } catch (error) {
    await close();
    throw error;
  }
  return { session, readings, close };
};

/** Where the files of an archive go; told of each in its order. */
class Unpacking {
  #engines: Promise<Engines> | undefined;
  #filling: { path: string; filling: store.Filling; hash: ReturnType<typeof createHash> } | undefined;
  readonly #wish: RestoreWish;
  readonly #manifest: Manifest;
  readonly #parts: ReadonlyMap<string, FilePart>;
  readonly seen = new Set<string>();
  deployment: Deployment | undefined;
  rows = 0;

  constructor(wish: RestoreWish, manifest: Manifest) {
    this.#wish = wish;
    this.#manifest = manifest;
    this.#parts = new Map([...manifest.files.parts, ...manifest.readings.parts].map((part) => [part.path, part]));
  }

  /** The engines, started once the keys they need are there. */
  engines(): Promise<Engines> {
    this.#engines ??= this.#start();
    return this.#engines;
  }

  async #start(): Promise<Engines> {
    const { root, env } = this.#wish;
    this.deployment = openDeployment({ ...env, DATA_DIR: root, CITY: this.#manifest.city, CITIES_DIR: `${root}/city` });
    return openEngines(this.deployment, this.#manifest);
  }

  async take(file: ArchivedFile): Promise<void> {
    if (file.path.startsWith("database/")) return this.#takeRows(file);
    await this.endTable();
    const hash = createHash("sha256");
    const content = hashed(file.content, hash);
    if (file.path.startsWith("readings/")) {
      const { readings } = await this.engines();
      const table = copiedTables.find((name) => file.path.startsWith(`readings/${name}/`));
      if (table === undefined) throw differs(file.path);
      await copyPartIn(readings, table, await readWhole(content));
    } else await placeFile(this.#wish.root, file.path, content);
    if (hash.digest("hex") !== this.#parts.get(file.path)?.sha256) throw differs(file.path);
    this.seen.add(file.path);
  }

  async #takeRows(file: ArchivedFile): Promise<void> {
    const path = file.path.slice(0, file.path.lastIndexOf("/"));
    const { session } = await this.engines();
    if (this.#filling?.path !== path) {
      await this.endTable();
      const table = this.#manifest.tables.find(({ schema, name }) => path === `database/${schema}.${name}`);
      if (table === undefined) throw differs(file.path);
      this.#wish.onStep({ is: "database", done: this.seen.size, of: this.#manifest.tables.length });
      this.#filling = { path, filling: store.beginFilling(session, table), hash: createHash("sha256") };
    }
    const block = await readWhole(file.content);
    this.#filling.hash.update(block);
    await this.#filling.filling.add(block);
  }

  /** The table that was being filled has all its rows. */
  async endTable(): Promise<void> {
    const open = this.#filling;
    if (open === undefined) return;
    this.#filling = undefined;
    const rows = await open.filling.end();
    const table = this.#manifest.tables.find(({ schema, name }) => open.path === `database/${schema}.${name}`);
    if (table?.rows !== rows || table.sha256 !== open.hash.digest("hex")) throw differs(open.path);
    this.rows += rows;
    failPoint("restore-table");
  }

  async close(): Promise<void> {
    await (await this.#engines?.catch(() => undefined))?.close();
  }
}

const unpack = async (wish: RestoreWish, unpacking: Unpacking, from: { name: string; cover: Cover }): Promise<void> => {
  let read = 0;
  const opener = openOpener(wish.seal);
  for await (const file of readArchive(wish.place, { name: from.name, volumes: from.cover.volumes }, opener)) {
    await unpacking.take(file);
    read += 1;
    if (file.path.startsWith("files/") && read % 100 === 0) wish.onStep({ is: "files", done: read, of: 0 });
  }
  await unpacking.endTable();
};

/** Everything the manifest names must have come along. */
const checkComplete = (manifest: Manifest, seen: ReadonlySet<string>): void => {
  const missing = [...manifest.files.parts, ...manifest.readings.parts].find(({ path }) => !seen.has(path));
  if (missing !== undefined) throw differs(missing.path);
};

const checkKey = (manifest: Manifest, key: string | undefined): void => {
  if (key !== undefined && key.trim() !== manifest.journal.key)
    throw new BackupFault(
      {
        zh: "备份的日志公钥与给出的不同，备份里是：",
        en: "The journal's key in the backup is not the one given; it is:",
      },
      manifest.journal.key,
    );
};

const inUse = (root: string, pid: string): BackupFault =>
  new BackupFault({ zh: "目标目录正被使用：", en: "The target is in use:" }, `${root} (${pid})`);

const run = async (
  wish: RestoreWish,
  found: { name: string; cover: Cover; manifest: Manifest; signed: SignedManifest },
): Promise<Restored> => {
  const { manifest, name, cover } = found;
  await takeTarget(wish.root, name);
  const lock = await lockDirectory(openDirectory(wish.root));
  if ("heldBy" in lock) throw inUse(wish.root, lock.heldBy);
  const unpacking = new Unpacking(wish, manifest);
  try {
    await unpack(wish, unpacking, found);
    const { session, readings } = await unpacking.engines();
    const { deployment } = unpacking;
    if (deployment === undefined) throw differs("keys");
    checkComplete(manifest, unpacking.seen);
    failPoint("restore-verify");
    const verified = await verifyRestored({
      ...{ deployment, session, readings, found, onStep: wish.onStep },
      erased: wish.erased ?? [],
    });
    await store.dropMark(session);
    const { rows, seen } = unpacking;
    const files = seen.size - manifest.readings.parts.length;
    return { name, cover, manifest, deployment, tables: manifest.tables.length, rows, files, ...verified };
  } finally {
    await unpacking.close();
    await lock.release();
  }
};

/**
 * Restores a backup into an empty data directory (and databases) and verifies it: every digest, every count, and the
 * whole journal against the checkpoint that was signed when it was made. What does not end well is no city.
 */
export const restoreBackup = async (wish: RestoreWish): Promise<Restored> => {
  const name = wish.name ?? (await findNewest(wish.place));
  const cover = await readCover(wish.place, name);
  const { manifest, signed } = await openManifest(wish.place, name, { cover, opener: openOpener(wish.seal) });
  checkKey(manifest, wish.key);
  const unknown = manifest.migrations.filter((step) => migrations[step] === undefined);
  if (unknown.length > 0) throw newer(unknown);
  const restored = await run(wish, { name, cover, manifest, signed });
  chmodSync(wish.root, 0o755);
  await releaseTarget(wish.root);
  return restored;
};

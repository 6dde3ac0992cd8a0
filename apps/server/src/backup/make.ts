import { createReadStream } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { getKeyText, signSnapshot, signWords } from "../modules/journal/log/index.ts";
import { system } from "../platform/actor.ts";
import { type Context, type ContextSeed, createContext } from "../platform/context.ts";
import { databaseAddress } from "../platform/database.ts";
import type { Deployment } from "../platform/deployment.ts";
import { failPoint } from "../platform/fail-point.ts";
import { findCitiesDir } from "../platform/home.ts";
import { readingsSocket } from "../platform/ingest-link.ts";
import {
  copiedTables,
  copyPartOut,
  findBorders,
  listCopyParts,
  openStore,
  type StoreAddress,
} from "../platform/readings/index.ts";
import { type ArchiveWriter, sha256Of, writeArchive } from "./archive.ts";
import type { Place } from "./place.ts";
import { programVersion } from "./program.ts";
import { openSealer, sealedFor } from "./seal.ts";
import { type Cover, type FilePart, format, type Manifest, manifestName, type TablePart, wholeName } from "./shape.ts";
import * as store from "./store.ts";

/** What people are shown while it goes on. */
export interface Step {
  readonly is: "database" | "files" | "readings" | "journal";
  readonly done: number;
  readonly of: number;
}

/** What making a backup takes. */
export interface MakeWish {
  readonly deployment: Deployment;
  readonly seed: () => Omit<ContextSeed, "actor">;
  readonly place: Place;
  /** Folder at the place, of this city alone. */
  readonly name: string;
  readonly onStep: (step: Step) => void;
}

/** What was made. */
export interface Made {
  readonly cover: Cover;
  readonly bytes: number;
  /** Photos that rows refer to and that are gone from the disk. */
  readonly missing: number;
}

const listFiles = async (root: string): Promise<string[]> => {
  const items = await readdir(root, { withFileTypes: true, recursive: true }).catch(() => []);
  return items.filter((item) => item.isFile()).map((item) => relative(root, join(item.parentPath, item.name)));
};

/** Files of a folder that hardly anybody changes, read whole. */
const addFolder = async (
  archive: ArchiveWriter,
  folder: string,
  as: string,
  isMeant = (_: string) => true,
): Promise<FilePart[]> => {
  const parts: FilePart[] = [];
  for (const name of (await listFiles(folder)).filter(isMeant).sort()) {
    const bytes = await readFile(join(folder, name)).catch(() => undefined);
    if (bytes !== undefined) parts.push(await archive.add(`${as}/${name}`, bytes));
  }
  return parts;
};

/** Every table in the snapshot, block by block. */
const addTables = async (
  archive: ArchiveWriter,
  session: store.Session,
  onStep: MakeWish["onStep"],
): Promise<TablePart[]> => {
  const tables = await store.listTables(session);
  const parts: TablePart[] = [];
  for (const table of tables) {
    onStep({ is: "database", done: parts.length, of: tables.length });
    const rows = store.copyOut(session, table);
    for (let block = 1; ; block += 1) {
      const next = await rows.next();
      if (next.done === true) {
        parts.push({ ...table, columns: [...table.columns], ...next.value });
        break;
      }
      const name = `database/${table.schema}.${table.name}/${String(block).padStart(6, "0")}`;
      await archive.add(name, next.value);
    }
  }
  return parts;
};

/** Photos and uploads as they lie now: what a snapshot refers to was written before it, and nothing is written over. */
const addFiles = async (archive: ArchiveWriter, root: string, onStep: MakeWish["onStep"]): Promise<FilePart[]> => {
  const names = (await listFiles(root)).sort();
  const parts: FilePart[] = [];
  for (const name of names) {
    if (parts.length % 100 === 0) onStep({ is: "files", done: parts.length, of: names.length });
    const path = join(root, name);
    const found = await stat(path).catch(() => undefined);
    // An import that was thrown away meanwhile takes its file along.
    if (found === undefined) continue;
    const content =
      found.size === 0 ? [] : (createReadStream(path, { start: 0, end: found.size - 1 }) as AsyncIterable<Buffer>);
    parts.push(await archive.addStream(`files/${name}`, found.size, content as AsyncIterable<Buffer>));
  }
  return parts;
};

const readingsAddress = ({ config, directory }: Deployment): StoreAddress =>
  config.clickhouseUrl === undefined ? { socket: readingsSocket(directory) } : { url: config.clickhouseUrl };

/** Readings of every stream the snapshot knows, in parts of bounded size. */
const addReadings = async (
  archive: ArchiveWriter,
  { deployment, onStep }: MakeWish,
  lastStream: number,
): Promise<Manifest["readings"]> => {
  const readings = openStore(readingsAddress(deployment));
  try {
    const borders = await findBorders(readings);
    const tables: Record<string, number> = {};
    const parts: FilePart[] = [];
    for (const table of copiedTables) {
      const due = await listCopyParts(readings, table, lastStream);
      tables[table] = 0;
      for (const [at, part] of due.entries()) {
        onStep({ is: "readings", done: at, of: due.length });
        const { rows, bytes } = await copyPartOut(readings, part);
        tables[table] += rows;
        parts.push(await archive.add(`readings/${table}/${String(at + 1).padStart(6, "0")}.parquet`, bytes));
      }
    }
    return { zone: deployment.profile.zone, borders, lastStream, tables, parts };
  } finally {
    await readings.close();
  }
};

const secretName = /SECRET|PASSWORD|URL|KEY$/;

/** Settings of the start, so that who restores knows them; those that are or hold a secret by their name only. */
const settingsOf = ({ config }: Deployment): Record<string, string> => {
  const shown = { CITY: config.city, HOST: config.host, PORT: String(config.port), MQTT_PORT: String(config.mqttPort) };
  const named = [
    "DATABASE_URL",
    "CLICKHOUSE_URL",
    "WITNESSES",
    "WITNESS_QUORUM",
    "ANCHOR_DIR",
    "ANCHOR_TSA_ROOTS",
    "ANCHOR_TSA_URL",
    "TLS_CERT",
    "OUTGOING_ALLOW",
  ];
  const given = Object.fromEntries(
    named.flatMap((name) => {
      const value = process.env[name];
      return value === undefined || value === "" ? [] : [[name, secretName.test(name) ? "(set)" : value]];
    }),
  );
  return { ...shown, ...given };
};

interface Parts {
  readonly journal: Manifest["journal"];
  readonly migrations: string[];
  readonly operations: string;
  readonly tables: TablePart[];
  readonly sequences: Manifest["sequences"];
  readonly lastStream: number;
  readonly photos: string[];
  readonly keys: FilePart[];
}

/** All that is read in the snapshot; the keys too, for whatever the rows were sealed with was made before. */
const addSnapshot = async (archive: ArchiveWriter, wish: MakeWish): Promise<Parts> => {
  const { deployment, seed, onStep } = wish;
  const session = await store.openSession(databaseAddress(deployment.config, deployment.directory), "chengyun-backup");
  try {
    await store.beginSnapshot(session);
    const ctx: Context = createContext({ ...seed(), db: session.db, actor: system("backup") });
    const keys = await addFolder(archive, deployment.directory.keys, "keys", (name) => !name.endsWith(".new"));
    const { size, root, note } = await signSnapshot(ctx);
    const waiting = await store.countWaiting(session);
    return {
      keys,
      journal: { size, root, note, key: await getKeyText(ctx), waiting },
      migrations: await store.listMigrations(session),
      operations: `PostgreSQL ${await store.findEngine(session)}`,
      lastStream: await store.findLastStream(session),
      photos: await store.listPhotoIds(session),
      sequences: await store.listSequences(session),
      tables: await addTables(archive, session, onStep),
    };
  } finally {
    await session.close();
  }
};

/** Photos that rows refer to and that are gone from the disk. */
const listMissing = (photos: readonly string[], files: readonly FilePart[]): string[] => {
  const there = new Set(files.map(({ path }) => path));
  return photos.filter((id) => !there.has(`files/${id.slice(-2)}/${id}.jpg`));
};

const addAll = async (archive: ArchiveWriter, wish: MakeWish): Promise<Omit<Manifest, "volumes">> => {
  const { deployment, name, onStep } = wish;
  const { directory, config } = deployment;
  // The rules' states before the snapshot: what was received since is judged again after a restore, and told once.
  const ingest = await addFolder(archive, join(directory.root, "ingest"), "ingest", (file) => file.endsWith(".json"));
  const { keys, photos, lastStream, operations, ...snapshot } = await addSnapshot(archive, wish);
  failPoint("backup-snapshot");
  const city = join(findCitiesDir(config.citiesDir, config.city), config.city);
  const profile = await addFolder(archive, city, `city/${config.city}`);
  const files = await addFiles(archive, directory.files, onStep);
  const readings = await addReadings(archive, wish, lastStream);
  return {
    ...{ format, name, city: config.city, madeAt: new Date().toISOString(), program: programVersion() },
    engines: { operations, readings: config.clickhouseUrl === undefined ? "embedded" : "server" },
    settings: settingsOf(deployment),
    ...snapshot,
    readings,
    files: { missing: listMissing(photos, files), parts: [...ingest, ...keys, ...profile, ...files] },
  };
};

/** Makes one backup while the city runs; it counts from the moment its last file is at the place. */
export const makeBackup = async (wish: MakeWish): Promise<Made> => {
  const { deployment, place, name } = wish;
  const archive = await writeArchive(place, name, openSealer(deployment.config.backup));
  const content = await addAll(archive, wish);
  const volumes = await archive.end();
  const manifest = JSON.stringify({ ...content, volumes } satisfies Manifest);
  const signed = JSON.stringify({ manifest, signature: signWords(deployment, "backup", manifest) });
  const sealed = Buffer.from(await openSealer(deployment.config.backup).encrypt(signed));
  await place.put(`${name}/${manifestName}`, sealed);
  failPoint("backup-manifest");
  const cover: Cover = {
    ...{ format, name, city: content.city, madeAt: content.madeAt, program: content.program },
    sealedFor: sealedFor(deployment.config.backup),
    journalSize: content.journal.size,
    volumes: [...volumes],
    manifest: { bytes: sealed.length, sha256: sha256Of(sealed) },
  };
  await place.put(`${name}/${wholeName}`, Buffer.from(`${JSON.stringify(cover, undefined, 1)}\n`));
  const bytes = sealed.length + volumes.reduce((sum, volume) => sum + volume.bytes, 0);
  return { cover, bytes, missing: content.files.missing.length };
};

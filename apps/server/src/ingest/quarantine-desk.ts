import { createHash } from "node:crypto";
import { open, readFile, rename, rm } from "node:fs/promises";
import type { Label } from "@chengyun/kernel";
import { keepQuarantined, type NewQuarantined, type QuarantineReason } from "../modules/sensing/quarantine/index.ts";
import { newId } from "../platform/context.ts";
import type { Db } from "../platform/database.ts";

/** What is put aside, as the intake knows it. */
export interface PutAside {
  readonly reason: QuarantineReason;
  readonly deviceId: string | undefined;
  readonly address: string | undefined;
  readonly detail: Label;
  readonly payload?: string;
  readonly areaPath?: string;
  /** What makes two of a device the same besides the reason; a payload's digest by itself. */
  readonly about?: string;
}

/** Puts things aside: kept in the operations store, or in a file while that is away. */
export interface QuarantineDesk {
  /** Calls back when it is on disk somewhere. */
  readonly put: (item: PutAside, kept?: () => void) => void;
  readonly flush: () => Promise<void>;
  readonly pending: () => number;
  readonly close: () => Promise<void>;
}

const flushMs = 500;
/** New rows of strangers in an hour, and of one known device; more are counted together. */
const mostStrangers = 200;
const mostOfDevice = 20;
const hourMs = 3_600_000;

type Pending = { -readonly [Key in keyof NewQuarantined]: NewQuarantined[Key] };

const digest = (text: string): string => createHash("sha256").update(text).digest("base64url").slice(0, 22);

/** Decides which things share a row, so that nobody can fill the table from outside. */
const createKeys = (now: () => number) => {
  let hour = 0;
  let strangers = new Set<string>();
  let rows = new Map<string, Set<string>>();
  return (item: PutAside): { key: string; folded: boolean } => {
    const current = Math.floor(now() / hourMs);
    if (current !== hour) {
      hour = current;
      strangers = new Set();
      rows = new Map();
    }
    if (item.areaPath === undefined) {
      const key = digest(`${item.reason}|${item.deviceId ?? ""}|${item.address ?? ""}`);
      if (!strangers.has(key) && strangers.size >= mostStrangers) return { key: `${item.reason}|many`, folded: true };
      strangers.add(key);
      return { key, folded: false };
    }
    const about = item.about ?? digest(item.payload ?? "");
    const own = rows.get(`${item.deviceId}`) ?? new Set<string>();
    rows.set(`${item.deviceId}`, own);
    const key = `${item.reason}|${item.deviceId}|${about}`;
    if (!own.has(key) && own.size >= mostOfDevice)
      return { key: `${item.reason}|${item.deviceId}|more`, folded: false };
    own.add(key);
    return { key, folded: false };
  };
};

/** The file in which pending items wait while the operations store is away. */
const createFile = (path: string) => ({
  save: async (items: readonly NewQuarantined[]) => {
    const file = await open(`${path}.new`, "w", 0o600);
    try {
      await file.writeFile(JSON.stringify(items));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${path}.new`, path);
  },
  load: async (): Promise<Pending[]> => {
    const text = await readFile(path, "utf8").catch(() => "[]");
    try {
      return JSON.parse(text) as Pending[];
    } catch {
      return [];
    }
  },
  remove: () => rm(path, { force: true }),
});

const toPending = (item: PutAside, key: string, folded: boolean, at: number): Pending => ({
  id: newId(),
  key,
  reason: item.reason,
  deviceId: folded ? undefined : item.deviceId?.slice(0, 200),
  address: folded ? undefined : item.address,
  detail: item.detail,
  payload: item.payload,
  areaPath: item.areaPath ?? "",
  count: 1,
  firstAt: at,
  lastAt: at,
});

/** Opens the desk; what a crash left in its file is written first. */
export const openQuarantineDesk = async (options: {
  readonly db: Db;
  readonly path: string;
  readonly now: () => number;
  /** Told whether the operations store answered. */
  readonly onDatabase: (ok: boolean) => void;
}): Promise<QuarantineDesk> => {
  const { db, now, onDatabase } = options;
  const file = createFile(options.path);
  const keyOf = createKeys(now);
  const pending = new Map((await file.load()).map((item) => [item.key, item]));
  let waiting: (() => void)[] = [];
  let isInFile = pending.size > 0;
  let turn: Promise<void> = Promise.resolve();

  const write = async () => {
    if (pending.size === 0 && waiting.length === 0) return;
    const items = [...pending.values()];
    const told = waiting;
    pending.clear();
    waiting = [];
    try {
      await keepQuarantined(db, items);
      onDatabase(true);
      if (isInFile) await file.remove();
      isInFile = false;
    } catch {
      onDatabase(false);
      for (const item of items) {
        const newer = pending.get(item.key);
        if (newer === undefined) pending.set(item.key, item);
        else Object.assign(newer, { count: newer.count + item.count, firstAt: item.firstAt });
      }
      await file.save([...pending.values()]);
      isInFile = true;
    }
    for (const kept of told) kept();
  };
  const flush = (): Promise<void> => {
    turn = turn.then(write).catch(() => undefined);
    return turn;
  };
  const timer = setInterval(() => void flush(), flushMs);
  return {
    put: (item, kept) => {
      const { key, folded } = keyOf(item);
      const at = now();
      const known = pending.get(key);
      if (known === undefined) pending.set(key, toPending(item, key, folded, at));
      else {
        known.count += 1;
        known.lastAt = at;
      }
      if (kept !== undefined) waiting.push(kept);
    },
    flush,
    pending: () => pending.size,
    close: async () => {
      clearInterval(timer);
      await flush();
    },
  };
};

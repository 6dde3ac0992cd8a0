import { createHash } from "node:crypto";
import { open, readFile, rename, rm } from "node:fs/promises";
import type { Label } from "@chengyun/kernel";
import { keepQuarantined, type NewQuarantined, type QuarantineReason } from "../modules/sensing/quarantine/index.ts";
import { newId } from "../platform/context.ts";
import type { Db } from "../platform/database.ts";
import type { Log } from "../platform/log.ts";
import { toPlainText } from "../platform/plain-text.ts";
import { isWorthAnotherTry } from "./store-verdict.ts";

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
  /** Rows given up, because the operations store can't take them. */
  readonly failed: () => number;
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
class RowKeys {
  readonly #now: () => number;
  #hour = 0;
  #strangers = new Set<string>();
  #rows = new Map<string, Set<string>>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** `folded`: too many strangers; who they are is no longer kept. */
  of(item: PutAside): { key: string; folded: boolean } {
    const hour = Math.floor(this.#now() / hourMs);
    if (hour !== this.#hour) {
      this.#hour = hour;
      this.#strangers = new Set();
      this.#rows = new Map();
    }
    return item.areaPath === undefined ? this.#ofStranger(item) : { key: this.#ofDevice(item), folded: false };
  }

  #ofStranger(item: PutAside): { key: string; folded: boolean } {
    const key = digest(`${item.reason}|${item.deviceId ?? ""}|${item.address ?? ""}`);
    if (!this.#strangers.has(key) && this.#strangers.size >= mostStrangers)
      return { key: `${item.reason}|many`, folded: true };
    this.#strangers.add(key);
    return { key, folded: false };
  }

  #ofDevice({ reason, deviceId, about, payload }: PutAside): string {
    const own = this.#rows.get(`${deviceId}`) ?? new Set<string>();
    this.#rows.set(`${deviceId}`, own);
    const key = `${reason}|${deviceId}|${about ?? digest(payload ?? "")}`;
    if (!own.has(key) && own.size >= mostOfDevice) return `${reason}|${deviceId}|more`;
    own.add(key);
    return key;
  }
}

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

const longestId = 200;

/** Devices write what they like; from here on it is text that can be kept. */
const toPlain = (item: PutAside): PutAside => ({
  reason: item.reason,
  deviceId: item.deviceId === undefined ? undefined : toPlainText(item.deviceId.slice(0, longestId)),
  address: item.address,
  detail: { zh: toPlainText(item.detail.zh), en: toPlainText(item.detail.en) },
  ...(item.payload === undefined ? {} : { payload: toPlainText(item.payload) }),
  ...(item.areaPath === undefined ? {} : { areaPath: item.areaPath }),
  ...(item.about === undefined ? {} : { about: toPlainText(item.about) }),
});

const toPending = (item: PutAside, key: string, folded: boolean, at: number): Pending => ({
  id: newId(),
  key,
  reason: item.reason,
  deviceId: folded ? undefined : item.deviceId,
  address: folded ? undefined : item.address,
  detail: item.detail,
  payload: item.payload,
  areaPath: item.areaPath ?? "",
  count: 1,
  firstAt: at,
  lastAt: at,
});

/** Writes rows to the operations store; counts those it will never take. */
class RowWriter {
  readonly #db: Db;
  readonly #log: Log;
  failed = 0;

  constructor(db: Db, log: Log) {
    this.#db = db;
    this.#log = log;
  }

  /** Rows not written because the store is away; those it refuses are left out, and the others are not. */
  async write(items: readonly Pending[]): Promise<readonly Pending[]> {
    try {
      await keepQuarantined(this.#db, items);
      return [];
    } catch (error) {
      if (isWorthAnotherTry(error)) return items;
    }
    return this.#writeEach(items);
  }

  async #writeEach(items: readonly Pending[]): Promise<readonly Pending[]> {
    for (const [index, item] of items.entries()) {
      try {
        await keepQuarantined(this.#db, [item]);
      } catch (error) {
        if (isWorthAnotherTry(error)) return items.slice(index);
        this.failed += 1;
        this.#log.error(
          { error, reason: item.reason, id: item.id },
          "a quarantined item cannot be kept and is given up",
        );
      }
    }
    return [];
  }
}

/** What could not be written waits with what came meanwhile. */
const putBack = (pending: Map<string, Pending>, items: readonly Pending[]): void => {
  for (const item of items) {
    const newer = pending.get(item.key);
    if (newer === undefined) pending.set(item.key, item);
    else Object.assign(newer, { count: newer.count + item.count, firstAt: item.firstAt });
  }
};

/** What the desk works with. */
export interface DeskOptions {
  readonly db: Db;
  readonly path: string;
  readonly now: () => number;
  readonly log: Log;
  /** Told whether the operations store answered. */
  readonly onDatabase: (ok: boolean) => void;
}

/** Opens the desk; what a crash left in its file is written first. */
export const openQuarantineDesk = async (options: DeskOptions): Promise<QuarantineDesk> => {
  const { now, onDatabase } = options;
  const rows = new RowWriter(options.db, options.log);
  const file = createFile(options.path);
  const keys = new RowKeys(now);
  const pending = new Map((await file.load()).map((item) => [item.key, item]));
  let waiting: (() => void)[] = [];
  let isInFile = pending.size > 0;
  let turn: Promise<void> = Promise.resolve();

  const keep = async (items: readonly Pending[]): Promise<void> => {
    const left = await rows.write(items);
    onDatabase(left.length === 0);
    if (left.length > 0) {
      putBack(pending, left);
      await file.save([...pending.values()]);
      isInFile = true;
      return;
    }
    if (isInFile) await file.remove();
    isInFile = false;
  };
  const write = async () => {
    if (pending.size === 0 && waiting.length === 0) return;
    const items = [...pending.values()];
    const told = waiting;
    pending.clear();
    waiting = [];
    await keep(items);
    for (const kept of told) kept();
  };
  const flush = (): Promise<void> => {
    turn = turn.then(write).catch(() => undefined);
    return turn;
  };
  const timer = setInterval(() => void flush(), flushMs);
  return {
    put: (given, kept) => {
      const item = toPlain(given);
      const { key, folded } = keys.of(item);
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
    failed: () => rows.failed,
    close: async () => {
      clearInterval(timer);
      await flush();
    },
  };
};

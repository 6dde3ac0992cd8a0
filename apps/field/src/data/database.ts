import type { Case, TaskRow, TimelineEntry } from "@chengyun/contracts";
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Writing } from "./writing.ts";

/** A photo taken here, made small, with where and when. */
export interface KeptPhoto {
  readonly id: string;
  readonly blob: Blob;
  /** Server time, in milliseconds. */
  readonly takenAt: number;
  readonly position: readonly [number, number] | undefined;
}

/** A case as it was when it was last asked for. */
export interface KeptCase {
  readonly id: string;
  readonly subject: Case;
  readonly timeline: readonly TimelineEntry[];
  /** Server time of the answer. */
  readonly at: number;
}

interface FieldSchema extends DBSchema {
  /** Whatever there is one of: who is signed in, the city, categories, the base map, … */
  single: { key: string; value: unknown };
  tasks: { key: string; value: TaskRow };
  cases: { key: string; value: KeptCase };
  writings: { key: string; value: Writing };
  photos: { key: string; value: KeptPhoto };
  /** What is being typed, by form: kept letter by letter. */
  drafts: { key: string; value: unknown };
}

/** Stores of this phone. */
export type FieldDatabase = IDBPDatabase<FieldSchema>;

/** The phone has no room left; what was to be kept was not. */
export class StorageFull extends Error {}

const databaseName = "chengyun-field";

/** Opens the phone's own store. */
export const openField = (): Promise<FieldDatabase> =>
  openDB<FieldSchema>(databaseName, 1, {
    upgrade: (db) => {
      db.createObjectStore("single");
      for (const name of ["tasks", "cases", "writings", "photos"] as const)
        db.createObjectStore(name, { keyPath: "id" });
      db.createObjectStore("drafts");
    },
  });

let opened: Promise<FieldDatabase> | undefined;

/** The one open store. */
export const field = (): Promise<FieldDatabase> => {
  opened ??= openField();
  return opened;
};

/** Runs a write; a full phone is said so instead of being any fault. */
export const keep = async <Result>(write: (db: FieldDatabase) => Promise<Result>): Promise<Result> => {
  try {
    return await write(await field());
  } catch (fault) {
    if (fault instanceof DOMException && fault.name === "QuotaExceededError") throw new StorageFull();
    throw fault;
  }
};

/** Whether there was room for something that is no loss where there is none: it is known otherwise, or asked for again. */
export const keepIfRoom = async (kept: Promise<unknown>): Promise<boolean> => {
  try {
    await kept;
    return true;
  } catch (fault) {
    if (fault instanceof StorageFull) return false;
    throw fault;
  }
};

/** Reads what there is one of. */
export const recall = async <Value>(name: string): Promise<Value | undefined> =>
  (await (await field()).get("single", name)) as Value | undefined;

export const remember = (name: string, value: unknown): Promise<unknown> => keep((db) => db.put("single", value, name));

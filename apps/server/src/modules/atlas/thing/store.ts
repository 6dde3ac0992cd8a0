import type { Label } from "@chengyun/kernel";
import { type ColumnType, type Generated, type Selectable, sql } from "kysely";
import type { Db } from "../../../platform/database.ts";
import { type Box, boxText } from "../../../platform/geometry.ts";
import type { Attributes, LinkRecord, OpenAlarm, OpenAlarms, ThingRecord } from "./model.ts";

type Json<Value> = ColumnType<Value, string, string>;

interface ThingTable {
  id: string;
  no: Generated<number>;
  ref: string;
  type: string;
  code: string | null;
  name: Json<Label>;
  longitude: number;
  latitude: number;
  at_box: ColumnType<string, never, never>;
  attributes: Json<Attributes>;
  area_path: string;
  department_id: string | null;
  retired: Generated<boolean>;
  open_alarms: ColumnType<OpenAlarms, string | undefined, string>;
  search: string | null;
  touched: ColumnType<string, never, never>;
}

interface LinkTable {
  id: string;
  no: Generated<number>;
  ref: string;
  type: string;
  from_id: string;
  to_id: string;
  line: Json<LinkRecord["line"]>;
  at_box: string;
  attributes: Json<LinkRecord["attributes"]>;
  area_path: Generated<string>;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    things: ThingTable;
    links: LinkTable;
  }
}

/** What things are asked by; `areaPath` is the asker's scope and the area wished for at once. */
export interface ThingFilter {
  readonly box?: Box | undefined;
  readonly type?: string | undefined;
  readonly areaPaths: readonly string[];
  readonly words?: string | undefined;
  readonly alarmed?: boolean | undefined;
  readonly afterNo?: number | undefined;
  readonly limit: number;
}

const toThing = (row: Omit<Selectable<ThingTable>, "at_box" | "search" | "touched">): ThingRecord => ({
  id: row.id,
  no: row.no,
  ref: row.ref,
  type: row.type,
  code: row.code ?? undefined,
  name: row.name,
  position: [row.longitude, row.latitude],
  attributes: row.attributes,
  areaPath: row.area_path,
  departmentId: row.department_id ?? undefined,
  retired: row.retired,
  openAlarms: row.open_alarms,
});

const toLink = (row: Omit<Selectable<LinkTable>, "at_box" | "area_path">): LinkRecord => ({
  id: row.id,
  no: row.no,
  ref: row.ref,
  type: row.type,
  fromId: row.from_id,
  toId: row.to_id,
  line: row.line,
  attributes: row.attributes,
});

const columns = [
  "id",
  "no",
  "ref",
  "type",
  "code",
  "name",
  "longitude",
  "latitude",
  "attributes",
  "area_path",
  "department_id",
  "retired",
  "open_alarms",
] as const;
const linkColumns = ["id", "no", "ref", "type", "from_id", "to_id", "line", "attributes"] as const;

/** LIKE treats these as patterns; people type them as letters. */
const escapeLike = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);

export const insertThing = async (
  db: Db,
  thing: Omit<ThingRecord, "no" | "retired" | "openAlarms">,
  words: readonly string[],
): Promise<number> => {
  const { no } = await db
    .insertInto("things")
    .values({
      id: thing.id,
      ref: thing.ref,
      type: thing.type,
      code: thing.code ?? null,
      name: JSON.stringify(thing.name),
      longitude: thing.position[0],
      latitude: thing.position[1],
      attributes: JSON.stringify(thing.attributes),
      area_path: thing.areaPath,
      department_id: thing.departmentId ?? null,
      search: sql<string>`array_to_tsvector(${[...words]}::text[])`,
    })
    .returning("no")
    .executeTakeFirstOrThrow();
  return no;
};

export const updateThing = async (
  db: Db,
  id: string,
  set: Partial<
    Pick<ThingRecord, "attributes" | "name" | "retired" | "position" | "areaPath" | "code" | "departmentId">
  > & {
    /** By which it is found. */
    readonly words?: readonly string[];
  },
): Promise<void> => {
  await db
    .updateTable("things")
    .set({
      ...(set.attributes === undefined ? {} : { attributes: JSON.stringify(set.attributes) }),
      ...(set.name === undefined ? {} : { name: JSON.stringify(set.name) }),
      ...(set.retired === undefined ? {} : { retired: set.retired }),
      ...(set.position === undefined ? {} : { longitude: set.position[0], latitude: set.position[1] }),
      ...(set.areaPath === undefined ? {} : { area_path: set.areaPath }),
      ...(set.code === undefined ? {} : { code: set.code }),
      ...(set.departmentId === undefined ? {} : { department_id: set.departmentId }),
      ...(set.words === undefined ? {} : { search: sql<string>`array_to_tsvector(${[...set.words]}::text[])` }),
    })
    .where("id", "=", id)
    .execute();
  // A link belongs to the area it begins in.
  if (set.areaPath !== undefined)
    await db.updateTable("links").set({ area_path: set.areaPath }).where("from_id", "=", id).execute();
};

/** Puts an open alarm on a thing, or takes it off. */
export const updateOpenAlarm = async (
  db: Db,
  thingId: string,
  alarmId: string,
  alarm: OpenAlarm | undefined,
): Promise<void> => {
  await db
    .updateTable("things")
    .set({
      open_alarms:
        alarm === undefined
          ? sql`open_alarms - ${alarmId}::text`
          : sql`open_alarms || jsonb_build_object(${alarmId}::text, ${JSON.stringify(alarm)}::jsonb)`,
    })
    .where("id", "=", thingId)
    .execute();
};

export const findThing = async (db: Db, by: { id: string } | { ref: string }): Promise<ThingRecord | undefined> => {
  const asked = db.selectFrom("things").select(columns);
  const row = await ("id" in by ? asked.where("id", "=", by.id) : asked.where("ref", "=", by.ref)).executeTakeFirst();
  return row === undefined ? undefined : toThing(row);
};

/** Things in use by their refs; those nobody knows are absent. */
export const findThingsByRef = async (db: Db, refs: readonly string[]): Promise<ReadonlyMap<string, ThingRecord>> => {
  const rows = await db
    .selectFrom("things")
    .select(columns)
    .where(sql<boolean>`ref = ANY (${[...refs]}::text[])`)
    .where("retired", "=", false)
    .execute();
  return new Map(rows.map((row) => [row.ref, toThing(row)]));
};

export const listThingsById = async (db: Db, ids: readonly string[]): Promise<ThingRecord[]> =>
  ids.length === 0
    ? []
    : (
        await db
          .selectFrom("things")
          .select(columns)
          .where("id", "in", [...ids])
          .execute()
      ).map(toThing);

export const listThings = async (db: Db, filter: ThingFilter): Promise<ThingRecord[]> => {
  let asked = db.selectFrom("things").select(columns).where("retired", "=", false);
  for (const path of filter.areaPaths) asked = asked.where("area_path", "like", `${escapeLike(path)}%`);
  if (filter.box !== undefined) asked = asked.where(sql<boolean>`at_box && ${boxText(filter.box)}::box`);
  if (filter.type !== undefined) asked = asked.where("type", "=", filter.type);
  if (filter.afterNo !== undefined) asked = asked.where("no", ">", filter.afterNo);
  if (filter.alarmed === true) asked = asked.where(sql<boolean>`open_alarms <> '{}'`);
  if (filter.words !== undefined) {
    const pattern = `%${escapeLike(filter.words)}%`;
    asked = asked.where((by) =>
      by.or([
        by(sql<string>`name->>'zh'`, "ilike", pattern),
        by(sql<string>`name->>'en'`, "ilike", pattern),
        by("ref", "ilike", pattern),
      ]),
    );
  }
  return (await asked.orderBy("no").limit(filter.limit).execute()).map(toThing);
};

/** Links that end or begin at a thing. */
export const listLinksOf = async (db: Db, thingId: string): Promise<LinkRecord[]> =>
  (
    await db
      .selectFrom("links")
      .select(linkColumns)
      .where((by) => by.or([by("from_id", "=", thingId), by("to_id", "=", thingId)]))
      .orderBy("no")
      .execute()
  ).map(toLink);

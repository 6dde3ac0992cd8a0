import { type Flow, type Label, stageAfter } from "@chengyun/kernel";
import { sql } from "kysely";
import type { Db } from "../../../platform/database.ts";
import { boxText } from "../../../platform/geometry.ts";
import { toPlainJson } from "../../../platform/plain-text.ts";
import type { Attributes } from "./model.ts";

/** A thing ready to be written, with the words it is found by. */
export interface BulkThing {
  readonly id: string;
  readonly ref: string;
  readonly type: string;
  readonly code: string | undefined;
  readonly name: Label;
  readonly position: readonly [number, number];
  readonly attributes: Attributes;
  readonly areaPath: string;
  readonly departmentId: string | undefined;
  readonly words: readonly string[];
}

/** A thing there is, as far as a row may change it. */
export interface HeldThing extends Omit<BulkThing, "words"> {
  readonly retired: boolean;
}

/** Things by ref; to be written, their subjects are locked in one order for everybody. */
export const findHeld = async (
  db: Db,
  refs: readonly string[],
  { lock }: { readonly lock: boolean },
): Promise<ReadonlyMap<string, HeldThing>> => {
  const { rows } = await sql<{
    id: string;
    ref: string;
    type: string;
    code: string | null;
    name: Label;
    longitude: number;
    latitude: number;
    attributes: Attributes;
    area_path: string;
    department_id: string | null;
    retired: boolean;
  }>`
    SELECT things.id, ref, type, code, name, longitude, latitude, attributes, things.area_path, department_id, retired
    FROM things JOIN subjects ON subjects.id = things.id
    WHERE ref = ANY (${[...refs]}::text[]) ORDER BY things.id ${lock ? sql`FOR UPDATE OF subjects` : sql``}`.execute(
    db,
  );
  return new Map(
    rows.map((row) => [
      row.ref,
      {
        id: row.id,
        ref: row.ref,
        type: row.type,
        code: row.code ?? undefined,
        name: row.name,
        position: [row.longitude, row.latitude],
        attributes: row.attributes,
        areaPath: row.area_path,
        departmentId: row.department_id ?? undefined,
        retired: row.retired,
      },
    ]),
  );
};

const sameAttributes = (one: Attributes, other: Attributes): boolean =>
  Object.keys({ ...one, ...other }).every((name) => one[name] === other[name]);

type Said = Pick<HeldThing, "code" | "name" | "position" | "areaPath" | "departmentId" | "attributes">;

/** Whether a row says of a thing what is known of it; a department that isn't named stays. */
export const isSame = (held: Said, row: Said): boolean =>
  held.code === row.code &&
  held.name.zh === row.name.zh &&
  held.name.en === row.name.en &&
  held.position[0] === row.position[0] &&
  held.position[1] === row.position[1] &&
  held.areaPath === row.areaPath &&
  (row.departmentId === undefined || held.departmentId === row.departmentId) &&
  sameAttributes(held.attributes, row.attributes);

const rowOf = (thing: BulkThing) => ({
  id: thing.id,
  ref: thing.ref,
  type: thing.type,
  code: thing.code ?? null,
  name: thing.name,
  longitude: thing.position[0],
  latitude: thing.position[1],
  attributes: thing.attributes,
  area_path: thing.areaPath,
  department_id: thing.departmentId ?? null,
  words: thing.words,
});

const recordset = sql`AS r(id uuid, ref text, type text, code text, name jsonb, longitude float8, latitude float8,
  attributes jsonb, area_path text, department_id uuid, words jsonb)`;
const lexemes = sql`array_to_tsvector(ARRAY(SELECT jsonb_array_elements_text(r.words)))`;

/** Writes new things with their places in the flow in one statement; answers ids by ref of those nobody was faster with. */
export const insertThings = async (
  db: Db,
  flow: Flow,
  { at, things }: { readonly at: Date; readonly things: readonly BulkThing[] },
): Promise<ReadonlyMap<string, string>> => {
  if (things.length === 0) return new Map();
  const register = flow.moves["register"];
  const stage = register === undefined ? "registered" : stageAfter(register, "new");
  const { rows } = await sql<{ ref: string; id: string }>`
    WITH made AS (
      INSERT INTO things (id, ref, type, code, name, longitude, latitude, attributes, area_path, department_id, search)
      SELECT id, ref, type, code, name, longitude, latitude, attributes, area_path, department_id, ${lexemes}
      FROM jsonb_to_recordset(${toPlainJson(things.map(rowOf))}::jsonb) ${recordset}
      ON CONFLICT (ref) DO NOTHING RETURNING id, ref, area_path
    ), placed AS (
      INSERT INTO subjects (id, kind, flow, flow_version, stage, version, area_path, departments, limits, created_at, changed_at)
      SELECT id, ${flow.kind}, ${flow.id}, ${flow.version}::int, ${stage}, 1, area_path, '{}', '{}', ${at}, ${at} FROM made
    )
    SELECT ref, id FROM made`.execute(db);
  return new Map(rows.map(({ ref, id }) => [ref, id]));
};

/** Brings things to what their rows say, their subjects and the links that begin at them too. */
export const updateThings = async (
  db: Db,
  { at, things }: { readonly at: Date; readonly things: readonly BulkThing[] },
): Promise<void> => {
  if (things.length === 0) return;
  await sql`
    WITH given AS (
      SELECT r.*, ${lexemes} AS lexemes FROM jsonb_to_recordset(${toPlainJson(things.map(rowOf))}::jsonb) ${recordset}
    ), edited AS (
      UPDATE things SET code = given.code, name = given.name, longitude = given.longitude, latitude = given.latitude,
        attributes = given.attributes, area_path = given.area_path, search = given.lexemes,
        department_id = coalesce(given.department_id, things.department_id)
      FROM given WHERE things.id = given.id
    ), carried AS (
      UPDATE links SET area_path = given.area_path FROM given
      WHERE links.from_id = given.id AND links.area_path <> given.area_path
    )
    UPDATE subjects SET version = version + 1, area_path = given.area_path, changed_at = ${at}
    FROM given WHERE subjects.id = given.id`.execute(db);
};

/** A link ready to be written. */
export interface BulkLink {
  readonly id: string;
  readonly ref: string;
  readonly type: string;
  readonly fromId: string;
  readonly toId: string;
  readonly areaPath: string;
  readonly line: readonly (readonly [number, number])[];
  readonly attributes: Attributes;
}

/** The things that links are between, by ref; retired ones are no ends. */
export const findEnds = async (
  db: Db,
  refs: readonly string[],
): Promise<
  ReadonlyMap<string, { readonly id: string; readonly areaPath: string; readonly position: readonly [number, number] }>
> => {
  const { rows } = await sql<{ ref: string; id: string; area_path: string; longitude: number; latitude: number }>`
    SELECT ref, id, area_path, longitude, latitude FROM things
    WHERE ref = ANY (${[...refs]}::text[]) AND NOT retired`.execute(db);
  return new Map(
    rows.map(({ ref, id, area_path, longitude, latitude }) => [
      ref,
      { id, areaPath: area_path, position: [longitude, latitude] },
    ]),
  );
};

/** Courses of the links at things that were moved (by id), locked in one order for everybody. */
export const lockLinesAt = async (
  db: Db,
  thingIds: readonly string[],
): Promise<readonly Pick<BulkLink, "id" | "fromId" | "toId" | "line">[]> => {
  const { rows } = await sql<Pick<BulkLink, "id" | "fromId" | "toId" | "line">>`
    SELECT id, from_id AS "fromId", to_id AS "toId", line FROM links
    WHERE from_id = ANY (${[...thingIds]}::uuid[]) OR to_id = ANY (${[...thingIds]}::uuid[])
    ORDER BY id FOR UPDATE`.execute(db);
  return rows;
};

/** Draws links otherwise. */
export const updateLines = async (db: Db, links: readonly Pick<BulkLink, "id" | "line">[]): Promise<void> => {
  if (links.length === 0) return;
  const rows = links.map(({ id, line }) => ({ id, line, box: linkBox(line) }));
  await sql`
    UPDATE links SET line = r.line, at_box = r.box::box
    FROM jsonb_to_recordset(${toPlainJson(rows)}::jsonb) AS r(id uuid, line jsonb, box text) WHERE links.id = r.id`.execute(
    db,
  );
};

const linkBox = (line: BulkLink["line"]): string => {
  const box: [number, number, number, number] = [180, 90, -180, -90];
  for (const [x, y] of line) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return boxText(box);
};

const linkRow = (link: BulkLink) => ({
  id: link.id,
  ref: link.ref,
  type: link.type,
  from_id: link.fromId,
  to_id: link.toId,
  line: link.line,
  box: linkBox(link.line),
  attributes: link.attributes,
  area_path: link.areaPath,
});

/**
 * Writes links in one statement; answers which were new and which became other, by ref. One that somebody else made in
 * this moment outside the reach stays theirs.
 */
export const keepLinks = async (
  db: Db,
  links: readonly BulkLink[],
  reach: string,
): Promise<ReadonlyMap<string, { readonly id: string; readonly kept: "added" | "changed" }>> => {
  if (links.length === 0) return new Map();
  const { rows } = await sql<{ ref: string; id: string; added: boolean }>`
    INSERT INTO links AS held (id, ref, type, from_id, to_id, line, at_box, attributes, area_path)
    SELECT id, ref, type, from_id, to_id, line, box::box, attributes, area_path
    FROM jsonb_to_recordset(${toPlainJson(links.map(linkRow))}::jsonb) AS r(id uuid, ref text, type text, from_id uuid,
      to_id uuid, line jsonb, box text, attributes jsonb, area_path text)
    ON CONFLICT (ref) DO UPDATE SET type = excluded.type, from_id = excluded.from_id, to_id = excluded.to_id,
      line = excluded.line, at_box = excluded.at_box, attributes = excluded.attributes, area_path = excluded.area_path
    WHERE starts_with(held.area_path, ${reach}) AND (held.type, held.from_id, held.to_id, held.line, held.attributes, held.area_path)
      IS DISTINCT FROM (excluded.type, excluded.from_id, excluded.to_id, excluded.line, excluded.attributes, excluded.area_path)
    RETURNING ref, id, (xmax = 0) AS added`.execute(db);
  return new Map(rows.map(({ ref, id, added }) => [ref, { id, kept: added ? "added" : "changed" }]));
};

/** A link there is, with its ends by ref. */
export interface HeldLink {
  readonly type: string;
  readonly from: string;
  readonly to: string;
  readonly line: BulkLink["line"];
  readonly attributes: Attributes;
  readonly areaPath: string;
}

/** Links by ref, as rows are held against them; to be written, they are locked in one order for everybody. */
export const findHeldLinks = async (
  db: Db,
  refs: readonly string[],
  { lock }: { readonly lock: boolean },
): Promise<ReadonlyMap<string, HeldLink>> => {
  const { rows } = await sql<Omit<HeldLink, "areaPath"> & { ref: string; area_path: string }>`
    SELECT links.ref, links.type, one.ref AS from, other.ref AS to, line, links.attributes, links.area_path
    FROM links JOIN things one ON one.id = from_id JOIN things other ON other.id = to_id
    WHERE links.ref = ANY (${[...refs]}::text[]) ORDER BY links.id ${lock ? sql`FOR UPDATE OF links` : sql``}`.execute(
    db,
  );
  return new Map(rows.map(({ ref, area_path: areaPath, ...row }) => [ref, { ...row, areaPath }]));
};

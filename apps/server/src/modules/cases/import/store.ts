import type { ImportedRow, ImportSummary } from "@chengyun/contracts";
import type { Label } from "@chengyun/kernel";
import { sql } from "kysely";
import type { Db } from "../../../platform/database.ts";
import { cityCase } from "../case/index.ts";
import { digestRow, type HeldReport } from "./held.ts";
import type { ImportedCase } from "./model.ts";

const moment = (ms: number | null | undefined): string | null =>
  ms === null || ms === undefined ? null : new Date(ms).toISOString();

/** Claims the numbers of a source; answers those nobody had claimed before. */
export const claimRefs = async (
  db: Db,
  { source, importId, cases }: { source: string; importId: string; cases: readonly ImportedCase[] },
): Promise<Set<string>> => {
  const rows = cases.map(({ id, row }) => ({
    ref: row.ref,
    case_id: id,
    line: row.line,
    verdict: row.verdict ?? null,
    digest: digestRow(row),
  }));
  const { rows: claimed } = await sql<{ ref: string }>`
    INSERT INTO case_imports (source, ref, case_id, import_id, line, verdict, digest)
    SELECT ${source}, ref, case_id, ${importId}::uuid, line, verdict, digest
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(ref text, case_id uuid, line int, verdict text, digest text)
    ON CONFLICT DO NOTHING RETURNING ref`.execute(db);
  return new Set(claimed.map(({ ref }) => ref));
};

interface HeldRow {
  ref: string;
  id: string;
  digest: string | null;
  untouched: boolean;
  stage: string;
  category: string;
  title: Label;
  longitude: number;
  latitude: number;
  placed: boolean;
  area_path: string;
  department_id: string | null;
  channel: string | null;
  facts: HeldReport["facts"];
  opened_at: Date;
  closed_at: Date | null;
  due_at: Date | null;
  verdict: string | null;
}

interface AskedRefs {
  readonly source: string;
  readonly refs: readonly string[];
}

/** Locks the subjects of cases in one order; what they are is read after it, or it would be from before the wait. */
export const lockHeld = async (db: Db, { source, refs }: AskedRefs): Promise<void> => {
  await sql`
    SELECT 1 FROM case_imports i JOIN subjects ON subjects.id = i.case_id
    WHERE i.source = ${source} AND i.ref = ANY (${[...refs]}::text[])
    ORDER BY subjects.id FOR UPDATE OF subjects`.execute(db);
};

/** Cases of a source by their numbers there, as they are here now. */
export const findHeld = async (db: Db, { source, refs }: AskedRefs): Promise<ReadonlyMap<string, HeldReport>> => {
  const { rows } = await sql<HeldRow>`
    SELECT i.ref, cases.id, i.digest, subjects.version = i.version AND cases.reports = 1 AS untouched, subjects.stage,
      cases.category, cases.title, cases.longitude, cases.latitude, cases.placed, cases.area_path, cases.department_id,
      cases.channel, cases.facts, cases.opened_at, cases.closed_at,
      clocks.due_at, i.verdict
    FROM case_imports i JOIN cases ON cases.id = i.case_id JOIN subjects ON subjects.id = i.case_id
      LEFT JOIN clocks ON clocks.subject_id = i.case_id AND clocks.clock = 'dispose'
    WHERE i.source = ${source} AND i.ref = ANY (${[...refs]}::text[])`.execute(db);
  return new Map(
    rows.map((row) => [
      row.ref,
      {
        ...{ ref: row.ref, id: row.id, digest: row.digest, isUntouched: row.untouched, stage: row.stage },
        ...{ category: row.category, title: row.title.zh, position: [row.longitude, row.latitude] as const },
        ...{ placed: row.placed, areaPath: row.area_path, departmentId: row.department_id ?? undefined },
        ...{ channel: row.channel ?? "", facts: row.facts, openedAt: row.opened_at.getTime() },
        ...{ closedAt: row.closed_at?.getTime(), targetAt: row.due_at?.getTime(), verdict: row.verdict ?? undefined },
      },
    ]),
  );
};

/** What was claimed for rows that are refused after all is given back. */
export const releaseRefs = async (db: Db, source: string, refs: readonly string[]): Promise<void> => {
  if (refs.length === 0) return;
  await sql`DELETE FROM case_imports WHERE source = ${source} AND ref = ANY (${[...refs]}::text[])`.execute(db);
};

/** Which of these numbers stand in cases already, of this city's own or of another source. */
export const findTaken = async (db: Db, numbers: readonly string[]): Promise<Set<string>> => {
  const { rows } = await sql<{ no: string }>`
    SELECT no FROM cases WHERE no = ANY (${[...numbers]}::text[])`.execute(db);
  return new Set(rows.map(({ no }) => no));
};

const subjectOf = ({ id, stage, areaPath, departmentId, row, clock }: ImportedCase) => ({
  id,
  stage,
  area_path: areaPath,
  departments: departmentId === undefined ? [] : [departmentId],
  present_department: stage === "disposing" ? (departmentId ?? null) : null,
  created_at: row.openedAt,
  changed_at: row.closedAt ?? row.openedAt,
  due_at: row.status === "open" ? moment(clock?.state.dueAt) : null,
});

const insertSubjects = (db: Db, cases: readonly ImportedCase[]) =>
  sql`
  INSERT INTO subjects (id, kind, flow, flow_version, stage, version, area_path, departments, present_department,
    limits, created_at, changed_at, due_at)
  SELECT id, ${cityCase.kind}, ${cityCase.id}, ${cityCase.version}::int, stage, 1, area_path,
    ARRAY(SELECT jsonb_array_elements_text(departments))::uuid[], present_department, '{}', created_at, changed_at, due_at
  FROM jsonb_to_recordset(${JSON.stringify(cases.map(subjectOf))}::jsonb) AS r(id uuid, stage text, area_path text,
    departments jsonb, present_department uuid, created_at timestamptz, changed_at timestamptz, due_at timestamptz)`.execute(
    db,
  );

/** What is kept of a row beside its columns, each under the name the file's mapping gave it. */
const factsOf = ({ row }: ImportedCase) => ({
  ...row.facts,
  ...(row.queue === undefined ? {} : { queue: row.queue }),
  ...(row.result === undefined ? {} : { result: row.result }),
  imported: true,
});

const caseOf = (source: string) => (one: ImportedCase) => ({
  id: one.id,
  no: one.row.ref,
  category: one.row.category,
  title: { zh: one.row.title, en: one.row.title },
  longitude: one.position[0],
  latitude: one.position[1],
  placed: one.row.placed,
  area_path: one.areaPath,
  department_id: one.departmentId ?? null,
  channel: one.row.channel,
  facts: factsOf(one),
  opened_at: one.row.openedAt,
  closed_at: one.row.closedAt ?? null,
  closed_by: one.row.closedAt === undefined ? null : source,
});

const insertCases = (db: Db, source: string, cases: readonly ImportedCase[]) =>
  sql`
  INSERT INTO cases (id, no, category, title, longitude, latitude, placed, area_path, department_id, reports, channel,
    facts, opened_at, reported_at, closed_at, closed_by)
  SELECT id, no, category, title, longitude, latitude, placed, area_path, department_id, 1, channel, facts, opened_at,
    opened_at, closed_at, closed_by
  FROM jsonb_to_recordset(${JSON.stringify(cases.map(caseOf(source)))}::jsonb) AS r(id uuid, no text, category text,
    title jsonb, longitude float8, latitude float8, placed boolean, area_path text, department_id uuid, channel text,
    facts jsonb, opened_at timestamptz, closed_at timestamptz, closed_by text)`.execute(db);

/** Writes cases with their places in the flow, in two statements however many they are. */
export const insertImported = async (db: Db, source: string, cases: readonly ImportedCase[]): Promise<void> => {
  await insertSubjects(db, cases);
  await insertCases(db, source, cases);
};

const updateCases = (db: Db, source: string, cases: readonly ImportedCase[]) =>
  sql`
  UPDATE cases SET category = r.category, title = r.title, longitude = r.longitude, latitude = r.latitude,
    placed = r.placed, area_path = r.area_path, department_id = r.department_id, channel = r.channel, facts = r.facts,
    opened_at = r.opened_at, reported_at = r.opened_at, closed_at = r.closed_at, closed_by = r.closed_by
  FROM jsonb_to_recordset(${JSON.stringify(cases.map(caseOf(source)))}::jsonb) AS r(id uuid, category text,
    title jsonb, longitude float8, latitude float8, placed boolean, area_path text, department_id uuid, channel text,
    facts jsonb, opened_at timestamptz, closed_at timestamptz, closed_by text) WHERE cases.id = r.id`.execute(db);

const updateSubjects = (db: Db, at: Date, cases: readonly ImportedCase[]) =>
  sql`
  UPDATE subjects SET stage = r.stage, version = version + 1, area_path = r.area_path,
    departments = ARRAY(SELECT jsonb_array_elements_text(r.departments))::uuid[],
    present_department = r.present_department, due_at = r.due_at, changed_at = ${at}
  FROM jsonb_to_recordset(${JSON.stringify(cases.map(subjectOf))}::jsonb) AS r(id uuid, stage text, area_path text,
    departments jsonb, present_department uuid, due_at timestamptz) WHERE subjects.id = r.id`.execute(db);

const markSaid = (
  db: Db,
  source: string,
  changed: readonly { readonly one: ImportedCase; readonly row: ImportedRow }[],
) =>
  sql`
  UPDATE case_imports SET line = r.line, verdict = r.verdict, digest = r.digest, version = subjects.version
  FROM jsonb_to_recordset(${JSON.stringify(
    changed.map(({ one, row }) => ({
      ...{ id: one.id, line: row.line, verdict: one.row.verdict ?? null, digest: digestRow(row) },
    })),
  )}::jsonb) AS r(id uuid, line int, verdict text, digest text) JOIN subjects ON subjects.id = r.id
  WHERE case_imports.source = ${source} AND case_imports.case_id = r.id`.execute(db);

/** Brings cases to what their rows say now, with their places in the flow; a promise that is none any more goes. */
export const updateImported = async (
  db: Db,
  { source, at }: { readonly source: string; readonly at: Date },
  changed: readonly { readonly one: ImportedCase; readonly row: ImportedRow }[],
): Promise<void> => {
  if (changed.length === 0) return;
  const cases = changed.map(({ one }) => one);
  await updateSubjects(db, at, cases);
  await updateCases(db, source, cases);
  const without = cases.filter(({ clock }) => clock === undefined).map(({ id }) => id);
  await sql`DELETE FROM clocks WHERE clock = 'dispose' AND subject_id = ANY (${without}::uuid[])`.execute(db);
  await markSaid(db, source, changed);
};

/** Counts a source's cases within an area; a clock stopped after its deadline is late. */
export const summarise = async (db: Db, source: string, areaPath: string): Promise<ImportSummary> => {
  const { rows } = await sql<ImportSummary>`
    WITH judged AS (
      SELECT subjects.stage, cases.placed, i.import_id, clocks.id IS NOT NULL AND clocks.stopped_at IS NOT NULL AS timed,
        i.verdict, CASE WHEN clocks.stopped_at > clocks.due_at THEN 'late' ELSE 'on-time' END AS ours
      FROM case_imports i
      JOIN cases ON cases.id = i.case_id JOIN subjects ON subjects.id = i.case_id
      LEFT JOIN clocks ON clocks.subject_id = i.case_id AND clocks.clock = 'dispose'
      WHERE i.source = ${source} AND starts_with(cases.area_path, ${areaPath})
    )
    SELECT count(*) AS cases, count(*) FILTER (WHERE stage <> 'closed') AS open,
      count(*) FILTER (WHERE NOT placed) AS unplaced, count(DISTINCT import_id) AS batches,
      count(*) FILTER (WHERE timed) AS timed, count(*) FILTER (WHERE timed AND verdict = ours) AS agree,
      count(*) FILTER (WHERE timed AND verdict <> ours) AS differ,
      count(*) FILTER (WHERE timed AND verdict IS NULL) AS unsaid
    FROM judged`.execute(db);
  const [found] = rows;
  if (found === undefined) throw new Error("a count answered nothing");
  return found;
};

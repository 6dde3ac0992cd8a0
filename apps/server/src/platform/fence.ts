import { createHash } from "node:crypto";
import type { Flow } from "@chengyun/kernel";
import { type Kysely, sql } from "kysely";
import { type Database, isDatabaseAway, type Tables } from "./database.ts";
import { jobSchema } from "./job.ts";
import { areaMark } from "./reach.ts";

/**
 * A table whose rows are seen by whoever sees one of the subjects that these columns name (rows that name none are
 * everybody's), or by whoever reaches the area that a column of its own names.
 */
export type Fence =
  | { readonly table: string; readonly by: readonly string[] }
  | { readonly table: string; readonly area: string };

/** Everything that stands behind the second fence (0013). */
export interface Fences {
  /** Flows whose subjects are seen within their area and departments alone, in the database too. */
  readonly flows: readonly Pick<Flow, "kind" | "scope">[];
  readonly tables: readonly Fence[];
}

/** Whoever may read behind the fence: no owner of anything, and never more than a reader. */
export const readerRole = "chengyun_reader";
/** Whoever does the platform's own work and is not the tables' owner. */
export const workerRole = "chengyun_worker";

const listOf = (words: readonly string[]): string => `'{${[...new Set(words)].sort().join(",")}}'::text[]`;

/** Read once in a statement, not for each row; unset, or left over as an empty text, it is null and nothing is seen. */
const area = "(SELECT NULLIF(current_setting('chengyun.area', true), ''))";
const departments = "(SELECT NULLIF(current_setting('chengyun.departments', true), ''))";

const withinArea = (column: string): string => `starts_with('${areaMark}' || ${column}, ${area})`;

const subjectsSeen = ({ flows }: Fences): string => {
  const fenced = listOf(flows.map(({ kind }) => kind));
  const byArea = listOf(flows.filter(({ scope }) => scope === "area").map(({ kind }) => kind));
  return `kind <> ALL (${fenced}) OR (
    ${withinArea("area_path")} AND (
      ${departments} = 'all' OR kind = ANY (${byArea})
      OR departments && (SELECT NULLIF(NULLIF(current_setting('chengyun.departments', true), ''), 'all')::uuid[])))`;
};

const rowsSeen = (fence: Fence): string => {
  if ("area" in fence) return withinArea(`${fence.table}.${fence.area}`);
  const { table, by } = fence;
  const seen = by.map((column) => `EXISTS (SELECT FROM subjects AS seen WHERE seen.id = ${table}.${column})`);
  return [`coalesce(${by.map((column) => `${table}.${column}`).join(", ")}) IS NULL`, ...seen].join(" OR ");
};

/** The policies of one table: its readers see what they reach, whoever works for the platform or owns it sees all. */
const policiesOf = (table: string, seen: string): string[] => [
  `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`,
  `DROP POLICY IF EXISTS within_reach ON ${table}`,
  `CREATE POLICY within_reach ON ${table} FOR SELECT TO ${readerRole} USING (${seen})`,
  `DROP POLICY IF EXISTS all_of_it ON ${table}`,
  `CREATE POLICY all_of_it ON ${table} TO CURRENT_USER, ${workerRole} USING (true) WITH CHECK (true)`,
];

const grants = (schema: string): string[] => [
  `GRANT USAGE ON SCHEMA ${schema} TO ${readerRole}, ${workerRole}`,
  `GRANT SELECT ON ALL TABLES IN SCHEMA ${schema} TO ${readerRole}`,
  `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO ${workerRole}`,
  `GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA ${schema} TO ${workerRole}`,
];

const stepsOf = (fences: Fences): string[] => [
  ...policiesOf("subjects", subjectsSeen(fences)),
  ...fences.tables.flatMap((fence) => policiesOf(fence.table, rowsSeen(fence))),
];

const digestOf = (steps: readonly string[]): string => createHash("sha256").update(steps.join(";\n")).digest("hex");

/** Locks nobody waits behind for long: a fence that can't be raised now is raised at the next start. */
const patience = "3s";

/** Roles are of the whole server: another city on it may make them in the same moment. */
const makeRole = (name: string): string => `DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${name}') THEN CREATE ROLE ${name} NOLOGIN; END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$`;

/** The login of readers on an engine of our own. */
export interface ReaderLogin {
  readonly user: string;
  readonly password: string;
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Makes or renews the login that reads behind the fence, on an engine of our own. */
const makeLogin = ({ user, password }: ReaderLogin): string[] => [
  makeRole(user),
  `ALTER ROLE ${user} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD ${quoted(password)}`,
  `GRANT ${readerRole} TO ${user}`,
];

/**
 * Raises the second fence, as the owner of the tables: roles, rights and policies, in one transaction; what stands
 * already is left alone. Answers whether it was raised anew.
 */
export const raiseFence = async (db: Kysely<Tables>, fences: Fences, login?: ReaderLogin): Promise<boolean> => {
  const steps = stepsOf(fences);
  const digest = digestOf(steps);
  const run = async (on: Kysely<Tables>, texts: readonly string[]) => {
    for (const text of texts) await sql.raw(text).execute(on);
  };
  await run(db, [makeRole(readerRole), makeRole(workerRole), ...(login === undefined ? [] : makeLogin(login))]);
  // At each start: a step of the schema may have brought a table.
  await run(db, [...grants("public"), ...grants(jobSchema)]);
  const { rows } = await sql<{ said: string | null }>`
    SELECT obj_description('subjects'::regclass, 'pg_class') AS said`.execute(db);
  if (rows[0]?.said === digest) return false;
  await db.transaction().execute(async (trx) => {
    await run(trx, [`SET LOCAL lock_timeout = '${patience}'`, ...steps, `COMMENT ON TABLE subjects IS '${digest}'`]);
  });
  return true;
};

const tablesOf = ({ tables }: Fences): string[] => ["subjects", ...tables.map(({ table }) => table)];

/** Tables of the fence that don't hold back who is signed in: it owns them, is a superuser, may write, or no policy stands. */
const listUnfenced = async (db: Kysely<Tables>, fences: Fences): Promise<string[]> => {
  const { rows } = await sql<{ name: string }>`
    SELECT name FROM unnest(${tablesOf(fences)}::text[]) AS name WHERE NOT row_security_active(name)
      OR NOT has_table_privilege(name, 'SELECT') OR has_table_privilege(name, 'INSERT, UPDATE, DELETE')`.execute(db);
  return rows.map(({ name }) => name);
};

/** Ways round the fence that lie open to who is signed in: views and functions that look with their owner's eyes. */
const listDetours = async (db: Kysely<Tables>): Promise<string[]> => {
  const { rows } = await sql<{ name: string }>`
    SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('v', 'm') AND n.nspname !~ '^(pg_|information_schema$)' AND has_table_privilege(c.oid, 'SELECT')
      AND NOT coalesce('security_invoker=true' = ANY (c.reloptions) OR 'security_invoker=on' = ANY (c.reloptions), false)
    UNION ALL
    SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE p.prosecdef AND n.nspname !~ '^(pg_|information_schema$)' AND has_function_privilege(p.oid, 'EXECUTE')`.execute(
    db,
  );
  return rows.map(({ name }) => name);
};

/** Why nobody may read through the readers' login; undefined when the fence holds, or there is no such login. */
export const findGap = async ({ unsaid }: Pick<Database, "unsaid">, fences: Fences): Promise<string | undefined> => {
  if (unsaid === undefined) return undefined;
  try {
    const unfenced = await listUnfenced(unsaid, fences);
    if (unfenced.length > 0) return `it is not held back in ${unfenced.join(", ")}`;
    const detours = await listDetours(unsaid);
    return detours.length === 0 ? undefined : `it sees more through ${detours.join(", ")}`;
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    return error instanceof Error ? error.message : String(error);
  }
};

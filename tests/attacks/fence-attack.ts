import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Kysely, sql } from "kysely";
import { fences, migrations } from "../../apps/server/src/app.ts";
import { prepareQueues } from "../../apps/server/src/backup/queues.ts";
import { type PersonActor, system } from "../../apps/server/src/platform/actor.ts";
import {
  type Database,
  type DatabaseAddress,
  openDatabase,
  type Tables,
} from "../../apps/server/src/platform/database.ts";
import { findGap, raiseFence } from "../../apps/server/src/platform/fence.ts";
import { createHttp } from "../../apps/server/src/platform/http.ts";
import { openLog } from "../../apps/server/src/platform/log.ts";
import { migrate } from "../../apps/server/src/platform/migration.ts";
import { reachOf } from "../../apps/server/src/platform/reach.ts";
import { defineRoute } from "../../apps/server/src/platform/route.ts";
import { openTestCity, type TestCity } from "../../apps/server/src/testing/test-city.ts";
import { debianHome, findPostgres, startCluster } from "../../scripts/debian-postgres.ts";
import { Attempt } from "./attempt.ts";
import type { Outcome, Way } from "./finding.ts";
import { anybody, type Ground, prepareGround } from "./ground.ts";
import { probePack } from "./probe.ts";

/** Where it is tried: a city, and who may change its tables. */
interface Scene {
  readonly name: string;
  readonly ground: Ground;
  readonly owner: Database;
}

/** What lies where: two cases in one street, of two departments, and one in another. */
interface Laid {
  readonly own: string;
  readonly others: string;
  readonly elsewhere: string;
}

const lay = async ({ make, here, there, own, other }: Ground): Promise<Laid> => ({
  own: (await make("case", { place: here, department: own })).id,
  others: (await make("case", { place: here, department: other })).id,
  elsewhere: (await make("case", { place: there, department: own })).id,
});

const readerOf = ({ city }: Ground, actor: PersonActor): Kysely<Tables> => {
  const reach = reachOf(actor);
  if (reach === undefined) throw new Error("the attacker reaches the whole city");
  return city.database.within(reach);
};

/** Everything in a table as text, whose it may be. */
const textOf = async (db: Kysely<Tables>, table: string): Promise<string> => {
  const { rows } = await sql<{ all: string | null }>`
    SELECT string_agg(t::text, ' ') AS all FROM ${sql.table(table)} AS t`.execute(db);
  return rows[0]?.all ?? "";
};

/** The city's own server with handlers that forgot to limit what they read. */
const forgetful = async ({ city }: Ground, actor: PersonActor) => {
  const tables = ["subjects", ...fences.tables.map(({ table }) => table)];
  const http = await createHttp({
    routes: tables.map((table) =>
      defineRoute({
        method: "GET",
        path: `/api/v1/forgot/${table}`,
        summary: "Everything",
        access: "signed-in",
        scope: "list",
        answer: "raw" as never,
        handle: async (ctx) => ({ all: await textOf(ctx.db as Kysely<Tables>, table) }),
      }),
    ),
    authenticate: async () => actor,
    seed: () => city.context(system("attack")),
    within: city.database.within,
    log: openLog(city.deployment.config, "attack"),
    tls: undefined,
    checkAnswers: false,
  });
  const get = async (table: string) => (await http.inject({ method: "GET", url: `/api/v1/forgot/${table}` })).body;
  return { tables, get, close: () => http.close() };
};

/** Handlers whose condition was taken away, asked by somebody of one street and somebody of one department. */
const attackHandlers = async (attempt: Attempt, { name, ground }: Scene, laid: Laid): Promise<void> => {
  const { here, own } = ground;
  const attackers: [string, PersonActor, readonly string[]][] = [
    ["one street", anybody({ areaPath: here.areaPath }), [laid.elsewhere]],
    ["one department", anybody({ departments: [own] }), [laid.others]],
    [
      "one department of one street",
      anybody({ areaPath: here.areaPath, departments: [own] }),
      [laid.others, laid.elsewhere],
    ],
  ];
  for (const [who, actor, hidden] of attackers) {
    const { tables, get, close } = await forgetful(ground, actor);
    for (const table of tables) {
      const text = await get(table);
      const seen = hidden.filter((id) => text.includes(id));
      attempt.must(seen.length === 0, `${name} · ${table} without a condition, by ${who}`, `${seen.length} of others`);
      if (table === "cases" || table === "subjects")
        attempt.must(text.includes(laid.own), `${name} · ${table} by ${who}`, "not even what is theirs");
    }
    await close();
  }
};

/** What somebody may try with a statement of their own in a reader's session, and the database's answer. */
const refusals: readonly [statement: string, code: string][] = [
  ["SET ROLE chengyun_worker", "42501"],
  ["SET ROLE postgres", "42501|22023"],
  ["SET SESSION AUTHORIZATION chengyun_worker", "42501"],
  ["ALTER TABLE cases DISABLE ROW LEVEL SECURITY", "42501"],
  ["DROP POLICY within_reach ON cases", "42501"],
  ["CREATE POLICY mine ON cases USING (true)", "42501"],
  ["UPDATE cases SET reports = 0", "42501"],
  ["DELETE FROM subjects", "42501"],
  ["INSERT INTO subject_moves SELECT * FROM subject_moves", "42501"],
  ["COPY cases TO PROGRAM 'cat'", "42501"],
  ["SELECT pg_read_file('PG_VERSION')", "42501"],
  ["SELECT * FROM pg_authid", "42501"],
];

const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "",
    (error: { code?: string }) => error.code ?? String(error),
  );

const attackStatements = async (attempt: Attempt, { name, ground }: Scene, laid: Laid): Promise<void> => {
  const db = readerOf(ground, anybody({ areaPath: ground.here.areaPath, departments: [ground.own] }));
  for (const [statement, expected] of refusals) {
    const code = await codeOf(sql.raw(statement).execute(db));
    attempt.must(expected.split("|").includes(code), `${name} · ${statement}`, `answered ${code || "done"}`);
  }
  // Without row security a query is refused, never answered whole.
  const bare = db.transaction().execute(async (trx) => {
    await sql`SET LOCAL row_security = off`.execute(trx);
    return textOf(trx, "cases");
  });
  attempt.must((await codeOf(bare)) === "42501", `${name} · row security switched off`, "answered");
  // A cast that fails names the value it failed at.
  const others = [laid.others, laid.elsewhere];
  for (const expression of [sql`(title->>'zh')::int`, sql`no::bigint / 0`, sql`id::text::int`]) {
    const asked = sql`SELECT ${expression} FROM cases WHERE id = ANY (${others}::uuid[]) AND ${expression} = 1`;
    const said = await asked.execute(db).then(
      ({ rows }) => `${rows.length} rows`,
      (error: Error) => error.message,
    );
    attempt.must(said === "0 rows", `${name} · an error's text about rows of others`, said);
  }
  const { rows } = await sql<{ n: number }>`SELECT count(*) AS n FROM pg_stats WHERE tablename = 'cases'`.execute(db);
  attempt.must(rows[0]?.n === 0, `${name} · the planner's samples of cases`, `${rows[0]?.n} columns`);
};

/** Sessions that served others before, and many at once. */
const attackPool = async (attempt: Attempt, { name, ground }: Scene): Promise<void> => {
  const { unsaid } = ground.city.database;
  if (unsaid === undefined) return attempt.must(false, `${name} · readers' login`, "there is none");
  const wide = readerOf(ground, anybody({ departments: [ground.own, ground.other] }));
  for (let turn = 0; turn < 20; turn += 1) {
    const [seen, left] = await Promise.all([textOf(wide, "cases"), textOf(unsaid, "cases")]);
    attempt.must(seen !== "" && left === "", `${name} · a session that served somebody else`, `${left.length} signs`);
  }
  const failed = sql`SELECT 1 / 0`.execute(wide);
  await codeOf(failed);
  attempt.must((await textOf(unsaid, "cases")) === "", `${name} · a session after a failure`, "shows rows");
};

/** Who signs in, and ways round that somebody might leave open by a later step of the schema. */
const attackOwner = async (attempt: Attempt, { name, ground, owner }: Scene): Promise<void> => {
  const { database } = ground.city;
  const gap = () => findGap(database, fences);
  attempt.must((await gap()) === undefined, `${name} · the fence as it was raised`, await gap());
  const ways: readonly [what: string, make: string, undo: string][] = [
    ["a view", "CREATE VIEW leak AS SELECT * FROM cases; GRANT SELECT ON leak TO chengyun_reader", "DROP VIEW leak"],
    [
      "a function of its owner's rights",
      "CREATE FUNCTION leak() RETURNS SETOF cases SECURITY DEFINER LANGUAGE sql AS 'SELECT * FROM cases'",
      "DROP FUNCTION leak()",
    ],
    ["a right to write", "GRANT UPDATE ON cases TO chengyun_reader", "REVOKE UPDATE ON cases FROM chengyun_reader"],
    [
      "a table without policies",
      "ALTER TABLE cases DISABLE ROW LEVEL SECURITY",
      "ALTER TABLE cases ENABLE ROW LEVEL SECURITY",
    ],
  ];
  for (const [what, make, undo] of ways) {
    await owner.pool.query(make);
    const found = await gap();
    await owner.pool.query(undo);
    attempt.must(found !== undefined, `${name} · ${what} is seen before the city starts`, "nobody noticed");
  }
  attempt.must((await gap()) === undefined, `${name} · the fence afterwards`, await gap());
};

const attackScene = async (attempt: Attempt, scene: Scene): Promise<void> => {
  const laid = await lay(scene.ground);
  await attackHandlers(attempt, scene, laid);
  await attackStatements(attempt, scene, laid);
  await attackPool(attempt, scene);
  await attackOwner(attempt, scene);
};

/** What an operator is told to type, word for word. */
const guideSql = (): string => {
  const guide = readFileSync(resolve(import.meta.dirname, "../../docs/security/hardening.md"), "utf8");
  const found = /```sql\n(.*?)```/s.exec(guide)?.[1];
  if (found === undefined) throw new Error("the hardening guide has no SQL");
  return found;
};

const loginOf = (url: string, user: string): DatabaseAddress => {
  const address = new URL(url);
  address.username = user;
  address.pathname = "/city";
  return { connectionString: address.href };
};

/** Who works for the platform on a server is no more than its worker. */
const checkWorker = async (attempt: Attempt, { city }: Ground): Promise<void> => {
  const { rows } = await city.database.pool.query(`
    SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb AS mighty,
      EXISTS (SELECT FROM pg_class WHERE relowner = pg_roles.oid) AS owns FROM pg_roles WHERE rolname = current_user`);
  attempt.must(rows[0].mighty === false, "server · the platform's own login", "is more than a worker");
  attempt.must(rows[0].owns === false, "server · the platform's own login", "owns something");
};

/** A city on Debian's PostgreSQL with the three logins of the guide. */
const attackServer = async (attempt: Attempt, bin: string): Promise<void> => {
  const { url, stop } = await startCluster(bin);
  const admin = openDatabase({ connectionString: url }, { max: 1 });
  const owner = openDatabase(loginOf(url, "city_owner"), { max: 2 });
  let city: TestCity | undefined;
  try {
    for (const statement of guideSql()
      .split(";")
      .filter((text) => text.trim() !== ""))
      await admin.pool.query(statement);
    await migrate(owner.db, migrations);
    await prepareQueues(owner);
    await raiseFence(owner.db, fences);
    const database = openDatabase(loginOf(url, "city_works"), { reader: loginOf(url, "city_reads") });
    city = await openTestCity({ packs: [probePack], ground: true, database });
    const ground = await prepareGround(city);
    await checkWorker(attempt, ground);
    await attackScene(attempt, { name: "server", ground, owner });
  } finally {
    await city?.close();
    await owner.close();
    await admin.close();
    await stop();
  }
};

/**
 * S4: ways round row-level security, on the embedded engine and on Debian's PostgreSQL with the logins of the guide:
 * handlers without a condition, other roles, views, functions, sessions that served others, texts of errors.
 */
export const attackFence = async (ground: Ground, way: Way): Promise<Outcome> => {
  const attempt = new Attempt(ground, way);
  await attackScene(attempt, { name: "embedded", ground, owner: ground.city.database });
  const bin = findPostgres();
  if (bin === undefined) console.error(`S4 on a server skipped: no PostgreSQL under ${debianHome}`);
  else await attackServer(attempt, bin);
  return attempt.outcome("S4", "rows beyond the second fence");
};

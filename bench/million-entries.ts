import type { Database } from "../apps/server/src/platform/database.ts";

/**
 * Years of a city's journal behind the entries it has: three hundred people and a thousand devices and rules, thirty kinds
 * of entry of which one makes a fifth and the rarest one in a million, over all areas and departments. Positions go on
 * where they stood; the log does not know them, so that the city's own guard finds them foreign: nothing is commanded after.
 */
const fill = `
WITH place AS (
  SELECT (SELECT array_agg(path ORDER BY path) FROM areas AS one
      WHERE NOT EXISTS (SELECT FROM areas AS inner_one WHERE inner_one.parent_path = one.path)) AS areas,
    (SELECT array_agg(id ORDER BY code) FROM departments) AS departments,
    (SELECT max(position) FROM journal) AS head
), kinds AS (
  SELECT ARRAY['alarm.raised','alarm.restored','case.reported','case.filed','case.dispatched','case.accepted','case.fed-back',
    'case.verified','case.closed','notice.sent','notice.received','report.taken','report.asked','task.opened','task.done',
    'session.opened','session.closed','thing.edited','person.unmasked','file.added'] AS types
), made AS (
  SELECT n, head + n AS position, now() - ($1::bigint - n) * ($2::interval / $1::bigint) AS at,
    CASE WHEN n % 1000000 = 77 THEN 'glass.broken' WHEN n % 50000 = 78 THEN 'account.locked' WHEN n % 5 = 0 THEN 'alarm.raised'
      ELSE types[1 + (n * 7919::bigint) % cardinality(types)] END AS type,
    areas[1 + (n * 104729::bigint) % cardinality(areas)] AS area,
    departments[1 + (n / 7) % cardinality(departments)] AS department,
    CASE WHEN n % 3 = 0 THEN 'device' ELSE 'person' END AS actor_kind
  FROM place, kinds, generate_series($3::bigint, $4::bigint) AS n
)
INSERT INTO journal (position, at, type, subject_kind, subject_id, actor_kind, actor_id, request_id, stage, area_path, departments,
  salt, digest, changes)
SELECT position, at, type, split_part(type, '.', 1), overlay(overlay(md5((n / 12)::text) PLACING '7' FROM 13) PLACING '8' FROM 17)::uuid::text, actor_kind,
  CASE WHEN actor_kind = 'device' THEN md5('device' || (n * 31) % 1000)::uuid ELSE md5('person' || (n * 17) % 300)::uuid END::text,
  md5('request' || n / 2)::uuid::text, 'disposing', area, ARRAY[department], '\\x00112233445566778899aabbccddeeff',
  sha256(n::text::bytea), jsonb_build_object('stage', jsonb_build_object('before', 'dispatched', 'after', 'disposing'), 'n', n)
FROM made`;

/** Indexes that are built once over all rows: all but those that keep rows apart. */
const slowIndexes = `
SELECT indexname AS name, indexdef AS definition FROM pg_indexes WHERE tablename = 'journal' AND indexdef NOT LIKE 'CREATE UNIQUE%'`;

const atOnce = 1_000_000;

/** Fills a city's journal with entries of five years. */
export const fillJournal = async ({ pool }: Database, count: number, tell: (words: string) => void): Promise<void> => {
  const client = await pool.connect();
  try {
    await client.query("SET statement_timeout = 0");
    await client.query("SET synchronous_commit = off");
    await client.query("SET maintenance_work_mem = '512MB'");
    const { rows } = await client.query<{ name: string; definition: string }>(slowIndexes);
    for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
    const { rows: last } = await client.query<{ head: number }>("SELECT max(position) AS head FROM journal");
    const head = last[0]?.head ?? 0;
    const withHead = fill.replace("(SELECT max(position) FROM journal) AS head", `${head}::bigint AS head`);
    for (let from = 1; from <= count; from += atOnce) {
      const until = Math.min(count, from + atOnce - 1);
      // What reacts to entries looks no further back than its cursor: it must not take years of them for news.
      await client.query("BEGIN");
      await client.query(withHead, [count, "1826 days", from, until]);
      await client.query("UPDATE reaction_cursors SET position = greatest(position, $1)", [head + until]);
      await client.query("COMMIT");
      tell(`${until} entries`);
    }
    for (const { definition } of rows) await client.query(definition);
    await client.query("VACUUM ANALYZE journal");
  } finally {
    client.release();
  }
};

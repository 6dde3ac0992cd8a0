import type { Database } from "../apps/server/src/platform/database.ts";

/**
 * Five years of a city's cases: 2 % open in all stages, the rest closed but for a few void. The ids sort by time as
 * the product's own do; `n` counts from the newest.
 */
const fill = `
WITH place AS (
  SELECT (SELECT array_agg(path ORDER BY path) FROM areas AS one
      WHERE NOT EXISTS (SELECT FROM areas AS inner_one WHERE inner_one.parent_path = one.path)) AS areas,
    (SELECT array_agg(id ORDER BY code) FROM departments) AS departments
), seed AS (
  SELECT n, now() - n * ($1::interval / $2::int) AS at,
    (ARRAY['drain-blockage','road-waterlogging','manhole-lid','pump-failure'])[1 + n % 4] AS category,
    CASE WHEN n > $2::int / 50 THEN CASE WHEN n % 40 = 0 THEN 'void' ELSE 'closed' END
      ELSE (ARRAY['reported','filed','dispatched','disposing','disposing','disposing','fed-back','verified'])[1 + n % 8] END AS stage,
    areas[1 + (n * 7919::bigint) % cardinality(areas)] AS area,
    departments[1 + (n / 4) % cardinality(departments)] AS department
  FROM place, generate_series(1, $2::int) AS n
), made AS (
  SELECT *, (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || substr(md5(n::text), 1, 3)
    || '8' || substr(md5(n::text), 4, 15))::uuid AS id FROM seed
), subject AS (
  INSERT INTO subjects (id, kind, flow, flow_version, stage, version, area_path, departments, limits, created_at, changed_at, due_at)
  SELECT id, 'case', 'city-case', 1, stage, 7, area,
    CASE WHEN stage IN ('reported', 'filed') THEN '{}' ELSE ARRAY[department] END, '{}', at, at + interval '1 day',
    CASE WHEN stage IN ('closed', 'void') THEN NULL ELSE at + interval '3 days' END FROM made
)
INSERT INTO cases (id, no, category, title, severity, longitude, latitude, area_path, department_id, reports, channel, facts,
  opened_at, reported_at, fixed_at, fixed_by, closed_at, closed_by)
SELECT id, '439881' || to_char(at, 'YYYYMMDD') || (50000 + n % 50000)::text, category,
  jsonb_build_object('zh', '鹿鸣路' || n % 977 || '号井 · 管道堵塞', 'en', 'Manhole ' || n % 977 || ' Luming Road: blocked drain'),
  (ARRAY['red','orange','yellow','blue',NULL])[1 + n % 5], 112.3385 + 0.023 * ((n * 31) % 1000) / 1000, 28.8385 + 0.019 * ((n * 17) % 1000) / 1000,
  area, CASE WHEN stage IN ('reported', 'filed') THEN NULL ELSE department END, 1, (ARRAY['alarm','alarm','desk','desk','desk','citizen','api'])[1 + n % 7],
  jsonb_build_object('filing-condition', '井内液位高于井口以下 20 cm 持续 10 分钟', 'result', '已疏通，液位回落'),
  at, at, CASE WHEN stage = 'closed' THEN at + interval '5 hours' END, CASE WHEN stage = 'closed' THEN 'somebody' END,
  CASE WHEN stage = 'closed' THEN at + interval '8 hours' END, CASE WHEN stage = 'closed' THEN 'somebody' END
FROM made`;

/** Gives every open case the clock that runs in its stage. */
const startClocks = `
INSERT INTO clocks (id, subject_id, clock, state, started_at, due_at)
SELECT gen_random_uuid(), id, 'dispose', jsonb_build_object(
  'limit', jsonb_build_object('amount', 3, 'kind', 'work-days'), 'startedAt', (extract(epoch FROM created_at) * 1000)::bigint,
  'dueAt', (extract(epoch FROM due_at) * 1000)::bigint, 'stoppedAt', null, 'pauses', '[]'::jsonb, 'extensions', '[]'::jsonb), created_at, due_at
FROM subjects WHERE kind = 'case' AND due_at IS NOT NULL AND NOT EXISTS (SELECT FROM clocks WHERE subject_id = subjects.id)`;

/** Indexes that are built once over all rows instead of row by row: all but those that keep rows apart. */
const slowIndexes = `
SELECT indexname AS name, indexdef AS definition FROM pg_indexes
WHERE tablename IN ('cases', 'subjects', 'case_departments') AND indexdef NOT LIKE 'CREATE UNIQUE%'`;

/** Fills a city with cases of five years. */
export const fillCases = async ({ pool }: Database, count: number): Promise<void> => {
  const client = await pool.connect();
  try {
    await client.query("SET statement_timeout = 0");
    await client.query("SET synchronous_commit = off");
    await client.query("SET maintenance_work_mem = '512MB'");
    const { rows } = await client.query<{ name: string; definition: string }>(slowIndexes);
    for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
    await client.query(fill, ["1826 days", count]);
    for (const { definition } of rows) await client.query(definition);
    await client.query(startClocks);
    for (const table of ["cases", "subjects", "case_departments", "clocks"])
      await client.query(`VACUUM ANALYZE ${table}`);
  } finally {
    client.release();
  }
};

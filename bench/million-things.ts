import type { Database } from "../apps/server/src/platform/database.ts";
import { searchWords } from "../apps/server/src/platform/search-words.ts";

const streets = ["云泽大道", "环湖路", "文庙街", "桔园路", "书院街", "南门街", "人民路", "菱角街", "长堤路", "重阳路"];
const latin = ["Yunze Avenue", "Huanhu Road", "Wenmiao Street", "Juyuan Road", "Shuyuan Street"];
const kinds = [
  { type: "manhole", zh: "雨水井", en: "manhole" },
  { type: "pump-station", zh: "泵站", en: "pump station" },
  { type: "rain-gauge", zh: "雨量站", en: "rain gauge" },
  { type: "waterlogging-point", zh: "积水点", en: "waterlogging point" },
] as const;
const namesOfKind = 5_000;

/** Names as a city gives them, each with the words the product finds it by. */
const makeNames = () =>
  Array.from({ length: namesOfKind * kinds.length }, (_, n) => {
    const kind = kinds[n % kinds.length] ?? kinds[0];
    const house = 1 + Math.floor(n / streets.length);
    const name = {
      zh: `${streets[n % streets.length]}${house}号${kind.zh}`,
      en: `${kind.en} at ${house} ${latin[n % latin.length]}`,
    };
    return { n, type: kind.type, name, words: searchWords([name]) };
  });

/** Half stands close together in the middle of the city, the rest around it, as things do. */
const fill = `
WITH place AS (
  SELECT array_agg(path ORDER BY path) AS areas FROM areas AS one
  WHERE NOT EXISTS (SELECT FROM areas AS inner_one WHERE inner_one.parent_path = one.path)
), seed AS (
  SELECT n, gen_random_uuid() AS id, areas[1 + (n * 7919::bigint) % cardinality(areas)] AS area,
    CASE WHEN n % 2 = 0 THEN 0.03 ELSE 0.3 END AS spread,
    (hashint4(n)::bigint + 2147483648) / 4294967296.0 AS east, (hashint4(-n)::bigint + 2147483648) / 4294967296.0 AS north
  FROM place, generate_series(1, $1::int) AS n
), subject AS (
  INSERT INTO subjects (id, kind, flow, flow_version, stage, version, area_path, departments, limits, created_at, changed_at)
  SELECT id, 'thing', 'thing', 1, 'registered', 1, area, '{}', '{}', now(), now() FROM seed
)
INSERT INTO things (id, ref, type, name, longitude, latitude, attributes, area_path, open_alarms, search)
SELECT id, 'bench/' || seed.n, bench_names.type, bench_names.name, 112.35 + spread * (east - 0.5), 28.85 + spread * (north - 0.5),
  '{}', area, CASE WHEN seed.n % 500 = 0 THEN '{"a":{"severity":"orange","silence":false}}'::jsonb ELSE '{}' END, bench_names.search
FROM seed JOIN bench_names ON bench_names.n = seed.n % $2::int`;

/** Indexes that are built once over all rows: all but those that keep rows apart. */
const slowIndexes = `
SELECT indexname AS name, indexdef AS definition FROM pg_indexes
WHERE tablename IN ('things', 'subjects') AND indexdef NOT LIKE 'CREATE UNIQUE%'`;

/** Fills a city with things. */
export const fillThings = async ({ pool }: Database, count: number): Promise<void> => {
  const names = makeNames();
  const client = await pool.connect();
  try {
    await client.query("SET statement_timeout = 0");
    await client.query("SET synchronous_commit = off");
    await client.query("SET maintenance_work_mem = '512MB'");
    await client.query("CREATE TABLE bench_names (n int PRIMARY KEY, type text, name jsonb, search tsvector)");
    await client.query(
      `INSERT INTO bench_names SELECT n, type, name, array_to_tsvector(ARRAY(SELECT jsonb_array_elements_text(words)))
       FROM jsonb_to_recordset($1::jsonb) AS r(n int, type text, name jsonb, words jsonb)`,
      [JSON.stringify(names)],
    );
    const { rows } = await client.query<{ name: string; definition: string }>(slowIndexes);
    for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
    await client.query(fill, [count, names.length]);
    for (const { definition } of rows) await client.query(definition);
    await client.query("DROP TABLE bench_names");
    for (const table of ["things", "subjects"]) await client.query(`VACUUM ANALYZE ${table}`);
  } finally {
    client.release();
  }
};

import type { TestCity } from "./test-city.ts";

/** What is copied how often, and what each copy has of its own: SQL of a jsonb over its number `n`. */
export interface Copying {
  readonly table: string;
  readonly id: string;
  readonly count: number;
  readonly row: string;
  readonly subject: string;
}

/** Puts copies of a row and of its subject beside it, each with an id of its own: a crowd, without each one's way there. */
export const copyRows = async ({ database }: TestCity, { table, id, count, row, subject }: Copying): Promise<void> => {
  for (const [into, set] of [
    ["subjects", subject],
    [table, row],
  ] as const) {
    const { rows } = await database.pool.query(
      "SELECT string_agg(quote_ident(column_name), ', ') AS list FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1 AND is_generated = 'NEVER'",
      [into],
    );
    await database.pool.query(
      `INSERT INTO ${into} (${rows[0].list}) SELECT ${rows[0].list} FROM (
        SELECT (jsonb_populate_record(t, ${set} || jsonb_build_object('id',
          overlay(overlay(md5($1::text || n) placing '4' from 13) placing '8' from 17)::uuid))).*
        FROM ${into} t, generate_series(1, $2::int) n WHERE t.id::text = $1::text) copied`,
      [id, count],
    );
  }
};

import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/**
 * Words of a title are looked up by pairs of characters: Chinese words have two, and the extension for trigrams finds
 * nothing shorter than three. A number is looked up by its beginning or its end.
 */
export const caseSearch: Migration = {
  up: async (db) => {
    await sql`
      CREATE FUNCTION text_pairs(words text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
      RETURN (SELECT coalesce(array_agg(DISTINCT substr(lower(words COLLATE "C"), place, 2)), '{}')
        FROM generate_series(1, length(words) - 1) AS place)`.execute(db);
    await sql`
      ALTER TABLE cases ADD COLUMN title_pairs text[]
        GENERATED ALWAYS AS (text_pairs((title->>'zh') || ' ' || (title->>'en'))) STORED`.execute(db);
    await sql`CREATE INDEX cases_title_pairs ON cases USING gin (title_pairs)`.execute(db);
    await sql`CREATE INDEX cases_no_start ON cases (no text_pattern_ops)`.execute(db);
    await sql`CREATE INDEX cases_no_end ON cases (reverse(no) text_pattern_ops)`.execute(db);
  },
};

import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/**
 * Links carry the area they begin in, so that a tile of links needs no look-up of things; things carry the words they
 * are found by, and the transaction that touched them last, so that whoever keeps them in memory reads only what
 * changed.
 */
export const thingBulk: Migration = {
  up: async (db) => {
    await sql`ALTER TABLE links ADD COLUMN area_path text NOT NULL DEFAULT ''`.execute(db);
    await sql`UPDATE links SET area_path = things.area_path FROM things WHERE things.id = links.from_id`.execute(db);
    await sql`ALTER TABLE things ADD COLUMN search tsvector, ADD COLUMN touched xid8 NOT NULL DEFAULT '0'`.execute(db);
    await sql`
      CREATE FUNCTION touch_thing() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN NEW.touched := pg_current_xact_id(); RETURN NEW; END $$`.execute(db);
    await sql`
      CREATE TRIGGER things_touch BEFORE INSERT OR UPDATE ON things FOR EACH ROW EXECUTE FUNCTION touch_thing()`.execute(
      db,
    );
    await sql`CREATE INDEX things_touched ON things (touched)`.execute(db);
    await sql`CREATE INDEX things_search ON things USING gin (search)`.execute(db);
    await sql`CREATE INDEX things_alarmed ON things (no) WHERE open_alarms <> '{}'`.execute(db);
  },
};

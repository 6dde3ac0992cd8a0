import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/** Until then a thing that an import moved to another area left its streams and devices in the one before. */
export const deviceFollowThings: Migration = {
  up: async (db) => {
    await sql`
      UPDATE streams SET area_path = things.area_path FROM things
      WHERE things.id = streams.thing_id AND streams.area_path <> things.area_path`.execute(db);
    await sql`
      UPDATE devices SET area_path = things.area_path FROM things
      WHERE things.id = devices.thing_id AND devices.area_path <> things.area_path`.execute(db);
    await sql`
      UPDATE subjects SET area_path = devices.area_path FROM devices
      WHERE subjects.id = devices.id AND subjects.area_path <> devices.area_path`.execute(db);
  },
};

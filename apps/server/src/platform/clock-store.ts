import { sql } from "kysely";
import type { Db } from "./database.ts";
import { type ClockSetting, cityTime } from "./server-clock.ts";

interface ServerClockTable {
  one: boolean;
  origin_ms: number;
  simulated_origin_ms: number;
  speed: number;
}

declare module "./database.ts" {
  interface Tables {
    server_clock: ServerClockTable;
  }
}

/** Reads the row every process's clock follows. */
export const getClockSetting = async (db: Db): Promise<ClockSetting> => {
  const row = await db.selectFrom("server_clock").selectAll().executeTakeFirstOrThrow();
  return { origin: row.origin_ms, simulatedOrigin: row.simulated_origin_ms, speed: row.speed };
};

/**
 * Sets the city's clock from now on: a speed, and a moment to jump to when given.
 * Undefined when that moment lies before what the clock already showed: it never runs backwards.
 */
export const updateClockSetting = async (
  db: Db,
  wish: { speed: number; at: number | undefined; real: number },
): Promise<ClockSetting | undefined> => {
  const { rows } = await sql<{ origin_ms: number; simulated_origin_ms: number; speed: number }>`
    SELECT origin_ms, simulated_origin_ms, speed FROM server_clock FOR UPDATE`.execute(db);
  const row = rows[0];
  if (row === undefined) throw new Error("the server clock has no row");
  const shown = cityTime(
    { origin: row.origin_ms, simulatedOrigin: row.simulated_origin_ms, speed: row.speed },
    wish.real,
  );
  const at = wish.at ?? shown;
  if (at < shown) return undefined;
  await db
    .updateTable("server_clock")
    .set({ origin_ms: wish.real, simulated_origin_ms: at, speed: wish.speed })
    .execute();
  await sql`SELECT pg_notify('clock', '')`.execute(db);
  return { origin: wish.real, simulatedOrigin: at, speed: wish.speed };
};

import { sql } from "kysely";
import type { Db } from "./database.ts";
import { type ClockSetting, cityTime } from "./server-clock.ts";

interface ServerClockTable {
  one: boolean;
  origin_ms: number;
  simulated_origin_ms: number;
  speed: number;
  lease_until_ms: number | null;
  lease_back: number | null;
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

/** What the clock is asked for; with a lease, a speed goes back to what it was unless the lease is renewed. */
export interface ClockWish {
  readonly speed: number;
  readonly at: number | undefined;
  readonly real: number;
  readonly leaseMs?: number | undefined;
  /** Only where the clock runs at this speed on a lease. */
  readonly while?: number | undefined;
  /** Only where a lease ran out. */
  readonly lapsed?: true;
}

type Row = Pick<ServerClockTable, "speed" | "lease_until_ms">;

/** Whether what a wish was made for still holds: decided under the row's lock, or somebody's hand would be overruled. */
const holds = ({ while: at, lapsed, real }: ClockWish, { speed, lease_until_ms: until }: Row): boolean =>
  (at === undefined || (until !== null && speed === at)) && (lapsed === undefined || (until !== null && until < real));

/** Renews the lease of the speed that the clock runs at; nothing where it runs at another, or on none. */
export const renewLease = async (db: Db, { speed, real, leaseMs = 0 }: ClockWish): Promise<void> => {
  await db
    .updateTable("server_clock")
    .set({ lease_until_ms: real + leaseMs })
    .where("speed", "=", speed)
    .where("lease_until_ms", "is not", null)
    .execute();
};

/** The speed the clock goes back to because a lease ran out; undefined while none did. */
export const findLapsed = async (db: Db, real: number): Promise<number | undefined> => {
  const row = await db
    .selectFrom("server_clock")
    .select("lease_back")
    .where("lease_until_ms", "<", real)
    .executeTakeFirst();
  return row?.lease_back ?? undefined;
};

/**
 * Sets the city's clock from now on: a speed, and a moment to jump to when given.
 * `backwards` when that moment lies before what the clock already showed: it never runs so. `unchanged` when what the
 * wish was made for holds no longer.
 */
export const updateClockSetting = async (
  db: Db,
  wish: ClockWish,
): Promise<ClockSetting | "backwards" | "unchanged"> => {
  const { rows } = await sql<ServerClockTable>`SELECT * FROM server_clock FOR UPDATE`.execute(db);
  const row = rows[0];
  if (row === undefined) throw new Error("the server clock has no row");
  if (!holds(wish, row)) return "unchanged";
  const shown = cityTime(
    { origin: row.origin_ms, simulatedOrigin: row.simulated_origin_ms, speed: row.speed },
    wish.real,
  );
  const at = wish.at ?? shown;
  if (at < shown) return "backwards";
  await db
    .updateTable("server_clock")
    .set({
      origin_ms: wish.real,
      simulated_origin_ms: at,
      speed: wish.speed,
      lease_until_ms: wish.leaseMs === undefined ? null : wish.real + wish.leaseMs,
      // A lease upon a lease goes back to what was before both.
      lease_back: wish.leaseMs === undefined ? null : (row.lease_back ?? row.speed),
    })
    .execute();
  await sql`SELECT pg_notify('clock', '')`.execute(db);
  return { origin: wish.real, simulatedOrigin: at, speed: wish.speed };
};

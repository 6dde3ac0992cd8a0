import { chmodSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { flows, migrations, registry } from "../apps/server/src/app.ts";
import { readConfig } from "../apps/server/src/config.ts";
import { clockPort } from "../apps/server/src/modules/flows/clock/index.ts";
import { formPort } from "../apps/server/src/modules/flows/form/index.ts";
import { cityCalendar } from "../apps/server/src/platform/city-calendar.ts";
import type { ContextSeed } from "../apps/server/src/platform/context.ts";
import { type Database, type DatabaseAddress, openDatabase } from "../apps/server/src/platform/database.ts";
import { openDirectory } from "../apps/server/src/platform/directory.ts";
import { startEmbeddedPostgres } from "../apps/server/src/platform/embedded-postgres.ts";
import { openLog } from "../apps/server/src/platform/log.ts";
import { migrate } from "../apps/server/src/platform/migration.ts";
import { readProfile } from "../apps/server/src/platform/profile.ts";
import { createServerClock } from "../apps/server/src/platform/server-clock.ts";
import { createVitals } from "../apps/server/src/platform/vitals.ts";

/** A city's operations store on the embedded engine, as `npm start` runs it, without its processes. */
export interface BenchCity {
  readonly address: DatabaseAddress;
  readonly database: Database;
  readonly seed: () => Omit<ContextSeed, "actor">;
  /** Process of the database's postmaster. */
  readonly pid: number;
  readonly close: () => Promise<void>;
}

/** Makes an empty Yunze in a folder and starts its database. */
export const openBenchCity = async (folder: string, connections: number): Promise<BenchCity> => {
  // The engine may run under another account, which must reach its folder.
  chmodSync(folder, 0o755);
  const read = readConfig({ DATA_DIR: folder, CITY: "yunze", DEMO_CITY: "quarter", LOG_LEVEL: "error" });
  const profile = readProfile(resolve(import.meta.dirname, "../deploy/cities"), "yunze");
  if ("faults" in read) throw new Error(read.faults.join("\n"));
  if ("faults" in profile) throw new Error(profile.faults.join("\n"));
  const directory = openDirectory(folder);
  const socketDir = join(folder, "sockets");
  mkdirSync(socketDir, { recursive: true });
  const access = { user: "chengyun", database: "chengyun", password: "bench" };
  const engine = await startEmbeddedPostgres({
    ...access,
    dataDir: directory.database,
    socketDir,
    onLine: () => undefined,
  });
  const address = { ...access, host: socketDir, port: 5432 };
  const database = openDatabase(address, { max: connections });
  await migrate(database.db, migrations);
  const clock = createServerClock();
  const log = openLog(read.config, "bench");
  const deployment = {
    config: read.config,
    profile: profile.profile,
    registry,
    directory,
    calendar: cityCalendar(profile.profile, new Date().getUTCFullYear()),
    vitals: createVitals(),
  };
  return {
    address,
    database,
    seed: () => ({ db: database.db, clock, log, deployment, flows, clocks: clockPort, forms: formPort }),
    pid: engine.pid,
    close: async () => {
      await database.close();
      await engine.stop();
    },
  };
};

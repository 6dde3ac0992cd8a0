import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { fences, migrations } from "../app.ts";
import { type DatabaseAddress, openDatabase } from "../platform/database.ts";
import { startEmbeddedPostgres } from "../platform/embedded-postgres.ts";
import { raiseFence } from "../platform/fence.ts";
import { migrate } from "../platform/migration.ts";
import { groundName, templateName, testReader, withDatabase } from "./database-address.ts";

declare module "vitest" {
  interface ProvidedContext {
    database: DatabaseAddress;
    /** Data directory that belongs to the database with ground. */
    ground: string;
  }
}

const prepareTemplate = async (address: DatabaseAddress) => {
  const admin = openDatabase(address);
  for (const name of [templateName, groundName]) await admin.pool.query(`DROP DATABASE IF EXISTS ${name}`);
  await admin.pool.query(`CREATE DATABASE ${templateName}`);
  await admin.close();
  const template = openDatabase(withDatabase(address, templateName));
  await migrate(template.db, migrations);
  await raiseFence(template.db, fences, testReader);
  await template.close();
};

/** One real PostgreSQL for a whole test run: a server by DATABASE_URL, else the embedded engine in a temporary folder. */
export default async function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), "chengyun-test-"));
  chmodSync(folder, 0o755);
  const ground = join(folder, "ground");
  mkdirSync(ground);
  project.provide("ground", ground);
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const url = process.env["DATABASE_URL"];
  if (url !== undefined) {
    await prepareTemplate({ connectionString: url });
    project.provide("database", { connectionString: url });
    return remove;
  }
  const sockets = join(folder, "run");
  mkdirSync(sockets);
  const engine = await startEmbeddedPostgres({
    dataDir: join(folder, "database"),
    socketDir: sockets,
    user: "chengyun",
    database: "chengyun",
    password: "for-tests",
    onLine: () => undefined,
    throwAway: true,
  });
  const address = { host: sockets, port: 5432, user: "chengyun", password: "for-tests", database: "chengyun" };
  await prepareTemplate(address);
  project.provide("database", address);
  return async () => {
    await engine.stop();
    remove();
  };
}

import { fences, migrations } from "../app.ts";
import { prepareQueues } from "../backup/queues.ts";
import { buildCity } from "../build-city.ts";
import { type OneTimePassword, seedIdentity } from "../modules/identity/first-start/index.ts";
import { openDeployment } from "../open-deployment.ts";
import { system } from "../platform/actor.ts";
import { runChild } from "../platform/child.ts";
import { createContext } from "../platform/context.ts";
import { type Database, databaseAddress, embeddedReader, openDatabase, ownerAddress } from "../platform/database.ts";
import { linkOutside } from "../platform/directory.ts";
import { startEmbeddedPostgres } from "../platform/embedded-postgres.ts";
import { type ReaderLogin, raiseFence } from "../platform/fence.ts";
import { type Log, openLog } from "../platform/log.ts";
import { migrate } from "../platform/migration.ts";
import { seedFor } from "../seed.ts";
import { seedGround } from "../seed-city.ts";

const titles: Readonly<Record<string, string>> = {
  "security-administrator": "Security administrator",
  auditor: "Auditor",
};

/** Said once on the terminal, not in the log, until the password was changed. */
const announcePassword = ({ role, login, password }: OneTimePassword): void => {
  const title = titles[role] ?? "Administrator";
  process.stdout.write(`\n  ${title} of this city: ${login}\n  One-time password: ${password}\n\n`);
};

/** The second fence, where it can be raised; a city whose owner may not make roles runs with the first one alone, and says so. */
const raise = async ({ db }: Database, login: ReaderLogin | undefined, log: Log): Promise<void> => {
  try {
    if (await raiseFence(db, fences, login)) log.info("the second fence was raised");
  } catch (error) {
    log.warn({ error }, "the second fence could not be raised (docs/security/hardening.md, 5); the first one stands");
  }
};

/** The database child: the embedded engine (unless a server is given), the schema, and what a new city starts with. */
await runChild(async () => {
  const deployment = openDeployment();
  const { config, directory } = deployment;
  const log = openLog(config, "database");
  const address = databaseAddress(config, directory);
  if (!("connectionString" in address)) linkOutside(directory);
  const engine =
    "connectionString" in address
      ? undefined
      : await startEmbeddedPostgres({
          dataDir: directory.database,
          socketDir: address.host,
          user: address.user,
          database: address.database,
          password: address.password,
          onLine: (line) => log.info({ postgres: line }, "the database says"),
        });
  // Without its engine this process has no reason to live: ending makes the supervisor start both anew.
  let stopping = false;
  void engine?.exited.then(() => stopping || process.exit(1));
  const database = openDatabase(address, { max: 2, name: "chengyun-database" });
  const schema = openDatabase(ownerAddress(config, directory), { max: 2, name: "chengyun-owner" });
  const done = await migrate(schema.db, migrations);
  if (done.length > 0) log.info({ steps: done }, "the schema was brought up to date");
  // Their tables are the owner's, too.
  await prepareQueues(schema);
  await raise(schema, engine === undefined ? undefined : embeddedReader(directory), log);
  await schema.close();
  const seed = await seedFor(deployment, database, log);
  const ctx = createContext({ ...seed.context(), actor: system("start") });
  for (const password of await seedIdentity(ctx)) announcePassword(password);
  const unbuilt = await seedGround(ctx);
  const building = (unbuilt === undefined ? Promise.resolve() : buildCity(ctx, unbuilt, () => stopping))
    .catch((error: unknown) => log.error({ error }, "the city could not be built to its end; the next start goes on"))
    .finally(() => database.close());
  return async () => {
    stopping = true;
    await building;
    await engine?.stop();
  };
});

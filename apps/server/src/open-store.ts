import { fences } from "./app.ts";
import { Hopeless } from "./platform/child.ts";
import { type Database, databaseAddress, openDatabase, readerAddress } from "./platform/database.ts";
import type { Deployment } from "./platform/deployment.ts";
import { findGap } from "./platform/fence.ts";
import type { Log } from "./platform/log.ts";

/**
 * Opens the operations store for who serves requests, and looks whether the second fence holds (0013). A login for readers
 * that an operator gave and that is more than a reader is refused; where there is none, the first fence stands alone.
 */
export const openStore = async ({ config, directory }: Deployment, log: Log): Promise<Database> => {
  const address = databaseAddress(config, directory);
  const options = { max: 20, name: "chengyun-api" };
  const reader = readerAddress(config, directory);
  if (reader === undefined) log.warn("DATABASE_READER_URL is not set: the second fence does not stand");
  const database = openDatabase(address, { ...options, reader });
  const gap = await findGap(database, fences);
  if (gap === undefined) return database;
  await database.close();
  if (config.databaseReaderUrl !== undefined)
    throw new Hopeless(`DATABASE_READER_URL: this login may not read for people who reach a part of the city: ${gap}`);
  log.error({ gap }, "the second fence does not stand");
  return openDatabase(address, options);
};

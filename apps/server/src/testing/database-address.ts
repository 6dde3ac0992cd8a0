import type { DatabaseAddress } from "../platform/database.ts";

/** Database every test database is copied from. */
export const templateName = "chengyun_template";

/** The same server, another database. */
export const withDatabase = (address: DatabaseAddress, database: string): DatabaseAddress => {
  if (!("connectionString" in address)) return { ...address, database };
  const url = new URL(address.connectionString);
  url.pathname = `/${database}`;
  return { connectionString: url.href };
};

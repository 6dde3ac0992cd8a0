import type { DatabaseAddress } from "../platform/database.ts";

/** Database every test database is copied from. */
export const templateName = "chengyun_template";

/** The same with departments, areas and things, made once a run by the first test that needs it. */
export const groundName = "chengyun_ground";

/** The same server, another database. */
export const withDatabase = (address: DatabaseAddress, database: string): DatabaseAddress => {
  if (!("connectionString" in address)) return { ...address, database };
  const url = new URL(address.connectionString);
  url.pathname = `/${database}`;
  return { connectionString: url.href };
};

/** Login of those who read behind the second fence, of the whole test server. */
export const testReader = { user: "chengyun_reading", password: "for-tests" };

/** The same database for its readers. */
export const asReader = (address: DatabaseAddress): DatabaseAddress => {
  if (!("connectionString" in address)) return { ...address, ...testReader };
  const url = new URL(address.connectionString);
  url.username = testReader.user;
  url.password = testReader.password;
  return { connectionString: url.href };
};

import { join } from "node:path";
import { home } from "./platform/home.ts";
import type { WebApp } from "./platform/web.ts";

const app = (prefix: string, name: string): WebApp => ({ prefix, folder: join(home, "dist", name) });

/** Every web app of the city and where it is served. */
export const webApps: readonly WebApp[] = [
  app("", "console"),
  app("/app", "citizen"),
  app("/field", "field"),
  { ...app("/verify", "verify"), callsNobody: true },
];

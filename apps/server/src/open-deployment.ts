import { registry } from "./app.ts";
import { readConfig } from "./config.ts";
import { sizedProfile } from "./demo-size.ts";
import { Hopeless } from "./platform/child.ts";
import { cityCalendar } from "./platform/city-calendar.ts";
import type { Deployment } from "./platform/deployment.ts";
import { openDirectory } from "./platform/directory.ts";
import { findCitiesDir } from "./platform/home.ts";
import { readProfile } from "./platform/profile.ts";
import { checkSecrets } from "./platform/secret.ts";
import { createVitals } from "./platform/vitals.ts";

/** Reads settings and city of a child; what the supervisor checked before it is checked again, for starts by hand. */
export const openDeployment = (env: NodeJS.ProcessEnv = process.env): Deployment => {
  const read = readConfig(env);
  if ("faults" in read) throw new Hopeless(read.faults.join("\n"));
  const profile = readProfile(findCitiesDir(read.config.citiesDir, read.config.city), read.config.city);
  if ("faults" in profile) throw new Hopeless(profile.faults.join("\n"));
  const directory = openDirectory(read.config.dataDir);
  checkSecrets(directory.keys);
  return {
    config: read.config,
    profile: sizedProfile(profile.profile, read.config),
    registry,
    directory,
    calendar: cityCalendar(profile.profile, new Date().getFullYear()),
    vitals: createVitals(),
  };
};

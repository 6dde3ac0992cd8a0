import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkProfile, Profile } from "@chengyun/contracts";

/** Reads a city's profile; either it, or a sentence for each fault. */
export const readProfile = (citiesDir: string, city: string): { profile: Profile } | { faults: string[] } => {
  const path = join(citiesDir, city, "profile.json");
  if (!existsSync(path)) return { faults: [`CITY=${city}: there is no ${path}`] };
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    return { faults: [`${path} is not JSON: ${(error as Error).message}`] };
  }
  const read = Profile.safeParse(content);
  if (!read.success)
    return { faults: read.error.issues.map((issue) => `${path}, ${issue.path.join(".")}: ${issue.message}`) };
  const faults = checkProfile(read.data).map((fault) => `${path}: ${fault}`);
  return faults.length > 0 ? { faults } : { profile: read.data };
};

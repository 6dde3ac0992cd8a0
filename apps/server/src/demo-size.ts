import type { Profile } from "@chengyun/contracts";
import { quarterExtent } from "@chengyun/demo-city";
import type { Config } from "./config.ts";

/** The profile as large as the demo city is made: a quarter of it is looked at from near. */
export const sizedProfile = (profile: Profile, { demoCity }: Config): Profile =>
  profile.areas.from === "demo-city" && demoCity === "quarter" ? { ...profile, extent: [...quarterExtent] } : profile;

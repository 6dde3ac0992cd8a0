import type { Pack } from "@chengyun/kernel";
import { airQuality } from "./air-quality/pack.ts";
import { cityManagement } from "./city-management/pack.ts";
import { disaster } from "./disaster/pack.ts";
import { emergency } from "./emergency/pack.ts";
import { environment } from "./environment/pack.ts";
import { drainage } from "./lifeline-drainage/pack.ts";
import { gasSupply } from "./lifeline-gas/pack.ts";
import { powerSupply } from "./lifeline-power/pack.ts";
import { waterSupply } from "./lifeline-water/pack.ts";
import { lighting } from "./lighting/pack.ts";
import { lostProperty } from "./lost-property/pack.ts";
import { networkModels } from "./network-models/pack.ts";
import { parking } from "./parking/pack.ts";
import { publicPlaces } from "./public-places/pack.ts";
import { publicSecurity } from "./public-security/pack.ts";
import { workSafety } from "./work-safety/pack.ts";

/** The one list of packs. */
export const packs: readonly Pack[] = [
  drainage,
  waterSupply,
  gasSupply,
  powerSupply,
  cityManagement,
  disaster,
  emergency,
  lighting,
  publicSecurity,
  environment,
  publicPlaces,
  lostProperty,
  airQuality,
  networkModels,
  parking,
  workSafety,
];

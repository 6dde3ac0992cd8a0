import type { Pack } from "@chengyun/kernel";
import { airQuality } from "./air-quality/pack.ts";
import { cityManagement } from "./city-management/pack.ts";
import { disaster } from "./disaster/pack.ts";
import { environment } from "./environment/pack.ts";
import { drainage } from "./lifeline-drainage/pack.ts";
import { lighting } from "./lighting/pack.ts";
import { lostProperty } from "./lost-property/pack.ts";
import { networkModels } from "./network-models/pack.ts";
import { parking } from "./parking/pack.ts";
import { publicSecurity } from "./public-security/pack.ts";

/** The one list of packs. */
export const packs: readonly Pack[] = [
  drainage,
  cityManagement,
  disaster,
  lighting,
  publicSecurity,
  environment,
  lostProperty,
  airQuality,
  networkModels,
  parking,
];

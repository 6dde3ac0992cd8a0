import type { Outcome } from "./finding.ts";
import type { Ground } from "./ground.ts";
import { attackRoles } from "./role-attack.ts";
import { attackScopes } from "./scope-attack.ts";
import { attackTokens } from "./token-attack.ts";

/** Attacks by id. */
export const attacks: Readonly<Record<string, (ground: Ground) => Promise<Outcome>>> = {
  S1: attackScopes,
  S2: attackRoles,
  S5: attackTokens,
};

import { attackCommands } from "./command-attack.ts";
import { attackFence } from "./fence-attack.ts";
import { attackFields } from "./field-attack.ts";
import type { Outcome, Way } from "./finding.ts";
import { attackFormulas } from "./formula-attack.ts";
import { attackGreed } from "./greedy-attack.ts";
import type { Ground } from "./ground.ts";
import { attackGuesses } from "./guess-attack.ts";
import { attackInjection } from "./injection-attack.ts";
import { attackInventory } from "./inventory-attack.ts";
import { attackPackets } from "./packet-attack.ts";
import { attackPaths } from "./path-attack.ts";
import { attackReach } from "./reach-attack.ts";
import { attackReplays } from "./replay-attack.ts";
import { attackRoles } from "./role-attack.ts";
import { attackScopes } from "./scope-attack.ts";
import { attackScripts } from "./script-attack.ts";
import { attackSecrets } from "./secret-attack.ts";
import { attackJournal } from "./tamper-attack.ts";
import { attackTls } from "./tls-attack.ts";
import { attackTokens } from "./token-attack.ts";
import { attackTopics } from "./topic-attack.ts";
import { attackUploads } from "./upload-attack.ts";

/** Attacks by id. */
export const attacks: Readonly<Record<string, (ground: Ground, way: Way) => Promise<Outcome>>> = {
  S1: attackScopes,
  S2: attackRoles,
  S3: attackFields,
  S4: attackFence,
  S5: attackTokens,
  S6: attackGuesses,
  S7: attackInjection,
  S8: attackFormulas,
  S9: attackReach,
  S10: attackScripts,
  S11: attackPaths,
  S12: attackUploads,
  S13: attackTopics,
  S14: attackReplays,
  S15: attackPackets,
  S16: attackGreed,
  S17: attackTls,
  S18: attackSecrets,
  S19: attackJournal,
  S21: attackCommands,
  S22: attackInventory,
};

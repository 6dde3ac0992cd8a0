import { createHmac, timingSafeEqual } from "node:crypto";
import type { Context } from "../../../platform/context.ts";
import type { Deployment } from "../../../platform/deployment.ts";
import { deriveKey } from "../../../platform/seal.ts";
import { deploymentSecret } from "../../../platform/secret.ts";
import { type GlassRow, listGlass } from "./store.ts";

/** A broken glass: until when, why, and by whom. */
export type Glass = Omit<GlassRow, "seal">;

/**
 * Seal of a broken glass under a key that lies beside the database and not in it: who writes an entry past the platform
 * can't make one.
 */
export const sealGlass = ({ directory }: Deployment, { until, reason, by }: Glass): string =>
  createHmac("sha256", deriveKey(deploymentSecret(directory.keys, "glass"), "broken glass"))
    .update(JSON.stringify([until, reason, by]))
    .digest("base64url");

const isOurs = (deployment: Deployment, { seal, ...glass }: GlassRow): boolean => {
  const [given, due] = [Buffer.from(seal), Buffer.from(sealGlass(deployment, glass))];
  return given.length === due.length && timingSafeEqual(given, due);
};

/** The newest glass that was broken through the platform. */
export const findGlass = async ({ db, deployment }: Pick<Context, "db" | "deployment">): Promise<Glass | undefined> => {
  const rows = await listGlass(db);
  // Without an entry no key is needed, and none is made.
  return rows.find((row) => isOurs(deployment, row));
};

import { openCheckpoint, parseVerifierKey } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import type { Deployment } from "../../../platform/deployment.ts";
import { findSigned, getKeyText, sha256, verifySignature } from "../log/index.ts";
import { anchorOf } from "./anchor.ts";
import { isLost } from "./lost.ts";

/** A checkpoint an hour is what a gazette or an archive bears. */
const everyMs = 3_600_000;
/** After a failure, sooner. */
const againMs = 60_000;

/** How the anchor fares: not set, when something was put there last, or that it can't be reached. */
export interface AnchorStand {
  readonly state: "none" | "well" | "failing";
  readonly size: number;
}

interface Memory {
  readonly stand: AnchorStand;
  readonly dueAt: number;
}

const memories = new WeakMap<Deployment, Memory>();

/** How the anchor fares, as this process saw it last. */
export const getAnchorStand = (deployment: Deployment): AnchorStand =>
  memories.get(deployment)?.stand ?? { state: anchorOf(deployment.config) === undefined ? "none" : "well", size: 0 };

/** Puts the newest checkpoint outside. */
export const anchorNow = async (ctx: Context): Promise<void> => {
  const anchor = anchorOf(ctx.deployment.config);
  const signed = anchor === undefined ? undefined : await findSigned(ctx.db);
  if (anchor === undefined || signed === undefined || signed.size === 0) return;
  try {
    await anchor.put(signed.size, signed.note);
    const stand = { state: "well", size: signed.size } as const;
    memories.set(ctx.deployment, { stand, dueAt: Date.now() + everyMs });
  } catch (error) {
    ctx.log.warn({ error }, "a checkpoint could not be anchored outside");
    const stand = { state: "failing", size: getAnchorStand(ctx.deployment).size } as const;
    memories.set(ctx.deployment, { stand, dueAt: Date.now() + againMs });
  }
};

/** Puts the newest checkpoint outside when it is time. */
export const anchorNowAndThen = async (ctx: Context): Promise<void> => {
  if (Date.now() >= (memories.get(ctx.deployment)?.dueAt ?? 0)) await anchorNow(ctx);
};

/** Notes that lie outside, but for those a restore gave up: what the log must have grown out of. None when the place can't be reached. */
export const listAnchored = async (ctx: Context): Promise<string[]> => {
  try {
    const gone = isLost(ctx.deployment.directory);
    return ((await anchorOf(ctx.deployment.config)?.list()) ?? []).filter((note) => !gone(note));
  } catch (error) {
    ctx.log.warn({ error }, "what was anchored outside could not be read");
    return [];
  }
};

/** Checkpoints of ours that lie outside and reach beyond a size: signed over entries that a restore to it lacks. */
export const listLost = async (ctx: Context, size: number): Promise<string[]> => {
  const key = parseVerifierKey(sha256, await getKeyText(ctx));
  if (key === undefined) return [];
  return (await listAnchored(ctx)).filter((note) => {
    const opened = openCheckpoint(note, key, verifySignature);
    return typeof opened === "object" && opened.size > size;
  });
};

import { parseNote } from "@chengyun/kernel";
import type { StampConfig } from "../../../anchor-config.ts";
import type { Context } from "../../../platform/context.ts";
import type { Deployment } from "../../../platform/deployment.ts";
import { exchangeOutside } from "../../../platform/outgoing.ts";
import { checkStamp, makeStampRequest, readRoots } from "../../../stamp/index.ts";
import { findSigned } from "../log/index.ts";
import { findStampedSize, insertStamp } from "./store.ts";

const limits = { longestAnswer: 65_536, patienceMs: 15_000 };
const everyMs = 3_600_000;
/** After a failure, sooner. */
const againMs = 60_000;

/** How the time stamps fare: nobody asked for any, the last came, or the authority does not give one. */
export interface StampStand {
  readonly state: "none" | "well" | "failing";
}

const memories = new WeakMap<Deployment, StampStand & { readonly dueAt: number }>();

/** How the time stamps fare, as this process saw it last. */
export const getStampStand = (deployment: Deployment): StampStand =>
  memories.get(deployment) ?? { state: deployment.config.stamps === undefined ? "none" : "well" };

/** Asks for a stamp of some bytes and checks it at once: what could not be shown to others is not kept. */
const askStamp = async ({ config }: Deployment, { url, roots }: StampConfig, text: Uint8Array) => {
  const { der, nonce } = makeStampRequest(text);
  const { status, body } = await exchangeOutside(
    {
      url,
      method: "POST",
      headers: { "content-type": "application/timestamp-query", accept: "application/timestamp-reply" },
      body: Buffer.from(der),
      allow: config.outgoingAllow,
    },
    limits,
  );
  if (status !== 200) throw new Error(`the time-stamping authority answered ${status}`);
  return { answer: body, ...(await checkStamp(body, text, { roots: readRoots(roots), nonce })) };
};

/** Has the newest checkpoint stamped with the time, unless it is already. */
export const stampNow = async (ctx: Context): Promise<void> => {
  const { stamps } = ctx.deployment.config;
  const signed = stamps === undefined ? undefined : await findSigned(ctx.db);
  if (stamps === undefined || signed === undefined || signed.size === 0) return;
  try {
    const text = parseNote(signed.note)?.text ?? "";
    if ((await findStampedSize(ctx.db)) !== signed.size)
      await insertStamp(ctx.db, {
        size: signed.size,
        note: signed.note,
        ...(await askStamp(ctx.deployment, stamps, Buffer.from(text))),
      });
    memories.set(ctx.deployment, { state: "well", dueAt: Date.now() + everyMs });
  } catch (error) {
    ctx.log.warn({ error }, "a checkpoint could not be stamped with the time");
    memories.set(ctx.deployment, { state: "failing", dueAt: Date.now() + againMs });
  }
};

/** Has the newest checkpoint stamped when it is time. */
export const stampNowAndThen = async (ctx: Context): Promise<void> => {
  if (Date.now() >= (memories.get(ctx.deployment)?.dueAt ?? 0)) await stampNow(ctx);
};

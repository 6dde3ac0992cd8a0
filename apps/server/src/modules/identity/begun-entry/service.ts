import { createHash, createHmac, randomBytes } from "node:crypto";
import type { Context } from "../../../platform/context.ts";
import type { Exchange } from "../../../platform/route.ts";
import { type BegunRow, findBegun, removeBegunBefore, takeBegun, upsertBegun } from "./store.ts";

/** Cookie of a browser that began something; the session's is another. */
const begunCookie = "chengyun_begun";
/** In real time: long enough for somebody to look for their phone. */
const patienceMs = 600_000;

/** Something begun, with the browser's token. */
export interface BegunEntry extends BegunRow {
  readonly token: string;
}

const digestOf = (token: string, purpose: string): Buffer =>
  createHash("sha256").update(`${purpose}\n${token}`).digest();

/** A value of 256 bits that only this browser and we can know, until it is told to somebody. */
export const deriveFrom = (token: string, label: string): string =>
  createHmac("sha256", token).update(label).digest("base64url");

/**
 * Begins something for a purpose; what the same browser began for it before is void. Answers the browser's token, which
 * lies in a cookie that scripts and other sites don't get.
 */
export const beginEntry = async (
  ctx: Pick<Context, "db">,
  http: Exchange,
  { purpose, accountId, note = "" }: { purpose: string; accountId?: string; note?: string },
): Promise<string> => {
  const at = new Date();
  const token = randomBytes(32).toString("base64url");
  await removeBegunBefore(ctx.db, new Date(at.getTime() - patienceMs));
  await upsertBegun(ctx.db, { digest: digestOf(token, purpose), accountId, note, at });
  http.setCookie(begunCookie, token, patienceMs / 1_000);
  return token;
};

type Ask = typeof takeBegun;

const ask = async (
  ctx: Pick<Context, "db">,
  http: Exchange,
  { purpose, by }: { purpose: string; by: Ask },
): Promise<BegunEntry | undefined> => {
  const token = http.cookie(begunCookie);
  if (token === undefined) return undefined;
  const row = await by(ctx.db, digestOf(token, purpose), new Date(Date.now() - patienceMs));
  return row === undefined ? undefined : { ...row, token };
};

/** Takes what this browser began for a purpose: it is over, whatever comes of it. */
export const takeEntry = (ctx: Pick<Context, "db">, http: Exchange, purpose: string): Promise<BegunEntry | undefined> =>
  ask(ctx, http, { purpose, by: takeBegun });

/** Looks at it and leaves it, for what may be tried again. */
export const findEntry = (ctx: Pick<Context, "db">, http: Exchange, purpose: string): Promise<BegunEntry | undefined> =>
  ask(ctx, http, { purpose, by: findBegun });

import { createHash } from "node:crypto";
import pLimit, { type LimitFunction } from "p-limit";
import { AppError } from "../../../platform/app-error.ts";
import { type Context, transact } from "../../../platform/context.ts";
import { record } from "../../../platform/journal.ts";
import { networkOf } from "../../../platform/network.ts";
import { beginAttempt, claimNote, isBlocked, removeAttempts, removeAttemptsBefore, type Slowing } from "./store.ts";

/** Five attempts are free; then 2 s, 4 s, 8 s … up to 5 min. A quarter of an hour without one forgets them. */
const slowing: Slowing = { free: 5, firstPauseMs: 2_000, longestPauseMs: 300_000, forgetMs: 900_000 };

const noteEveryMs = 60_000;

/** Who tries: the name as typed, whether there is such an account or not, and where from. */
export interface Attempt {
  readonly login: string;
  readonly address: string;
  /** Known once the account was looked up. */
  readonly accountId?: string | undefined;
}

/** Names and addresses lie as digests: what was typed may be somebody's password. */
const keyOf = (kind: "login" | "address", value: string): Buffer =>
  createHash("sha256").update(`${kind}\n${value.toLowerCase()}`).digest();

const keysOf = ({ login, address }: Attempt): readonly [Buffer, Buffer] => [
  keyOf("login", login),
  keyOf("address", networkOf(address)),
];

/** Writes a refusal into the journal, at most once a minute for each name and address. */
const noteRefusal = async (outer: Context, attempt: Attempt, why: "wrong" | "slowed"): Promise<void> => {
  const [login] = keysOf(attempt);
  await transact(outer, async (ctx) => {
    if (!(await claimNote(ctx.db, login, new Date(), noteEveryMs))) return;
    await record(ctx, {
      type: "session.refused",
      subject: { kind: "session", id: "refused" },
      areaPath: "",
      departments: [],
      changes: { why, account: attempt.accountId, address: attempt.address },
    });
  });
};

/** Attempts of one network that are looked at at once: hashing takes all cores with these already. */
const atOnce = 4;
/** And so many wait for their turn: a shift that comes in at eight. */
const mostWaiting = 200;

const turns = new Map<string, LimitFunction>();

/**
 * Looks at attempts of one network a few at a time, so that those that fail are counted before the next are judged:
 * otherwise a thousand sent at once would all be looked at.
 */
export const inTurn = async <Result>(address: string, work: () => Promise<Result>): Promise<Result> => {
  const network = networkOf(address);
  const turn = turns.get(network) ?? pLimit(atOnce);
  if (turn.pendingCount >= mostWaiting) throw new AppError("session.slowed");
  turns.set(network, turn);
  try {
    return await turn(work);
  } finally {
    // Its own place is given back a moment after this.
    if (turn.pendingCount === 0 && turn.activeCount <= 1) turns.delete(network);
  }
};

/**
 * Lets an attempt through, or fails with `session.slowed` before any work is done for it. A name's attempts count before
 * its password is looked at, an address's when they failed: a shift that signs in at once behind one address is no attack.
 */
export const admit = async (ctx: Context, attempt: Attempt): Promise<void> => {
  const at = new Date();
  const [login, address] = keysOf(attempt);
  if (!(await isBlocked(ctx.db, address, at)) && (await beginAttempt(ctx.db, login, at, slowing))) return;
  await noteRefusal(ctx, attempt, "slowed");
  throw new AppError("session.slowed");
};

/** After a wrong name or password: the address is counted too, and the journal told. */
export const fail = async (ctx: Context, attempt: Attempt): Promise<void> => {
  const [, address] = keysOf(attempt);
  await beginAttempt(ctx.db, address, new Date(), slowing);
  await noteRefusal(ctx, attempt, "wrong");
};

/** After a good attempt: the name starts afresh. */
export const forgive = async (ctx: Context, attempt: Attempt): Promise<void> => {
  const [login] = keysOf(attempt);
  await removeAttempts(ctx.db, login);
  await removeAttemptsBefore(ctx.db, new Date(Date.now() - slowing.forgetMs));
};

/** What never slows anybody: there is nothing to guess, and the password's door stays as it is. */
const countOnly: Slowing = { ...slowing, free: 1_000_000_000 };

/** Writes down that somebody was refused who came by another way than a password: once a minute for each network and reason. */
export const noteRefusedEntry = async (
  outer: Context,
  refused: { way: "sign-on" | "passkey"; why: string; address: string; accountId?: string | undefined },
): Promise<void> => {
  const { way, why, address, accountId } = refused;
  const key = createHash("sha256")
    .update(`${way}\n${why}\n${networkOf(address)}`)
    .digest();
  await beginAttempt(outer.db, key, new Date(), countOnly);
  await transact(outer, async (ctx) => {
    if (!(await claimNote(ctx.db, key, new Date(), noteEveryMs))) return;
    await record(ctx, {
      type: "session.refused",
      subject: { kind: "session", id: "refused" },
      areaPath: "",
      departments: [],
      changes: { way, why, account: accountId, address },
    });
  });
};

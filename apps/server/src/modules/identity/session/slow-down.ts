import { createHash } from "node:crypto";
import { AppError } from "../../../platform/app-error.ts";
import { type Context, transact } from "../../../platform/context.ts";
import { record } from "../../../platform/journal.ts";
import {
  beginAttempt,
  claimNote,
  removeAttempts,
  removeAttemptsBefore,
  type Slowing,
  takeAttemptBack,
} from "./store.ts";

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
  keyOf("address", address),
];

/** Writes a refusal into the journal, at most once a minute for each name and address. */
export const noteRefusal = async (outer: Context, attempt: Attempt, why: "wrong" | "slowed"): Promise<void> => {
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

/** Lets an attempt through, or fails with `session.slowed` before any work is done for it. */
export const admit = async (ctx: Context, attempt: Attempt): Promise<void> => {
  const at = new Date();
  const [login, address] = keysOf(attempt);
  const here = await beginAttempt(ctx.db, address, at, slowing);
  if (here && (await beginAttempt(ctx.db, login, at, slowing))) return;
  if (here) await takeAttemptBack(ctx.db, address, at);
  await noteRefusal(ctx, attempt, "slowed");
  throw new AppError("session.slowed");
};

/** After a good attempt: the name starts afresh, the address is as before it. */
export const forgive = async (ctx: Context, attempt: Attempt): Promise<void> => {
  const at = new Date();
  const [login, address] = keysOf(attempt);
  await removeAttempts(ctx.db, login);
  await takeAttemptBack(ctx.db, address, at);
  await removeAttemptsBefore(ctx.db, new Date(at.getTime() - slowing.forgetMs));
};

import type { Passkey, PasskeyMade, PasskeyUsed } from "@chengyun/contracts";
import type { z } from "zod";
import { type PersonActor, system } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { type Context, newId, transact } from "../../../platform/context.ts";
import { findPasskeyHome, type PasskeyHome } from "../../../platform/public-address.ts";
import type { Exchange } from "../../../platform/route.ts";
import { findAccount } from "../account/index.ts";
import { beginEntry, deriveFrom, takeEntry } from "../begun-entry/index.ts";
import {
  checkOwnPassword,
  deviceOf,
  getOwnAccount,
  noteFactored,
  noteRefusedEntry,
  noteUnfactored,
  type Opened,
  openSession,
  type Proof,
  proofAsked,
  proveFresh,
} from "../session/index.ts";
import { checkMade, checkUsed, describeMaking, describeUsing } from "./ceremony.ts";
import { note } from "./note.ts";
import {
  doubtPasskey,
  findPasskey,
  insertPasskey,
  listPasskeyRows,
  type PasskeyRow,
  removePasskeys,
  spendCounter,
} from "./store.ts";

const most = 10;

const getHome = ({ deployment }: Pick<Context, "deployment">, http: Exchange): PasskeyHome => {
  const home = findPasskeyHome(deployment.config, http.header("host"));
  if (home === undefined) throw new AppError("passkey.off");
  return home;
};

const challengeOf = (token: string): string => deriveFrom(token, "challenge");

const toPasskey = (row: PasskeyRow): Passkey => ({
  id: row.id,
  name: row.name,
  isSynced: row.isSynced,
  madeAt: row.madeAt.toISOString(),
  ...(row.usedAt === null ? {} : { usedAt: row.usedAt.toISOString() }),
  isDoubted: row.doubtedAt !== null,
});

/** The own passkeys, and which proof making or removing one asks. */
export const listOwnPasskeys = async (ctx: Context, actor: PersonActor) => {
  const account = await getOwnAccount(ctx, actor);
  return { items: (await listPasskeyRows(ctx.db, account.id)).map(toPasskey), asks: proofAsked(actor, account) };
};

/** Begins to make one, after a fresh proof and never with a one-time password. */
export const beginPasskey = async (
  ctx: Context,
  { actor, http }: { actor: PersonActor; http: Exchange },
  { name, ...proof }: Proof & { readonly name: string },
) => {
  const home = getHome(ctx, http);
  const account = await getOwnAccount(ctx, actor);
  if (account.demo) throw new AppError("passkey.demo");
  await proveFresh(ctx, actor, { ...proof, address: http.address });
  checkOwnPassword(account);
  const known = await listPasskeyRows(ctx.db, account.id);
  if (known.length >= most) throw new AppError("passkey.too-many");
  const token = await beginEntry(ctx, http, { purpose: "passkey-make", accountId: account.id, note: name });
  const { id: accountId, login } = account;
  const city = ctx.deployment.profile.name.en;
  return describeMaking(home, { city, accountId, login, challenge: challengeOf(token), known });
};

/** Keeps the one that was made; this session counts as one with a second factor from now on. */
export const endPasskey = async (
  outer: Context,
  { actor, http }: { actor: PersonActor; http: Exchange },
  response: z.output<typeof PasskeyMade>,
): Promise<Passkey> => {
  const home = getHome(outer, http);
  const begun = await takeEntry(outer, http, "passkey-make");
  if (begun?.accountId !== actor.accountId) throw new AppError("passkey.spent");
  const made = await checkMade(home, challengeOf(begun.token), response);
  if ("fault" in made) {
    outer.log.warn({ reason: made.fault }, "a passkey was not made as it was asked for");
    throw new AppError("passkey.not-made");
  }
  const passkey = {
    id: newId(),
    accountId: actor.accountId,
    credential: made.credential.id,
    publicKey: Buffer.from(made.credential.publicKey),
    counter: made.credential.counter,
    transports: response.response.transports,
    name: begun.note,
    isSynced: made.credentialDeviceType === "multiDevice",
    madeAt: new Date(),
  };
  await transact(outer, async (ctx) => {
    await note(ctx, actor.accountId, "account.passkey-added", passkey.id);
    // The account is locked from here on: of many at once the eleventh is too many, and who was thrown out keeps none.
    if ((await listPasskeyRows(ctx.db, actor.accountId)).length >= most) throw new AppError("passkey.too-many");
    if (!(await insertPasskey(ctx.db, passkey))) throw new AppError("passkey.not-made");
    if (!(await noteFactored(ctx.db, actor.sessionId))) throw new AppError("session.required");
  });
  return toPasskey({ ...passkey, usedAt: null, doubtedAt: null });
};

/** Takes one of the own away, after a fresh proof; with the last one gone no session counts as one with a second factor. */
export const removeOwnPasskey = async (
  outer: Context,
  actor: PersonActor,
  { id, ...proof }: Proof & { readonly id: string; readonly address: string },
): Promise<void> => {
  await proveFresh(outer, actor, proof);
  await transact(outer, async (ctx) => {
    if ((await removePasskeys(ctx.db, actor.accountId, id)) === 0) throw new AppError("subject.not-found");
    await note(ctx, actor.accountId, "account.passkey-removed", id);
    if ((await listPasskeyRows(ctx.db, actor.accountId)).length === 0) await noteUnfactored(ctx.db, actor.accountId);
  });
};

/** Begins to sign in with one. */
export const beginEntering = async (ctx: Context, http: Exchange) => {
  const home = getHome(ctx, http);
  const token = await beginEntry(ctx, http, { purpose: "passkey-enter" });
  return describeUsing(home, challengeOf(token));
};

/** Whatever the counter of its copy says from now on, it lets nobody in. */
const doubt = (outer: Context, passkey: PasskeyRow): Promise<void> =>
  transact({ ...outer, actor: system("passkey") }, async (ctx) => {
    if (await doubtPasskey(ctx.db, passkey.id, new Date()))
      await note(ctx, passkey.accountId, "account.passkey-doubted", passkey.id);
  });

const recognise = async (
  ctx: Context,
  http: Exchange,
  { response, meant }: { response: z.output<typeof PasskeyUsed>; meant: (accountId: string) => void },
) => {
  const home = getHome(ctx, http);
  const begun = await takeEntry(ctx, http, "passkey-enter");
  if (begun === undefined) throw new AppError("passkey.spent");
  const passkey = await findPasskey(ctx.db, response.id);
  if (passkey === undefined) throw new AppError("passkey.unknown");
  meant(passkey.accountId);
  const used = await checkUsed(home, { challenge: challengeOf(begun.token), passkey }, response);
  if ("fault" in used) {
    ctx.log.warn({ reason: used.fault }, "a passkey was refused");
    throw new AppError("passkey.refused");
  }
  if (!(await spendCounter(ctx.db, passkey.id, used.counter, new Date()))) {
    await doubt(ctx, passkey);
    throw new AppError("passkey.doubted");
  }
  const account = await findAccount(ctx, { id: passkey.accountId });
  if (account?.stage !== "active") throw new AppError("passkey.unknown");
  return account;
};

/** Signs in with one: it is the password and the second factor in one. */
export const enterByPasskey = async (
  ctx: Context,
  http: Exchange,
  response: z.output<typeof PasskeyUsed>,
): Promise<Opened> => {
  let accountId: string | undefined;
  const meant = (id: string): void => {
    accountId = id;
  };
  try {
    const account = await recognise(ctx, http, { response, meant });
    const entry = { way: "passkey", isFactored: true, at: new Date() } as const;
    return await openSession(ctx, { account, device: deviceOf(http), entry });
  } catch (error) {
    const [noun, why = ""] = error instanceof AppError ? error.code.split(".") : [];
    if (noun === "passkey") await noteRefusedEntry(ctx, { way: "passkey", why, address: http.address, accountId });
    throw error;
  }
};

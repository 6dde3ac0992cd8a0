import type { ProfileSignOn } from "@chengyun/contracts";
import type { IDToken } from "openid-client";
import { type PersonActor, system } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { type Context, transact } from "../../../platform/context.ts";
import { record } from "../../../platform/journal.ts";
import type { Exchange } from "../../../platform/route.ts";
import { lockSubject } from "../../../platform/subject.ts";
import { type AccountRow, findAccount } from "../account/index.ts";
import { beginEntry, deriveFrom, findEntry, takeEntry } from "../begun-entry/index.ts";
import { postsById } from "../department/index.ts";
import { takeCode } from "../factor/index.ts";
import {
  admit,
  deviceOf,
  endSession,
  fail,
  forgive,
  mayBySignOn,
  noteRefusedEntry,
  type Opened,
  openSession,
} from "../session/index.ts";
import { digestOf, digestOfInvited } from "./binding.ts";
import { buildEndUrl, buildUrl, getProvider, redeem, type Secrets, type Vouched } from "./provider.ts";
import { type Binding, findBinding, spendInvitation } from "./store.ts";

/** How long an invited person has to come. */
const invitedMs = 14 * 86_400_000;

const secretsOf = (token: string): Secrets => ({
  state: deriveFrom(token, "state"),
  nonce: deriveFrom(token, "nonce"),
  verifier: deriveFrom(token, "verifier"),
});

const getRule = ({ deployment }: Pick<Context, "deployment">): { rule: ProfileSignOn; home: string } => {
  const { publicUrl, signOn } = deployment.config;
  const rule = deployment.profile.signIn?.signOn;
  if (publicUrl === undefined || signOn === undefined || rule === undefined) throw new AppError("sign-on.off");
  return { rule, home: publicUrl };
};

/** The console's own page to which the browser comes back; registered with the server word for word. */
const backTo = (home: string): string => `${home}/sign-on`;

const scopes = { email: "openid email", preferred_username: "openid profile" } as const;

/** Begins a sign-on in this browser; answers where it goes. */
export const beginSignOn = async (ctx: Context, http: Exchange): Promise<string> => {
  const { rule, home } = getRule(ctx);
  const provider = await getProvider(ctx);
  const token = await beginEntry(ctx, http, { purpose: "sign-on" });
  const acr = rule.secondFactor?.acr ?? [];
  return buildUrl(provider, secretsOf(token), {
    redirect_uri: backTo(home),
    scope: rule.invite === undefined ? "openid" : scopes[rule.invite],
    ...(acr.length === 0 ? {} : { acr_values: acr.join(" ") }),
  });
};

/** What an invited person is known by: an e-mail counts only when that server verified it. */
const findInvited = async (ctx: Context, { invite }: ProfileSignOn, { claims, askMore }: Vouched) => {
  if (invite === undefined) return undefined;
  const said = claims[invite] === undefined ? await askMore() : claims;
  const value = said[invite];
  if (typeof value !== "string" || value === "") return undefined;
  return invite === "email" && said["email_verified"] !== true ? undefined : digestOfInvited(ctx, value);
};

const noteConnected = async (outer: Context, accountId: string): Promise<void> => {
  const ctx = { ...outer, actor: system("sign-on") };
  const subject = await lockSubject(ctx.db, "account", accountId);
  if (subject === undefined) throw new AppError("sign-on.unbound");
  const { areaPath, departments } = subject;
  const type = "account.sign-on-connected";
  await record(ctx, { type, subject: { kind: "account", id: accountId }, areaPath, departments, changes: {} });
};

/** An invitation that somebody can still follow; one that was followed by another number is refused. */
const isOpen = (invited: Binding, now: Date): boolean => {
  if (invited.isConnected) throw new AppError("sign-on.changed");
  return invited.at.getTime() > now.getTime() - invitedMs;
};

/** Connects the account of an invitation; undefined when there is none that counts. */
const followInvitation = (
  outer: Context,
  { issuer, subject, invited }: { issuer: string; subject: Buffer; invited: Buffer },
): Promise<string | undefined> =>
  transact(outer, async (ctx) => {
    const now = new Date();
    const found = await findBinding(ctx.db, issuer, { invited });
    if (found === undefined || !isOpen(found, now)) return undefined;
    await noteConnected(ctx, found.accountId);
    if (!(await spendInvitation(ctx.db, found.accountId, subject, now))) throw new AppError("sign-on.changed");
    return found.accountId;
  });

/** The account that is meant by what the server vouches for; nobody gets one by signing on. */
const recognise = async (ctx: Context, rule: ProfileSignOn, vouched: Vouched): Promise<AccountRow> => {
  const subject = digestOf(ctx, "subject", vouched.claims.sub);
  const issuer = ctx.deployment.config.signOn?.issuer ?? vouched.claims.iss;
  const bound = await findBinding(ctx.db, issuer, { subject });
  const invited = bound === undefined ? await findInvited(ctx, rule, vouched) : undefined;
  const followed = invited === undefined ? undefined : await followInvitation(ctx, { issuer, subject, invited });
  const id = bound?.accountId ?? followed;
  const account = id === undefined ? undefined : await findAccount(ctx, { id });
  if (account?.stage !== "active") throw new AppError("sign-on.unbound");
  return account;
};

/** The first of somebody's posts that may be acted in so. */
const findPost = async (ctx: Context, account: AccountRow): Promise<string> => {
  const posts = await postsById(ctx, account.postIds);
  const postId = account.postIds.find((id) => mayBySignOn(ctx, posts.get(id)?.role ?? ""));
  if (postId === undefined) throw new AppError("sign-on.role");
  return postId;
};

const isVouched = ({ secondFactor }: ProfileSignOn, { amr, acr }: IDToken): boolean =>
  (Array.isArray(amr) ? amr : []).some((value) => secondFactor?.amr.some((counts) => counts === value) === true) ||
  secondFactor?.acr.some((counts) => counts === acr) === true;

const open = async (
  ctx: Context,
  http: Exchange,
  { account, isFactored }: { account: AccountRow; isFactored: boolean },
): Promise<Opened> => {
  const entry = { way: "sign-on", isFactored, at: new Date() } as const;
  return openSession(ctx, { account, device: deviceOf(http), entry, postId: await findPost(ctx, account) });
};

/** Whatever is refused is written down, with the account where one was meant. */
const noting = async <Answer>(
  ctx: Context,
  http: Exchange,
  sign: (meant: (id: string) => void) => Promise<Answer>,
): Promise<Answer> => {
  let accountId: string | undefined;
  try {
    return await sign((id) => {
      accountId = id;
    });
  } catch (error) {
    const [noun, why = ""] = error instanceof AppError ? error.code.split(".") : [];
    if (noun === "sign-on") await noteRefusedEntry(ctx, { way: "sign-on", why, address: http.address, accountId });
    throw error;
  }
};

/**
 * Ends a sign-on with what the server sent the browser back with. Where the account has a second factor of its own and
 * the server vouches for none that counts, `session.code-needed`: the code is given by `giveCode`.
 */
export const endSignOn = (ctx: Context, http: Exchange, search: string): Promise<Opened> =>
  noting(ctx, http, async (meant) => {
    const { rule, home } = getRule(ctx);
    const begun = await takeEntry(ctx, http, "sign-on");
    const url = new URL(`${backTo(home)}?${search.replace(/^\?/, "")}`);
    if (begun === undefined || url.searchParams.get("state") !== secretsOf(begun.token).state)
      throw new AppError("sign-on.spent");
    const vouched = await redeem(ctx, await getProvider(ctx), { url, secrets: secretsOf(begun.token) });
    const account = await recognise(ctx, rule, vouched);
    meant(account.id);
    const isFactored = isVouched(rule, vouched.claims);
    if (account.hasFactor && !isFactored) {
      await findPost(ctx, account);
      await beginEntry(ctx, http, { purpose: "sign-on-code", accountId: account.id, note: String(account.epoch) });
      throw new AppError("session.code-needed");
    }
    return open(ctx, http, { account, isFactored });
  });

/** The code of the account's own second factor, after a sign-on; wrong ones are slowed down as at the password. */
export const giveCode = (ctx: Context, http: Exchange, code: string): Promise<Opened> =>
  noting(ctx, http, async (meant) => {
    getRule(ctx);
    const begun = await findEntry(ctx, http, "sign-on-code");
    const account = begun?.accountId === undefined ? undefined : await findAccount(ctx, { id: begun.accountId });
    if (account === undefined || String(account.epoch) !== begun?.note) throw new AppError("sign-on.spent");
    meant(account.id);
    const attempt = { login: account.login, address: http.address, accountId: account.id };
    await admit(ctx, attempt);
    if (!(await takeCode(ctx, account.id, code))) {
      await fail(ctx, attempt);
      throw new AppError("session.wrong-code");
    }
    if ((await takeEntry(ctx, http, "sign-on-code")) === undefined) throw new AppError("sign-on.spent");
    await forgive(ctx, attempt);
    return open(ctx, http, { account, isFactored: false });
  });

/** Signs out here; answers where the browser goes to be signed out there too, where the city wants that. */
export const endThere = async (ctx: Context, actor: PersonActor): Promise<string | undefined> => {
  await endSession(ctx, actor);
  const { config, profile } = ctx.deployment;
  if (profile.signIn?.signOn?.endThere !== true || actor.entry?.way !== "sign-on") return undefined;
  try {
    return buildEndUrl(await getProvider(ctx), `${config.publicUrl}/`);
  } catch (error) {
    // The session here is over either way.
    if (error instanceof AppError && error.code === "sign-on.away") return undefined;
    throw error;
  }
};

import { createHash, randomBytes } from "node:crypto";
import type { Me, Post } from "@chengyun/contracts";
import { type Actor, type Entry, type PersonActor, widen } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { type Context, newId, transact } from "../../../platform/context.ts";
import { record } from "../../../platform/journal.ts";
import { lockSubject } from "../../../platform/subject.ts";
import { nameOf } from "../../persons/person/index.ts";
import {
  type AccountRow,
  findAccount,
  isDemoOpen,
  isPassword,
  isWeakPassword,
  noteSignIn,
  setPassword,
} from "../account/index.ts";
import { postId, postsById } from "../department/index.ts";
import { listStanding } from "../deputy/index.ts";
import { hasFactor, takeCode } from "../factor/index.ts";
import { describeReach } from "../glass/index.ts";
import { findKeyActor, findKeyStanding } from "../key/index.ts";
import { findRole, permissionsOfRole } from "../role/index.ts";
import { rememberSession } from "./remembered.ts";
import { admit, fail, forgive, inTurn } from "./slow-down.ts";
import {
  type Device,
  findHolder,
  findLiveSession,
  insertSession,
  type LiveSession,
  removeSession,
  removeSessionsOpenedBefore,
  touchSession,
  updateSessionEpoch,
  updateSessionPost,
} from "./store.ts";

const hour = 3_600_000;
/** Sessions live in real time, whatever the city's clock shows. */
export const idleMs = 12 * hour;
/** Longest life of a session, in milliseconds. */
export const longestMs = 7 * 24 * hour;
/** How stale the time of last use may be: a write a minute, not one a request. */
const touchMs = 60_000;

const hashOf = (token: string): Buffer => createHash("sha256").update(token).digest();

type ActedIn = Pick<LiveSession, "role" | "departmentId" | "areaPath" | "postId"> & {
  readonly actingFor?: string | null | undefined;
};

/** Whether the city asks a second factor of whoever acts in a role; entries by one click of the demo have no phone. */
const needsFactor = ({ deployment }: Pick<Context, "deployment">, role: string, demo: boolean): boolean =>
  !demo && (deployment.profile.signIn?.secondFactor.some((asked) => asked === role) ?? false);

/** Whether who signed on by another server may act in a role. */
export const mayBySignOn = ({ deployment }: Pick<Context, "deployment">, role: string): boolean =>
  deployment.profile.signIn?.signOn?.roles.some((allowed) => allowed === role) ?? false;

const byPassword = (isDemo: boolean): Entry => ({
  way: isDemo ? "demo" : "password",
  isFactored: false,
  at: new Date(),
});

type Comer = Pick<LiveSession, "mustChange" | "demo" | "hasFactor"> & { readonly entry: Entry };

/** A one-time password is changed by who came in with it. */
const mustChange = ({ mustChange, entry }: Comer): boolean => mustChange && entry.way === "password";
const mustSetFactor = (ctx: Pick<Context, "deployment">, { hasFactor, entry, demo }: Comer, role: string): boolean =>
  !hasFactor && !entry.isFactored && needsFactor(ctx, role, demo);

/** Before a one-time password is changed, or a second factor that is asked is set up, nothing is permitted but that. */
const toActor = (
  ctx: Pick<Context, "deployment">,
  session: Comer & Pick<LiveSession, "id" | "accountId" | "personId">,
  post: ActedIn,
): PersonActor => {
  const role = findRole(post.role);
  const isBarred =
    mustChange(session) ||
    mustSetFactor(ctx, session, post.role) ||
    (session.entry.way === "sign-on" && !mayBySignOn(ctx, post.role));
  return {
    kind: "person",
    id: session.personId,
    accountId: session.accountId,
    sessionId: session.id,
    postId: post.postId,
    permissions: isBarred ? new Set() : permissionsOfRole(ctx.deployment.registry, post.role),
    areaPath: post.areaPath,
    departments: role?.departments === "all" ? "all" : [post.departmentId],
    entry: session.entry,
    ...(post.actingFor === undefined || post.actingFor === null ? {} : { actingFor: post.actingFor }),
  };
};

/** Whoever came into a demo city by one click may also play with its clock: nobody's deadline hangs on it. */
const demoPermissions = ["clock.set"] as const;
const withDemo = (actor: PersonActor, isDemo: boolean): PersonActor =>
  isDemo ? { ...actor, permissions: new Set([...actor.permissions, ...demoPermissions]) } : actor;

/** Somebody with an account, as they would act in one of the posts that are theirs at this moment. */
export const actorIn = (
  ctx: Pick<Context, "deployment">,
  account: AccountRow,
  post: Post,
  actingFor?: string,
): PersonActor => {
  const session = { ...account, accountId: account.id, entry: byPassword(account.demo) };
  return withDemo(toActor(ctx, session, { ...post, postId: post.id, actingFor }), account.demo);
};

/** Who a cookie's token stands for; undefined when the session is over or never was. */
const findSessionActor = async (
  ctx: Pick<Context, "db" | "deployment" | "clock">,
  token: string,
): Promise<PersonActor | undefined> => {
  const now = Date.now();
  const session = await rememberSession(ctx.db, token, () =>
    findLiveSession(ctx.db, hashOf(token), {
      opened: new Date(now - longestMs),
      used: new Date(now - idleMs),
      now: ctx.clock.now(),
    }),
  );
  if (session === undefined || (session.demo && !isDemoOpen(ctx.deployment))) return undefined;
  if (session.usedAt.getTime() < now - touchMs) await touchSession(ctx.db, session.id, new Date(now));
  const { glass, widerArea: areaPath, widerDepartment: departmentId, widerPermission: permission } = session;
  const wider = glass === null ? undefined : { id: glass, areaPath, departmentId, permission };
  return withDemo(widen(toActor(ctx, session, session), wider), session.demo);
};

/** Who calls: by an API key when the request carries one, otherwise by the cookie; undefined when neither counts. */
export const authenticate = async (
  ctx: Pick<Context, "db" | "deployment" | "clock">,
  { cookie, authorization }: { cookie: string | undefined; authorization: string | undefined },
): Promise<Actor | undefined> => {
  if (authorization !== undefined) {
    const [, secret] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
    return secret === undefined ? undefined : findKeyActor(ctx, secret);
  }
  return cookie === undefined ? undefined : findSessionActor(ctx, cookie);
};

/** What somebody may at this moment, and where. */
export type Standing = Pick<Actor & { readonly kind: "person" | "key" }, "permissions" | "areaPath"> & {
  readonly actingFor?: string;
};

/**
 * What a person in a post, or a key, may at this moment, whether or not they are signed in: for work that goes on in
 * their name. Undefined when the account or key is retired or the post was taken away.
 */
export const findStanding = async (
  ctx: Pick<Context, "db" | "deployment" | "clock">,
  who: { readonly kind: "person"; readonly accountId: string; readonly postId: string } | { kind: "key"; id: string },
): Promise<Standing | undefined> => {
  if (who.kind === "key") return findKeyStanding(ctx, who.id);
  const holder = await findHolder(ctx.db, { ...who, now: ctx.clock.now() });
  if (holder === undefined) return undefined;
  const { role, areaPath, actingFor } = holder;
  const permissions = permissionsOfRole(ctx.deployment.registry, role);
  return { permissions, areaPath, ...(actingFor === null ? {} : { actingFor }) };
};

const recordSession = (ctx: Context, actor: PersonActor, type: string, changes: Readonly<Record<string, unknown>>) =>
  record(
    { ...ctx, actor },
    {
      type,
      subject: { kind: "session", id: actor.sessionId },
      areaPath: actor.areaPath,
      departments: actor.departments === "all" ? [] : actor.departments,
      changes,
    },
  );

/** What a sign-in gives: the cookie's token, seen once, and who it stands for. */
export interface Opened {
  readonly token: string;
  readonly actor: PersonActor;
}

/** Who comes in, by which browser and way; without a post it is their first. */
export interface Coming {
  readonly account: AccountRow;
  readonly device: Device;
  readonly entry: Entry;
  readonly postId?: string | undefined;
}

/** The account is locked, so that it can't be retired in the same moment and leave a session behind. */
export const openSession = (outer: Context, { account, device, entry, postId: wanted }: Coming): Promise<Opened> =>
  transact(outer, async (ctx) => {
    const subject = await lockSubject(ctx.db, "account", account.id);
    const current = await findAccount(ctx, { id: account.id });
    const chosen = wanted ?? current?.postIds[0];
    const post = chosen === undefined ? undefined : (await postsById(ctx, [chosen])).get(chosen);
    if (subject?.stage !== "active" || current?.epoch !== account.epoch) throw new AppError("session.wrong-password");
    if (post === undefined) throw new AppError("account.no-post");
    const token = randomBytes(32).toString("base64url");
    const { at } = entry;
    const id = newId();
    await removeSessionsOpenedBefore(ctx.db, new Date(at.getTime() - longestMs));
    await insertSession(ctx.db, {
      id,
      tokenHash: hashOf(token),
      accountId: account.id,
      postId: post.id,
      epoch: account.epoch,
      entry,
      ...device,
    });
    await noteSignIn(ctx.db, account.id, at);
    const factor = await hasFactor(ctx, account.id);
    const actor = toActor(
      ctx,
      { ...current, id, accountId: account.id, hasFactor: factor, entry },
      { ...post, postId: post.id },
    );
    const told = { account: account.id, demo: account.demo, way: entry.way, factor: factor || entry.isFactored };
    await recordSession(ctx, actor, "session.opened", told);
    // The answer says what every request after it may, or the page would hide it until it is loaded anew.
    return { token, actor: withDemo(actor, account.demo) };
  });

/**
 * Signs in with a password. An unknown name, a wrong password and a retired account give the same answer after the
 * same work; after five failures of a name or an address the answer is `session.slowed`, at once. Where the account has
 * a second factor the right password alone gives `session.code-needed`, and a wrong code is a failure like any other.
 */
export const signIn = (ctx: Context, given: Given): Promise<Opened> =>
  inTurn(given.device.address, () => judge(ctx, given));

interface Given {
  readonly login: string;
  readonly password: string;
  readonly code?: string | undefined;
  readonly device: Device;
}

const judge = async (ctx: Context, { login, password, code, device }: Given): Promise<Opened> => {
  const { address } = device;
  const name = login.toLowerCase();
  await admit(ctx, { login: name, address });
  const account = await findAccount(ctx, { login: name });
  const attempt = { login: name, address, accountId: account?.id };
  if (!(await isPassword(account?.passwordHash, password)) || account === undefined) {
    await fail(ctx, attempt);
    throw new AppError("session.wrong-password");
  }
  if (await hasFactor(ctx, account.id)) {
    if (code === undefined) throw new AppError("session.code-needed");
    if (!(await takeCode(ctx, account.id, code))) {
      await fail(ctx, attempt);
      throw new AppError("session.wrong-code");
    }
  }
  const opened = await openSession(ctx, { account, device, entry: byPassword(false) });
  await forgive(ctx, attempt);
  return opened;
};

/** Entries of the demo city: the profile's posts marked so, and nothing where no demo is offered. */
export const listDemoEntries = ({ deployment }: Pick<Context, "deployment">) =>
  isDemoOpen(deployment)
    ? deployment.profile.posts.filter((post) => post.entry).map(({ id, name }) => ({ entry: id, name }))
    : [];

/** Signs in by one click of the demo city. */
export const signInDemo = async (ctx: Context, entry: string, device: Device): Promise<Opened> => {
  const offered = listDemoEntries(ctx).some((demo) => demo.entry === entry);
  const post = ctx.deployment.profile.posts.find((declared) => declared.id === entry);
  const account = offered && post !== undefined ? await findAccount(ctx, { login: post.person.login }) : undefined;
  if (account?.demo !== true) throw new AppError("session.no-demo");
  return openSession(ctx, { account, device, entry: byPassword(true), postId: postId(entry) });
};

/** Signs out. */
export const endSession = (outer: Context, actor: PersonActor): Promise<void> =>
  transact(outer, async (ctx) => {
    if (await removeSession(ctx.db, actor.sessionId)) await recordSession(ctx, actor, "session.ended", {});
  });

/** The account behind a session; it is there as long as the session is. */
export const getOwnAccount = async (ctx: Context, actor: PersonActor): Promise<AccountRow> => {
  const account = await findAccount(ctx, { id: actor.accountId });
  if (account === undefined) throw new AppError("session.required");
  return account;
};

/** Who is signed in, as their browser shows it. */
export const describeMe = async (ctx: Context, actor: PersonActor): Promise<Me> => {
  const account = await getOwnAccount(ctx, actor);
  const standing = await listStanding(ctx.db, account.personId, ctx.clock.now());
  const posts = await postsById(ctx, [...account.postIds, ...standing.map((one) => one.postId)]);
  const { resets } = account;
  const told = [...standing.map((one) => one.personId), ...resets.map(({ by }) => by)];
  const names = await nameOf(ctx, [account.personId, ...told]);
  const post = posts.get(actor.postId);
  if (post === undefined) throw new AppError("session.required");
  const wider = await describeReach(ctx, actor);
  const entry = actor.entry ?? byPassword(account.demo);
  const comer = { ...account, entry };
  return {
    accountId: account.id,
    personId: account.personId,
    login: account.login,
    name: names.get(account.personId) ?? "",
    post,
    posts: account.postIds.flatMap((id): Post[] => [posts.get(id)].flatMap((known) => known ?? [])),
    permissions: [...actor.permissions].sort(),
    mustChangePassword: mustChange(comer),
    mustSetFactor: mustSetFactor(ctx, comer, post.role),
    way: entry.way,
    deputyIn: standing.flatMap((one) => {
      const of = posts.get(one.postId);
      return of === undefined ? [] : [{ post: of, of: names.get(one.personId) ?? "", until: one.until.toISOString() }];
    }),
    ...(actor.actingFor === undefined ? {} : { actingFor: names.get(actor.actingFor) ?? "" }),
    ...(wider === undefined ? {} : { wider }),
    resets: resets.map(({ what, at, by }) => ({ what, at, by: names.get(by) ?? "" })),
  };
};

/** Acts in another of the own posts, or as somebody's deputy, from now on. */
export const choosePost = (outer: Context, actor: PersonActor, chosen: string): Promise<PersonActor> =>
  transact(outer, async (ctx) => {
    await lockSubject(ctx.db, "account", actor.accountId);
    const account = await getOwnAccount(ctx, actor);
    const standing = await listStanding(ctx.db, account.personId, ctx.clock.now());
    const deputed = standing.find((one) => one.postId === chosen && !account.postIds.includes(chosen));
    const post = (await postsById(ctx, [...account.postIds, ...(deputed === undefined ? [] : [chosen])])).get(chosen);
    if (post === undefined) throw new AppError("subject.not-found");
    const entry = actor.entry ?? byPassword(account.demo);
    if (entry.way === "sign-on" && !mayBySignOn(ctx, post.role)) throw new AppError("sign-on.role");
    await updateSessionPost(ctx.db, actor.sessionId, chosen);
    const next = toActor(
      ctx,
      { ...account, id: actor.sessionId, accountId: account.id, entry },
      { ...post, postId: post.id, actingFor: deputed?.personId },
    );
    await recordSession(ctx, next, "session.post-chosen", { post: chosen });
    return withDemo(next, account.demo);
  });

/**
 * Lets go on only who types their own password right, and a code of their second factor where one is asked too; a wrong
 * one of either is a failed attempt like at the door, and the attempts are forgotten when both were right.
 */
export const proveOwner = async (
  ctx: Context,
  account: AccountRow,
  { password, code, address }: { password: string; code?: string; address: string },
): Promise<void> => {
  const attempt = { login: account.login, address, accountId: account.id };
  await admit(ctx, attempt);
  if (!(await isPassword(account.passwordHash, password))) {
    await fail(ctx, attempt);
    throw new AppError("session.wrong-password");
  }
  if (code !== undefined && !(await takeCode(ctx, account.id, code))) {
    await fail(ctx, attempt);
    throw new AppError("session.wrong-code");
  }
  await forgive(ctx, attempt);
};

/** Changes the own password: every other session of the account ends, this one goes on with all permissions. */
export const changePassword = async (
  outer: Context,
  actor: PersonActor,
  { old, fresh, address }: { old: string; fresh: string; address: string },
): Promise<PersonActor> => {
  const account = await getOwnAccount(outer, actor);
  await proveOwner(outer, account, { password: old, address });
  if (old === fresh || (await isWeakPassword(account.login, fresh)))
    throw new AppError("account.weak-password", {
      faults: [{ path: "body.new", code: old === fresh ? "same-as-old" : "too-weak" }],
    });
  await transact(outer, async (ctx) => {
    const type = "account.password-changed";
    const epoch = await setPassword(ctx, account.id, { text: fresh, mustChange: false, type });
    // Somebody else set one since the old one was checked: this session is over.
    if (epoch !== account.epoch + 1) throw new AppError("session.required");
    await updateSessionEpoch(ctx.db, actor.sessionId, epoch);
  });
  const post = (await postsById(outer, [actor.postId])).get(actor.postId);
  if (post === undefined) throw new AppError("session.required");
  return toActor(
    outer,
    {
      ...account,
      id: actor.sessionId,
      accountId: account.id,
      mustChange: false,
      entry: actor.entry ?? byPassword(false),
    },
    { ...post, postId: post.id, actingFor: actor.actingFor },
  );
};

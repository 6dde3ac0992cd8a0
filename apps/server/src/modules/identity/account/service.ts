import type { Account, AccountIn, Post } from "@chengyun/contracts";
import { commonArea, isAdministratorRole } from "@chengyun/kernel";
import type { z } from "zod";
import { isInScope, isMachine } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { type Apply, open } from "../../../platform/change.ts";
import { type Context, newId, transact } from "../../../platform/context.ts";
import { record } from "../../../platform/journal.ts";
import { lockSubject } from "../../../platform/subject.ts";
import { editPerson, keepPerson, keepText, nameOf, releasePerson } from "../../persons/person/index.ts";
import { getPosts, postsById } from "../department/index.ts";
import { dropFactor } from "../factor/index.ts";
import { dropPasskeys } from "../passkey/index.ts";
import { disconnect } from "../sign-on/index.ts";
import { isDemoOpen } from "./demo.ts";
import { checkAlone, checkTogether } from "./guarded.ts";
import { hashPassword, makePassword } from "./password.ts";
import {
  type AccountRow,
  findAccountRow,
  hasAdministrator,
  insertAccount,
  listAccountRows,
  noteReset,
  startEpoch,
  updatePassword,
  updatePosts,
} from "./store.ts";

/** A made account or a new password: the only time the password is in plain. */
export interface FirstPassword {
  readonly id: string;
  readonly password: string;
}

const placeOf = (posts: readonly Post[]) => ({
  areaPath: commonArea(posts.map((post) => post.areaPath)),
  departments: [...new Set(posts.map((post) => post.departmentId))],
});

interface Making {
  readonly posts: readonly Post[];
  readonly login: string;
  readonly name: string;
  readonly phone?: string | undefined;
  readonly portrait?: string | undefined;
  /** Absent: nobody signs in with a password. */
  readonly passwordHash: string | undefined;
  readonly demo: boolean;
  /** Its posts say where it lies, and are not given yet. */
  readonly isHeld?: boolean;
}

const makeAccount = (outer: Context, making: Making): Promise<string> =>
  transact(outer, async (ctx) => {
    const id = newId();
    const opening = { flow: "account", move: "register", id, ...placeOf(making.posts) };
    await open(ctx, opening, async (inner) => {
      const postIds = making.isHeld === true ? [] : making.posts.map((post) => post.id);
      const personId = await keepPerson(
        inner,
        { name: making.name, phone: making.phone },
        { areaPath: opening.areaPath, heldBy: "account" },
      );
      const { login, passwordHash, demo, portrait } = making;
      const portraitTextId = portrait === undefined ? undefined : await keepText(inner, personId, portrait);
      if (!(await insertAccount(inner.db, { id, login, personId, postIds, passwordHash, demo, portraitTextId })))
        throw new AppError("account.login-taken");
      return { changes: { person: personId, posts: postIds } };
    });
    return id;
  });

/**
 * Registers an account with a one-time password. An administrator's posts are held back: the account has none, and
 * nobody signs in to it, until a second security administrator has approved (`approval`).
 */
export const registerAccount = async (
  ctx: Context,
  account: z.output<typeof AccountIn>,
  askPosts: (inner: Context, id: string) => Promise<string>,
): Promise<FirstPassword & { readonly requestId?: string }> => {
  const posts = await getPosts(ctx, [...new Set(account.postIds)]);
  await checkTogether(ctx, undefined, posts);
  const password = makePassword();
  const passwordHash = await hashPassword(password);
  const isHeld = !isMachine(ctx.actor) && posts.some(({ role }) => isAdministratorRole(role));
  return transact(ctx, async (inner) => {
    const making = { ...account, posts, passwordHash, demo: false };
    if (!isHeld) return { id: await makeAccount(inner, making), password };
    const id = await makeAccount(inner, { ...making, isHeld });
    return { id, password, requestId: await askPosts(inner, id) };
  });
};

/** Makes an account of the profile or the demo city: with a one-time password, or one nobody signs in to with any. */
export const provideAccount = async (
  ctx: Context,
  account: { login: string; name: string; phone?: string; portrait?: string; postId: string; demo: boolean },
): Promise<FirstPassword> => {
  const posts = await getPosts(ctx, [account.postId]);
  const password = makePassword();
  const passwordHash = account.demo ? undefined : await hashPassword(password);
  return { id: await makeAccount(ctx, { ...account, posts, passwordHash }), password };
};

const given = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

/** Writes name, phone and posts of an account; giving away the post of a last administrator is refused. */
export const writeEdit: Apply = async (ctx, found, facts) => {
  const account = await getAccount(ctx, { id: found.id });
  const name = given(facts["name"]);
  const phone = given(facts["phone"]);
  if (name !== undefined || phone !== undefined) await editPerson(ctx, account.personId, { name, phone });
  const changes = { person: account.personId };
  if (!Array.isArray(facts["posts"])) return { changes };
  const posts = await getPosts(ctx, [...new Set(facts["posts"].map(String))]);
  await checkTogether(ctx, account.personId, posts);
  await updatePosts(
    ctx.db,
    found.id,
    posts.map((post) => post.id),
  );
  await checkAdministrators(ctx, account);
  return { changes, ...placeOf(posts) };
};

/** Name, phone and posts of an account by who manages accounts; an administrator's posts are asked for (`approval`). */
export const applyEdit: Apply = async (ctx, found, facts) => {
  if (Array.isArray(facts["posts"])) {
    const posts = await getPosts(ctx, [...new Set(facts["posts"].map(String))]);
    const wanted = posts.map(({ id }) => id);
    await checkAlone(ctx, await getAccount(ctx, { id: found.id }), wanted);
  }
  return writeEdit(ctx, found, facts);
};

/** Without a password and in a new epoch nobody is signed in to it any more. */
export const writeRetire: Apply = async (ctx, found) => {
  const account = await getAccount(ctx, { id: found.id });
  await updatePassword(ctx.db, found.id, { hash: undefined, mustChange: false });
  await disconnect(ctx, found.id);
  await dropPasskeys(ctx, found.id);
  await checkAdministrators(ctx, account);
  await releasePerson(ctx, account.personId);
  return { changes: { person: account.personId } };
};

/** Makes a move about an account by one alone: not of the own, and not of an administrator's. */
const alone =
  (write: Apply): Apply =>
  async (ctx, found, facts) => {
    await checkAlone(ctx, await getAccount(ctx, { id: found.id }));
    return write(ctx, found, facts);
  };

export const applyRetire = alone(writeRetire);

/**
 * Nobody is in any more, in any process, nor comes back with a passkey that they made meanwhile; who had passkeys is told
 * that they are gone.
 */
export const throwOut = async (ctx: Context, id: string): Promise<void> => {
  if (await dropPasskeys(ctx, id))
    await noteReset(ctx.db, id, { what: "passkeys", at: ctx.clock.now().toISOString(), by: ctx.actor.id });
  await startEpoch(ctx.db, id);
};

export const applyEndSessions: Apply = async (ctx, found) => {
  await getAccount(ctx, { id: found.id });
  await throwOut(ctx, found.id);
  return {};
};

/** For a lost phone: codes and passkeys are gone, the next sign-in asks for the password alone, and whoever is in is out. Its owner is told. */
export const writeResetFactor: Apply = async (ctx, found) => {
  await getAccount(ctx, { id: found.id });
  const dropped = [await dropFactor(ctx, found.id), await dropPasskeys(ctx, found.id)];
  if (!dropped.includes(true)) throw new AppError("factor.not-begun");
  await startEpoch(ctx.db, found.id);
  await noteReset(ctx.db, found.id, { what: "factor", at: ctx.clock.now().toISOString(), by: ctx.actor.id });
  return {};
};

export const applyResetFactor = alone(writeResetFactor);

/** After a change of an account that was an administrator's of the whole city: somebody else of its kind has to be left. */
const checkAdministrators = async (ctx: Context, was: AccountRow): Promise<void> => {
  for (const { role, areaPath } of (await postsById(ctx, was.postIds)).values())
    if (isAdministratorRole(role) && areaPath === "" && !(await hasAdministrator(ctx.db, role)))
      throw new AppError("account.last-administrator");
};

/** An account by id or login; those of the demo don't exist where no demo is offered. */
export const findAccount = async (
  ctx: Context,
  by: { id: string } | { login: string },
): Promise<AccountRow | undefined> => {
  const account = await findAccountRow(ctx.db, by);
  return account?.demo === true && !isDemoOpen(ctx.deployment) ? undefined : account;
};

/** An account by id; fails with `subject.not-found`. */
export const getAccount = async (ctx: Context, by: { id: string }): Promise<AccountRow> => {
  const account = await findAccount(ctx, by);
  if (account === undefined) throw new AppError("subject.not-found");
  return account;
};

/**
 * Sets a password and ends all sessions; answers the new epoch. The account is locked, the entry says who did it. Passkeys
 * outlive only the change of one own password into another: those from before the first own one, or before somebody else
 * set one, are gone.
 */
export const setPassword = (
  outer: Context,
  id: string,
  password: { text: string; mustChange: boolean; type: "account.password-reset" | "account.password-changed" },
): Promise<number> =>
  transact(outer, async (ctx) => {
    const hash = await hashPassword(password.text);
    const subject = await lockSubject(ctx.db, "account", id);
    if (subject === undefined) throw new AppError("subject.not-found");
    if (subject.stage !== "active") throw new AppError("subject.wrong-stage");
    const { mustChange: wasOnce } = await getAccount(ctx, { id });
    if (wasOnce || password.mustChange) await dropPasskeys(ctx, id);
    const epoch = await updatePassword(ctx.db, id, { hash, mustChange: password.mustChange });
    const { areaPath, departments } = subject;
    await record(ctx, { type: password.type, subject: { kind: "account", id }, areaPath, departments, changes: {} });
    return epoch;
  });

/** Gives an account a new one-time password and ends its sessions; its owner is told. */
export const writePassword = async (outer: Context, id: string): Promise<FirstPassword> => {
  const password = makePassword();
  await transact(outer, async (ctx) => {
    await setPassword(ctx, id, { text: password, mustChange: true, type: "account.password-reset" });
    if (!isMachine(ctx.actor))
      await noteReset(ctx.db, id, { what: "password", at: ctx.clock.now().toISOString(), by: ctx.actor.id });
  });
  return { id, password };
};

/** The same by one security administrator, or by the start: not of the own account, nor of an administrator's. */
export const resetPassword = (outer: Context, id: string): Promise<FirstPassword> =>
  transact(outer, async (ctx) => {
    const subject = await lockSubject(ctx.db, "account", id);
    if (subject === undefined || !isInScope(ctx.actor, subject)) throw new AppError("subject.not-found");
    await checkAlone(ctx, await getAccount(ctx, { id }));
    return writePassword(ctx, id);
  });

/** One page of accounts in the actor's scope. */
export const listAccounts = async (
  ctx: Context,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<{ items: Account[]; next?: string }> => {
  const withDemo = isDemoOpen(ctx.deployment);
  const rows = await listAccountRows(ctx.db, ctx.actor, { after, limit: limit + 1, withDemo });
  const shown = rows.slice(0, limit);
  const posts = await postsById(ctx, [...new Set(shown.flatMap((row) => row.postIds))]);
  const names = await nameOf(
    ctx,
    shown.map((row) => row.personId),
  );
  const items = shown.map(
    (row): Account => ({
      id: row.id,
      personId: row.personId,
      login: row.login,
      name: names.get(row.personId) ?? "",
      posts: row.postIds.flatMap((id) => posts.get(id) ?? []),
      stage: row.stage,
      version: row.version,
      createdAt: row.createdAt.toISOString(),
      hasFactor: row.hasFactor,
      passkeys: row.passkeys,
      ...(row.signOn === null ? {} : { signOn: row.signOn }),
      ...(row.lastSignInAt === undefined ? {} : { lastSignInAt: row.lastSignInAt.toISOString() }),
    }),
  );
  const last = shown.at(-1);
  return rows.length > limit && last !== undefined ? { items, next: last.id } : { items };
};

import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ProfilePost } from "@chengyun/contracts";
import { administratorRoles, isAdministratorRole } from "@chengyun/kernel";
import { type Context, transact } from "../../../platform/context.ts";
import { findAccount, hasAdministrator, isDemoOpen, provideAccount, resetPassword } from "../account/index.ts";
import { postId, providePost, seedDepartments, stableId } from "../department/index.ts";
import { provideKey } from "../key/index.ts";
import { roles } from "../role/index.ts";
import { lockSeeding } from "./store.ts";

/** An administrator's one-time password, to be printed once by the process that started. */
export interface OneTimePassword {
  readonly role: string;
  readonly login: string;
  readonly password: string;
}

/** What the demo city's simulator, replays and importers do by the public call. */
const demoScopes = [
  ...roles.integrator.permissions,
  "things.register",
  "things.edit",
  "devices.register",
  "clock.set",
  "quarantine.read",
  "health.read",
  "journal.read",
  "dictionaries.edit",
  "imports.run",
  "things.export",
] as const;

/** File of the demo city's API key, below the deployment's key folder. */
export const demoKeyFile = (keysDir: string): string => join(keysDir, "demo.key");

type FirstPost = Pick<ProfilePost, "id" | "role"> & { readonly person: ProfilePost["person"] };

const seedAdministrator = async (ctx: Context, post: FirstPost): Promise<OneTimePassword[]> => {
  const { role } = post;
  const { login, name } = post.person;
  const found = await findAccount(ctx, { login });
  if (found === undefined) {
    const made = await provideAccount(ctx, { login, name, postId: postId(post.id), demo: false });
    return [{ role, login, password: made.password }];
  }
  // Nobody ever used the one that was printed: it may be lost, and without it nobody gets in.
  if (found.stage !== "active" || found.lastSignInAt !== undefined) return [];
  return [{ role, login, password: (await resetPassword(ctx, found.id)).password }];
};

const builtInPosts: Readonly<Record<string, string>> = {
  "security-administrator": "built-in-security-administrator",
  auditor: "built-in-auditor",
};

const isBuiltIn = (postIds: readonly string[]): boolean =>
  postIds.some((id) => Object.values(builtInPosts).some((code) => postId(code) === id));

/** A login that nobody has, from a word: `auditor`, `auditor-2` … */
const freeLogin = async (ctx: Context, word: string): Promise<string> => {
  for (let n = 1; ; n += 1) {
    const login = n === 1 ? word : `${word}-${n}`;
    const found = await findAccount(ctx, { login });
    // Made by an earlier start and never used: the same again, with another password.
    if (found === undefined || (found.stage === "active" && isBuiltIn(found.postIds))) return login;
  }
};

/**
 * A city older than its three administrators, whose profile names no security administrator or no auditor: where nobody
 * is one for the whole city, one is made as the first administrator is.
 */
const seedMissing = async (ctx: Context, role: keyof typeof roles): Promise<OneTimePassword[]> => {
  const { profile } = ctx.deployment;
  const code = builtInPosts[role];
  if (code === undefined || profile.posts.some((post) => post.role === role && !post.entry)) return [];
  const login = await freeLogin(ctx, role === "auditor" ? "auditor" : "security");
  const isNew = (await findAccount(ctx, { login })) === undefined;
  if (isNew && (await hasAdministrator(ctx.db, role))) return [];
  const { name } = roles[role];
  await providePost(ctx, { id: code, name, role, department: profile.dutyDesk, area: "" });
  return seedAdministrator(ctx, { id: code, role, person: { login, name: name.zh } });
};

const seedDemoAccount = async (ctx: Context, post: ProfilePost): Promise<void> => {
  const { login, name } = post.person;
  if ((await findAccount(ctx, { login })) === undefined)
    await provideAccount(ctx, { login, name, postId: postId(post.id), demo: true });
};

const seedDemoKey = async (ctx: Context): Promise<void> => {
  const path = demoKeyFile(ctx.deployment.directory.keys);
  const written = existsSync(path) ? readFileSync(path, "utf8").trim() : undefined;
  const key = { id: stableId("key", "demo"), name: "demo", scopes: demoScopes, secret: written };
  const secret = await provideKey(ctx, key);
  if (secret === undefined || secret === written) return;
  // Written aside first: whoever waits for the file finds all of it.
  writeFileSync(`${path}.new`, `${secret}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
};

/**
 * Brings departments, posts and first accounts of the profile into the tables, again at every start and by one process
 * at a time. Answers the one-time passwords of administrators that nobody has used yet: print them, keep them nowhere.
 */
export const seedIdentity = (outer: Context): Promise<readonly OneTimePassword[]> =>
  transact(outer, async (ctx) => {
    await lockSeeding(ctx.db);
    await seedDepartments(ctx);
    const { profile } = ctx.deployment;
    const passwords: OneTimePassword[] = [];
    for (const post of profile.posts) {
      if (isAdministratorRole(post.role) && !post.entry) passwords.push(...(await seedAdministrator(ctx, post)));
      // Who is no entry is a colleague all the same: to deputize, to be given a task.
      else if (isDemoOpen(ctx.deployment)) await seedDemoAccount(ctx, post);
    }
    for (const role of administratorRoles) passwords.push(...(await seedMissing(ctx, role)));
    if (profile.demo) await seedDemoKey(ctx);
    const order: readonly string[] = administratorRoles;
    return passwords.sort((one, other) => order.indexOf(one.role) - order.indexOf(other.role));
  });

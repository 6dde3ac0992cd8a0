import { createHash, randomBytes } from "node:crypto";
import { type Key, type KeyIn, neverOfKeys } from "@chengyun/contracts";
import type { z } from "zod";
import type { KeyActor } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { type Apply, open } from "../../../platform/change.ts";
import { type Context, newId, transact } from "../../../platform/context.ts";
import { record } from "../../../platform/journal.ts";
import { checkAreaPath } from "../department/index.ts";
import { listPermissions } from "../role/index.ts";
import { findKeyBySecret, findKeyRow, insertKey, type KeyRow, listKeyRows, touchKey, updateSecret } from "./store.ts";

/** Found by scanners of leaked secrets, and told from a device's token at a glance. */
const prefix = "cyk_";

const touchMs = 60_000;

const dayMs = 86_400_000;

const never: ReadonlySet<string> = new Set(neverOfKeys);

const hashOf = (secret: string): Buffer => createHash("sha256").update(secret).digest();

const makeSecret = (): string => `${prefix}${randomBytes(32).toString("base64url")}`;

const checkScopes = (ctx: Context, scopes: readonly string[]): void => {
  const known = listPermissions(ctx.deployment.registry);
  const faults = scopes.flatMap((scope, at) =>
    known.has(scope) && !never.has(scope) ? [] : [{ path: `body.scopes.${at}`, code: "no-such-scope" }],
  );
  if (faults.length > 0) throw new AppError("request.invalid", { faults });
};

interface Making {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly areaPath: string;
  readonly secret: string;
  readonly endsAt?: Date;
}

const makeKey = async (outer: Context, { id, name, scopes, areaPath, secret, endsAt }: Making): Promise<void> => {
  await open(outer, { flow: "key", move: "register", id, areaPath, departments: [] }, async (ctx) => {
    await insertKey(ctx.db, { id, name, scopes, secretHash: hashOf(secret), endsAt });
    return { changes: { name, scopes, ...(endsAt === undefined ? {} : { endsAt: endsAt.toISOString() }) } };
  });
};

/** Registers a key that ends after the days asked; its secret is answered this once. */
export const registerKey = async (
  ctx: Context,
  key: z.output<typeof KeyIn>,
): Promise<{ id: string; secret: string }> => {
  checkScopes(ctx, key.scopes);
  checkAreaPath(key.areaPath);
  const made = { id: newId(), secret: makeSecret() };
  const endsAt = new Date(Date.now() + key.days * dayMs);
  await makeKey(ctx, { ...key, ...made, scopes: [...new Set(key.scopes)], endsAt });
  return made;
};

/**
 * Keeps a key of the platform's own making: made when it isn't there, its secret renewed when the given one no longer
 * fits. Answers the secret that opens it; undefined when somebody revoked it.
 */
export const provideKey = (
  outer: Context,
  key: { id: string; name: string; scopes: readonly string[]; secret: string | undefined },
): Promise<string | undefined> =>
  transact(outer, async (ctx) => {
    const found = await findKeyRow(ctx.db, key.id);
    if (found !== undefined && found.stage !== "active") return undefined;
    if (key.secret !== undefined && (await findKeyBySecret(ctx.db, hashOf(key.secret)))?.id === key.id)
      return key.secret;
    const secret = makeSecret();
    if (found === undefined) {
      await makeKey(ctx, { ...key, secret, areaPath: "" });
      return secret;
    }
    await updateSecret(ctx.db, key.id, hashOf(secret));
    const subject = { kind: "key", id: key.id };
    await record(ctx, { type: "key.secret-renewed", subject, areaPath: "", departments: [], changes: {} });
    return secret;
  });

/** No secret opens a retired key. */
export const applyRetire: Apply = async (ctx, found) => {
  await updateSecret(ctx.db, found.id, null);
  return undefined;
};

const hasEnded = ({ endsAt }: KeyRow): boolean => endsAt !== null && endsAt.getTime() <= Date.now();

/** Keys in the actor's scope, without their secrets. */
export const listKeys = async (ctx: Context): Promise<Key[]> =>
  (await listKeyRows(ctx.db, ctx.actor)).map((row) => ({
    id: row.id,
    name: row.name,
    scopes: [...row.scopes],
    stage: row.stage,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    ...(row.lastUsedAt === null ? {} : { lastUsedAt: row.lastUsedAt.toISOString() }),
    ...(row.endsAt === null ? {} : { endsAt: row.endsAt.toISOString(), ended: hasEnded(row) }),
  }));

/** Who a key's secret stands for; undefined when it is none of ours, was retired or has ended. */
export const findKeyActor = async (ctx: Pick<Context, "db">, secret: string): Promise<KeyActor | undefined> => {
  if (!secret.startsWith(prefix)) return undefined;
  const key = await findKeyBySecret(ctx.db, hashOf(secret));
  if (key === undefined || hasEnded(key)) return undefined;
  const now = new Date();
  if (key.lastUsedAt === null || key.lastUsedAt.getTime() < now.getTime() - touchMs)
    await touchKey(ctx.db, key.id, now);
  return { kind: "key", id: key.id, permissions: new Set(key.scopes), areaPath: key.areaPath, departments: "all" };
};

/** What a key may at this moment, whoever carries it; undefined once it was retired or has ended. */
export const findKeyStanding = async (
  ctx: Pick<Context, "db">,
  id: string,
): Promise<Pick<KeyActor, "permissions" | "areaPath"> | undefined> => {
  const key = await findKeyRow(ctx.db, id);
  if (key?.stage !== "active" || hasEnded(key)) return undefined;
  return { permissions: new Set(key.scopes), areaPath: key.areaPath };
};

/** A key as it would act, revoked or ended or not; undefined when there is none. */
export const describeKey = async (
  ctx: Pick<Context, "db">,
  id: string,
): Promise<{ name: string; actor: KeyActor; isOver: boolean; endsAt: Date | undefined } | undefined> => {
  const key = await findKeyRow(ctx.db, id);
  if (key === undefined) return undefined;
  const { name, scopes, areaPath, endsAt } = key;
  const actor: KeyActor = { kind: "key", id, permissions: new Set(scopes), areaPath, departments: "all" };
  return { name, actor, isOver: key.stage !== "active" || hasEnded(key), endsAt: endsAt ?? undefined };
};

import type { WiderChoices, WiderReach, WiderReachIn } from "@chengyun/contracts";
import { isAdministratorRole, isWithin, type Label } from "@chengyun/kernel";
import type { z } from "zod";
import type { PersonActor } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { type Apply, open } from "../../../platform/change.ts";
import { type Context, newId } from "../../../platform/context.ts";
import { getAreas } from "../../atlas/area/index.ts";
import { nameOf } from "../../persons/person/index.ts";
import { departmentNames, postsById } from "../department/index.ts";
import { findRole, permissionsOfRole, roles } from "../role/index.ts";
import { widerReachFlow } from "./flow.ts";
import { findOpenReach, findReach, insertReach, listReaches, type ReachRow, updateReachEnded } from "./store.ts";

const hourMs = 3_600_000;
/** A night's shift. */
const usualHours = 8;

const mostHours = (ctx: Context): number => ctx.deployment.profile.limits?.widerReachHours ?? usualHours;

/** What can be taken one at a time: permissions of working roles, nothing that an administrator does. */
const takeable = (ctx: Context): ReadonlySet<string> => {
  const { registry } = ctx.deployment;
  const ids = Object.keys(roles);
  const of = (some: readonly string[]) => some.flatMap((role) => [...permissionsOfRole(registry, role)]);
  const apart = new Set(of(ids.filter(isAdministratorRole)).filter((each) => !each.endsWith(".read")));
  const working = of(ids.filter((role) => !isAdministratorRole(role)));
  return new Set(working.filter((each) => !apart.has(each) && each !== "access.widen"));
};

interface Own {
  readonly areaPath: string;
  readonly departmentId: string;
  readonly seesAll: boolean;
  readonly permissions: ReadonlySet<string>;
}

/** The reach of the post itself, whatever was taken besides. */
const ownOf = async (ctx: Context, actor: PersonActor): Promise<Own> => {
  const post = (await postsById(ctx, [actor.postId])).get(actor.postId);
  // Who acts for somebody has what that post has, no more.
  if (post === undefined || actor.actingFor !== undefined) throw new AppError("permission.missing");
  return {
    areaPath: post.areaPath,
    departmentId: post.departmentId,
    seesAll: findRole(post.role)?.departments === "all",
    permissions: permissionsOfRole(ctx.deployment.registry, post.role),
  };
};

const listWider = async (ctx: Context, own: Own): Promise<{ path: string; name: Label }[]> => {
  const { list } = await getAreas(ctx);
  const city = { path: "", name: { zh: "全市", en: "The whole city" } };
  return [city, ...list.map(({ path, name }) => ({ path, name }))].filter(
    ({ path }) => path !== own.areaPath && isWithin(own.areaPath, path),
  );
};

/** What one could take: wider areas, other departments where one sees the own alone, permissions one lacks. */
export const listChoices = async (ctx: Context, actor: PersonActor): Promise<WiderChoices> => {
  const own = await ownOf(ctx, actor);
  const departments = own.seesAll ? [] : [...(await departmentNames(ctx))];
  return {
    areas: await listWider(ctx, own),
    departments: departments.filter(([id]) => id !== own.departmentId).map(([id, name]) => ({ id, name })),
    permissions: [...takeable(ctx)].filter((each) => !own.permissions.has(each)).sort(),
    hours: mostHours(ctx),
  };
};

const check = async (ctx: Context, actor: PersonActor, wish: z.output<typeof WiderReachIn>): Promise<void> => {
  const { areas, departments, permissions, hours } = await listChoices(ctx, actor);
  const { areaPath, departmentId, permission } = wish;
  const fits =
    (areaPath === undefined || areas.some(({ path }) => path === areaPath)) &&
    (departmentId === undefined || departments.some(({ id }) => id === departmentId)) &&
    (permission === undefined || permissions.includes(permission));
  if (!fits) throw new AppError("wider-reach.not-offered");
  if (wish.hours > hours) throw new AppError("wider-reach.too-long");
};

/** Takes a wider reach for some hours, in the post acted in. */
export const take = async (
  ctx: Context,
  actor: PersonActor,
  wish: z.output<typeof WiderReachIn>,
): Promise<{ id: string }> => {
  await check(ctx, actor, wish);
  const own = await ownOf(ctx, actor);
  const id = newId();
  const until = new Date(ctx.clock.now().getTime() + wish.hours * hourMs);
  const { areaPath = null, departmentId = null, permission = null, reason } = wish;
  const opening = {
    flow: widerReachFlow.id,
    move: "take",
    id,
    areaPath: own.areaPath,
    departments: [own.departmentId],
    limits: { stands: { amount: wish.hours, kind: "natural-hours" } as const },
    facts: { reason },
  };
  await open(ctx, opening, async (inner) => {
    const { accountId, postId } = actor;
    const reach = { id, accountId, postId, personId: actor.id, areaPath, departmentId, permission, reason, until };
    if (!(await insertReach(inner.db, reach))) throw new AppError("wider-reach.stands");
    const taken = { area: areaPath, department: departmentId, permission };
    const given = Object.fromEntries(Object.entries(taken).filter(([, value]) => value !== null));
    return { changes: { ...given, until: until.toISOString() } };
  });
  return { id };
};

const finish: Apply = async (ctx, { id }) => {
  await updateReachEnded(ctx.db, id, ctx.clock.now());
  return undefined;
};

/** Only whoever took it ends it before; who manages accounts takes it away. */
const end: Apply = async (ctx, subject, facts) => {
  if ((await findReach(ctx.db, subject.id))?.personId !== ctx.actor.id) throw new AppError("subject.not-found");
  return finish(ctx, subject, facts);
};

/** What the moves of a wider reach write beside the stage. */
export const applies: Readonly<Record<string, Apply>> = { end, revoke: finish, lapse: finish };

const describe = async (ctx: Context, rows: readonly ReachRow[]): Promise<WiderReach[]> => {
  const posts = await postsById(ctx, [...new Set(rows.map(({ postId }) => postId))]);
  const names = await nameOf(ctx, [...new Set(rows.map(({ personId }) => personId))]);
  const departments = await departmentNames(ctx);
  const areas = new Map((await getAreas(ctx)).list.map(({ path, name }) => [path, name]));
  const areaName = (path: string): Label =>
    path === "" ? { zh: "全市", en: "the whole city" } : (areas.get(path) ?? { zh: path, en: path });
  return rows.flatMap((row) => {
    const post = posts.get(row.postId);
    const department = row.departmentId === null ? undefined : departments.get(row.departmentId);
    if (post === undefined) return [];
    return [
      {
        id: row.id,
        version: row.version,
        stage: row.stage,
        name: names.get(row.personId) ?? "",
        post,
        ...(row.areaPath === null ? {} : { area: areaName(row.areaPath) }),
        ...(department === undefined ? {} : { department }),
        ...(row.permission === null ? {} : { permission: row.permission }),
        reason: row.reason,
        takenAt: row.takenAt.toISOString(),
        until: row.until.toISOString(),
        ...(row.endedAt === null ? {} : { endedAt: row.endedAt.toISOString() }),
        ...(row.dueAt === null ? {} : { dueAt: row.dueAt.toISOString() }),
        mine: row.personId === ctx.actor.id,
      },
    ];
  });
};

/** The wider reach somebody acts with at this moment. */
export const describeReach = async (ctx: Context, actor: PersonActor): Promise<WiderReach | undefined> => {
  const { accountId, postId } = actor;
  const row = await findOpenReach(ctx.db, { accountId, postId, now: ctx.clock.now() });
  return row === undefined ? undefined : (await describe(ctx, [row]))[0];
};

/** Who took what, within the actor's area. */
export const listTaken = async (ctx: Context): Promise<WiderReach[]> =>
  describe(ctx, await listReaches(ctx.db, ctx.actor));

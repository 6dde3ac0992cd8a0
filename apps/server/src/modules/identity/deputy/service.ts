import type { Deputy, DeputyIn } from "@chengyun/contracts";
import type { z } from "zod";
import { isInScope, type PersonActor } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { type Apply, change, open } from "../../../platform/change.ts";
import type { Context } from "../../../platform/context.ts";
import { findSubject } from "../../../platform/subject.ts";
import { nameOf } from "../../persons/person/index.ts";
import { listStaffOf } from "../account/index.ts";
import { postsById } from "../department/index.ts";
import { deputyFlow } from "./flow.ts";
import { type DeputyRow, findDeputy, insertDeputy, listDeputies, listUnended, updateEnded } from "./store.ts";

const getOwnPost = async (ctx: Context, actor: PersonActor) => {
  const post = (await postsById(ctx, [actor.postId])).get(actor.postId);
  // Who acts for somebody can't hand that on.
  if (post === undefined || actor.actingFor !== undefined) throw new AppError("permission.missing");
  return post;
};

/** People of the own post's department, to choose a deputy from. */
export const listCandidates = async (ctx: Context, actor: PersonActor): Promise<{ id: string; name: string }[]> => {
  const post = await getOwnPost(ctx, actor);
  return (await listStaffOf(ctx, post.departmentId)).filter(({ id }) => id !== actor.id);
};

/** Lets a colleague act in the own post until a moment. */
export const appoint = async (ctx: Context, actor: PersonActor, given: z.output<typeof DeputyIn>): Promise<string> => {
  const post = await getOwnPost(ctx, actor);
  if (!(await listCandidates(ctx, actor)).some(({ id }) => id === given.person))
    throw new AppError("subject.missing-facts", { faults: [{ path: "facts.person", code: "choice" }] });
  const opening = {
    flow: deputyFlow.id,
    move: "appoint",
    areaPath: post.areaPath,
    departments: [post.departmentId],
    facts: {
      person: given.person,
      until: given.until,
      ...(given.reason === undefined ? {} : { reason: given.reason }),
    },
  };
  const { id } = await open(ctx, opening, async (inner, subject) => {
    await insertDeputy(inner.db, {
      id: subject.id,
      postId: post.id,
      personId: actor.id,
      deputyId: given.person,
      until: new Date(given.until),
    });
    return { changes: { post: post.id } };
  });
  return id;
};

/** Only whoever appointed a deputy ends it before its date. */
const end: Apply = async (ctx, subject) => {
  const found = await findDeputy(ctx.db, subject.id);
  if (found?.personId !== ctx.actor.id) throw new AppError("subject.not-found");
  await updateEnded(ctx.db, subject.id, ctx.clock.now());
  return { changes: { post: found.postId, person: found.deputyId } };
};

/** Who manages accounts ends anybody's deputy within their scope; so does the platform where its ground is gone. */
const revoke: Apply = async (ctx, subject) => {
  const found = await findDeputy(ctx.db, subject.id);
  if (found === undefined) throw new AppError("subject.not-found");
  await updateEnded(ctx.db, subject.id, ctx.clock.now());
  return { changes: { post: found.postId, person: found.deputyId } };
};

/** What the moves of a deputy write beside the stage. */
export const applies: Readonly<Record<string, Apply>> = { end, revoke, lapse: revoke };

/** Ends those of a person, appointed or appointing, whose ground is gone: the post was given up, or the department left. */
export const lapseOf = async (ctx: Context, personId: string): Promise<void> => {
  for (const { id, grounded, ...of } of await listUnended(ctx.db, ctx.clock.now()))
    if (!grounded && (of.personId === personId || of.deputyId === personId))
      await change(ctx, { kind: "deputy", id }, "lapse", { apply: revoke });
};

const toShape = async (ctx: Context, rows: readonly DeputyRow[]): Promise<Deputy[]> => {
  const posts = await postsById(ctx, [...new Set(rows.map((row) => row.postId))]);
  const names = await nameOf(ctx, [...new Set(rows.flatMap((row) => [row.personId, row.deputyId]))]);
  const items: Deputy[] = [];
  for (const row of rows) {
    const post = posts.get(row.postId);
    const subject = await findSubject(ctx.db, row.id);
    if (post === undefined || subject === undefined) continue;
    items.push({
      id: row.id,
      version: subject.version,
      post,
      of: names.get(row.personId) ?? "",
      deputy: names.get(row.deputyId) ?? "",
      mine: row.personId === ctx.actor.id,
      until: row.until.toISOString(),
      standing: row.endedAt === undefined && row.until > ctx.clock.now(),
    });
  }
  return items;
};

/** Everybody who acts in another's post at this moment, within the actor's scope. */
export const listActing = async (ctx: Context): Promise<Deputy[]> => {
  const rows: DeputyRow[] = [];
  for (const row of await listUnended(ctx.db, ctx.clock.now())) {
    const subject = await findSubject(ctx.db, row.id);
    if (row.grounded && subject !== undefined && isInScope(ctx.actor, subject)) rows.push(row);
  }
  return toShape(ctx, rows);
};

/** Those one appointed and those one is. */
export const listOwn = async (ctx: Context, actor: PersonActor): Promise<Deputy[]> =>
  toShape(ctx, await listDeputies(ctx.db, actor.id));

import { type Department, findDutyDepartment, Id, listDuties, type Post, type PostIn } from "@chengyun/contracts";
import type { Label } from "@chengyun/kernel";
import type { z } from "zod";
import { isInScope } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { type Context, newId, transact } from "../../../platform/context.ts";
import { record } from "../../../platform/journal.ts";
import { isRole } from "../role/index.ts";
import { stableId } from "./stable-id.ts";
import { insertPost, keepDepartment, listDepartmentRows, listPostRows, type PostRow } from "./store.ts";

/** Id of a department the profile declares. */
export const departmentId = (code: string): string => stableId("department", code);

/** Id of a post the profile declares. */
export const postId = (code: string): string => stableId("post", code);

/**
 * Department that has a duty in an area, by the profile's narrowest mapping. An unmapped duty goes to the duty desk;
 * `mapped` is false then, so that health can show it.
 */
export const departmentFor = (ctx: Context, duty: string, areaPath: string): { id: string; mapped: boolean } => {
  const { profile } = ctx.deployment;
  const code = findDutyDepartment(profile, duty, areaPath);
  return { id: departmentId(code ?? profile.dutyDesk), mapped: code !== undefined };
};

/** Names of all departments by id. */
export const departmentNames = async (ctx: Context): Promise<Map<string, Label>> =>
  new Map((await listDepartmentRows(ctx.db)).map(({ id, name }) => [id, name]));

/** All departments with their duties. */
export const listDepartments = async (ctx: Context): Promise<Department[]> =>
  (await listDepartmentRows(ctx.db)).map(({ id, code, name }) => ({
    id,
    code,
    name,
    duties: listDuties(ctx.deployment.profile, code),
  }));

const isPostInScope = (ctx: Context, post: PostRow): boolean =>
  isInScope(ctx.actor, { areaPath: post.areaPath, departments: [post.departmentId] });

/** Posts in the actor's scope. */
export const listPosts = async (ctx: Context): Promise<Post[]> =>
  (await listPostRows(ctx.db)).filter((post) => isPostInScope(ctx, post));

/** Posts by id, whatever the scope of who asks. */
export const postsById = async (ctx: Context, ids: readonly string[]): Promise<Map<string, Post>> =>
  new Map((await listPostRows(ctx.db, ids)).map((post) => [post.id, post]));

/** Every post of the city, by whoever sets what the city's posts are told. */
export const listAllPosts = (ctx: Context): Promise<Post[]> => listPostRows(ctx.db);

/** Posts to be given to somebody: fails with `subject.not-found` when one is not there or out of scope. */
export const getPosts = async (ctx: Context, ids: readonly string[]): Promise<Post[]> => {
  if (!ids.every((id) => Id.safeParse(id).success)) throw new AppError("subject.not-found");
  const found = await postsById(ctx, ids);
  return ids.map((id) => {
    const post = found.get(id);
    if (post === undefined || !isPostInScope(ctx, post)) throw new AppError("subject.not-found");
    return post;
  });
};

/** A path of codes, each followed by a slash; empty for the whole city. */
const pathShape = /^([^/\s]+\/)*$/;

/** Fails when a text is no area path: a prefix without its slash would hold neighbours with longer codes too. */
export const checkAreaPath = (path: string): void => {
  if (!pathShape.test(path))
    throw new AppError("request.invalid", { faults: [{ path: "body.areaPath", code: "no-area-path" }] });
};

const checkPost = async (ctx: Context, post: z.output<typeof PostIn>): Promise<Label> => {
  if (!isRole(post.role))
    throw new AppError("request.invalid", { faults: [{ path: "body.role", code: "unknown-role" }] });
  checkAreaPath(post.areaPath);
  const name = (await departmentNames(ctx)).get(post.departmentId);
  if (name === undefined || !isInScope(ctx.actor, { areaPath: post.areaPath, departments: [post.departmentId] }))
    throw new AppError("subject.not-found");
  return name;
};

/** Makes a post of a department in an area within the actor's own. */
export const registerPost = (outer: Context, post: z.output<typeof PostIn>): Promise<Post> =>
  transact(outer, async (ctx) => {
    const made = { id: newId(), ...post, departmentName: await checkPost(ctx, post) };
    await insertPost(ctx.db, made);
    await recordPost(ctx, made);
    return made;
  });

const recordPost = (
  ctx: Context,
  { id, name, role, departmentId: department, areaPath }: Omit<PostRow, "departmentName">,
) =>
  record(ctx, {
    type: "post.registered",
    subject: { kind: "post", id },
    areaPath,
    departments: [department],
    changes: { name, role, department },
  });

/** A post as a profile or the demo city declares it. */
export interface DeclaredPost {
  readonly id: string;
  readonly name: Label;
  readonly role: string;
  readonly department: string;
  readonly area: string;
}

/** Makes a declared post unless it is there; answers its id. */
export const providePost = async (ctx: Context, declared: DeclaredPost): Promise<string> => {
  const { id, name, role, department, area } = declared;
  const post = { id: postId(id), name, role, departmentId: departmentId(department), areaPath: area };
  if (await insertPost(ctx.db, post)) await recordPost(ctx, post);
  return post.id;
};

/** Brings the profile's departments and posts into the tables; what is there stays, names of departments follow. */
export const seedDepartments = (outer: Context): Promise<void> =>
  transact(outer, async (ctx) => {
    const { profile } = ctx.deployment;
    for (const { code, name } of profile.departments)
      await keepDepartment(ctx.db, { id: departmentId(code), code, name });
    for (const post of profile.posts) await providePost(ctx, post);
  });

import { z } from "zod";
import { Id, Moment, MomentIn, Text } from "./shape.ts";

/** A department of the city. */
export const Department = z.object({ id: Id, code: z.string(), name: Text, duties: z.array(z.string()) });
export type Department = z.infer<typeof Department>;

/** A post: who sits in it acts for a department in an area with the permissions of a role. */
export const Post = z.object({
  id: Id,
  name: Text,
  role: z.string(),
  departmentId: Id,
  departmentName: Text,
  /** Empty for the whole city. */
  areaPath: z.string(),
});
export type Post = z.infer<typeof Post>;

/** Who is signed in, in which post, and what that post may do. */
export const Me = z.object({
  accountId: Id,
  personId: Id,
  login: z.string(),
  name: z.string(),
  post: Post,
  posts: z.array(Post),
  permissions: z.array(z.string()),
  mustChangePassword: z.boolean(),
  /** Posts of others in which they may act as a deputy. */
  deputyIn: z.array(z.object({ post: Post, of: z.string(), until: Moment })),
  /** Name of the person for whom they act now. */
  actingFor: z.string().optional(),
});
export type Me = z.infer<typeof Me>;

/** Signing in with a password. */
export const SignIn = z.object({ login: z.string().min(1).max(100), password: z.string().min(1).max(200) });
/** Signing in to the demo city by one click. */
export const DemoSignIn = z.object({ entry: z.string().min(1).max(50) });
/** Changing one's own password. */
export const PasswordChange = z.object({ old: z.string().min(1).max(200), new: z.string().min(1).max(200) });
/** A deputy: who acts in whose post until when. */
export const Deputy = z.object({
  id: Id,
  version: z.number().int(),
  post: Post,
  of: z.string(),
  deputy: z.string(),
  /** Whoever asks appointed it. */
  mine: z.boolean(),
  until: Moment,
  standing: z.boolean(),
});
export type Deputy = z.infer<typeof Deputy>;
/** Appointing one. */
export const DeputyIn = z.object({ person: Id, until: MomentIn, reason: z.string().min(1).max(500).optional() });

/** Acting in another of one's posts. */
export const PostChoice = z.object({ postId: Id });

/** An account as an administrator sees it. */
export const Account = z.object({
  id: Id,
  personId: Id,
  login: z.string(),
  name: z.string(),
  posts: z.array(Post),
  stage: z.string(),
  version: z.number().int(),
  createdAt: Moment,
  lastSignInAt: Moment.optional(),
});
export type Account = z.infer<typeof Account>;

/** A new account; the answer carries its first password, once. */
export const AccountIn = z.object({
  login: z.string().regex(/^[a-z][a-z0-9._-]{1,49}$/),
  name: z.string().min(1).max(100),
  phone: z.string().max(30).optional(),
  postIds: z.array(Id).min(1).max(20),
});
/** A made account, or one given a new password: shown once, to be changed at the first sign-in. */
export const AccountMade = z.object({ id: Id, password: z.string() });

/** A new post of a department in an area. */
export const PostIn = z.object({ name: Text, role: z.string(), departmentId: Id, areaPath: z.string().max(200) });

/** An API key of an integrator; the secret is shown once. */
export const Key = z.object({
  id: Id,
  name: z.string(),
  scopes: z.array(z.string()),
  stage: z.string(),
  version: z.number().int(),
  createdAt: Moment,
  lastUsedAt: Moment.optional(),
});
export type Key = z.infer<typeof Key>;
/** A new key: what it may do, and within which area. */
export const KeyIn = z.object({
  name: z.string().min(1).max(100),
  scopes: z.array(z.string()).min(1).max(50),
  areaPath: z.string().max(200).default(""),
});
/** A made key; its secret is shown once. */
export const KeyMade = z.object({ id: Id, secret: z.string() });

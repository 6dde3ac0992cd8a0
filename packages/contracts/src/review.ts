import { z } from "zod";
import { Key, Post } from "./identity.ts";
import { Id, Moment, Text } from "./shape.ts";

/** A yearly review of who has which post: of a department, or of one kind of administrator. */
export const AccessReview = z.object({
  id: Id,
  version: z.number().int(),
  stage: z.string(),
  of: Text,
  begunAt: Moment,
  dueAt: Moment.optional(),
  isLate: z.boolean(),
  items: z.number().int(),
  /** How many nobody has decided. */
  left: z.number().int(),
  /** Whoever looks decides it. */
  mine: z.boolean(),
});
export type AccessReview = z.infer<typeof AccessReview>;
/** The same with each account in each post, and of the security administrators the keys. */
export const AccessReviewDetail = AccessReview.extend({
  list: z.array(
    z.object({
      accountId: Id,
      postId: Id,
      login: z.string(),
      name: z.string(),
      post: Post,
      /** It has the post at this moment. */
      holds: z.boolean(),
      /** It is the account of whoever looks: somebody else decides. */
      own: z.boolean(),
      /** How many act in it as deputies. */
      deputies: z.number().int(),
      lastSignInAt: Moment.optional(),
      /** Last use of a session in this post that is still kept. */
      lastUsedAt: Moment.optional(),
      decision: z.enum(["kept", "taken"]).optional(),
      reason: z.string().optional(),
      decidedBy: z.string().optional(),
      decidedAt: Moment.optional(),
    }),
  ),
  keys: z.array(Key),
});
export type AccessReviewDetail = z.infer<typeof AccessReviewDetail>;
/** Keeping or taking away one post of one account. */
export const ReviewDecisionIn = z.object({
  accountId: Id,
  postId: Id,
  decision: z.enum(["kept", "taken"]),
  reason: z.string().trim().min(2).max(500),
});

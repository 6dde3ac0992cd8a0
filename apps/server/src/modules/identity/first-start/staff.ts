import { type Context, transact } from "../../../platform/context.ts";
import { findAccount, provideAccount } from "../account/index.ts";
import { type DeclaredPost, providePost } from "../department/index.ts";

/** Somebody who works for the demo city, and in which post. */
export interface Employee {
  readonly login: string;
  readonly name: string;
  readonly phone: string;
  /** A drawn stand-in for a photo, as SVG. */
  readonly portrait?: string;
  readonly role: string;
  readonly department: string;
  readonly area: string;
  readonly post: DeclaredPost["name"];
}

/**
 * Gives each of some people a post and an account that nobody can sign in to; whoever has an account is known. All of
 * them or none: a start that was broken off begins with the same again.
 */
export const keepStaff = (outer: Context, people: readonly Employee[]): Promise<("added" | "known")[]> =>
  transact(outer, async (ctx) => {
    const kept: ("added" | "known")[] = [];
    for (const { login, name, phone, portrait, role, department, area, post } of people) {
      const isKnown = (await findAccount(ctx, { login })) !== undefined;
      kept.push(isKnown ? "known" : "added");
      if (isKnown) continue;
      const postId = await providePost(ctx, { id: `staff/${login}`, name: post, role, department, area });
      await provideAccount(ctx, {
        login,
        name,
        phone,
        ...(portrait === undefined ? {} : { portrait }),
        postId,
        demo: true,
      });
    }
    return kept;
  });

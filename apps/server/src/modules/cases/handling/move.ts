import type { FactValues } from "@chengyun/kernel";
import { type Apply, change } from "../../../platform/change.ts";
import type { Context } from "../../../platform/context.ts";
import type { Subject } from "../../../platform/subject.ts";
import { applies } from "./applies.ts";

/** Adds to what an entry says of a move, e.g. where personal words lie in the vault. */
const telling =
  (apply: Apply | undefined, told: Readonly<Record<string, unknown>>): Apply =>
  async (ctx, subject, facts) => {
    const applied = await apply?.(ctx, subject, facts);
    return { ...applied, changes: { ...applied?.changes, ...told } };
  };

/** What a use case brings to a move of a case: its facts, and what else its entry says. */
interface Given {
  readonly facts?: FactValues;
  readonly told?: Readonly<Record<string, unknown>>;
}

/** Makes a move of a case as part of another use case; it is checked as any other. */
export const moveCase = (
  ctx: Context,
  id: string,
  move: string,
  { facts = {}, told }: Given = {},
): Promise<Subject> => {
  const own = applies[move];
  const apply = told === undefined ? own : telling(own, told);
  return change(ctx, { kind: "case", id }, move, { facts, ...(apply === undefined ? {} : { apply }) });
};

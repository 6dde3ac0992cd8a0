import type { FactValues } from "@chengyun/kernel";
import { change } from "../../../platform/change.ts";
import type { Context } from "../../../platform/context.ts";
import type { Subject } from "../../../platform/subject.ts";
import { applies } from "./applies.ts";

/** Makes a move of a case as part of another use case; it is checked as any other. */
export const moveCase = (ctx: Context, id: string, move: string, facts: FactValues = {}): Promise<Subject> => {
  const apply = applies[move];
  return change(ctx, { kind: "case", id }, move, { facts, ...(apply === undefined ? {} : { apply }) });
};

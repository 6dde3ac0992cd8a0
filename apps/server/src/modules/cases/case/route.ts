import type { CaseRoute } from "@chengyun/contracts";
import type { Label } from "@chengyun/kernel";
import type { z } from "zod";
import type { Context } from "../../../platform/context.ts";
import { findResponsible, type Responsible } from "../body/index.ts";
import { kinOf } from "../category/index.ts";
import { type Fields, type NamedRule, routeCase, routeOf } from "../routing/index.ts";
import type { CaseRecord } from "./model.ts";
import * as store from "./store.ts";

type Routed = Pick<CaseRecord, "category" | "areaPath" | "severity" | "channel" | "position">;

/** A case as routing rules see it. */
export const fieldsOf = (found: Routed): Fields => ({
  category: found.category,
  area: found.areaPath,
  severity: found.severity ?? "",
  channel: found.channel ?? "",
  longitude: found.position[0],
  latitude: found.position[1],
});

/** Whose a case is by its category, where no rule says otherwise. */
const responsibleFor = (
  ctx: Context,
  { category, areaPath, facts }: Pick<CaseRecord, "category" | "areaPath" | "facts">,
): Promise<Responsible> => {
  const { condition } = facts;
  return findResponsible(ctx, { category, areaPath, condition: typeof condition === "string" ? condition : undefined });
};

/** Asks the rules where a case goes that opened in this transaction. */
export const routeFirst = (ctx: Context, id: string, found: Routed, rules: readonly NamedRule[]): Promise<void> => {
  const otherwise = async () => (await responsibleFor(ctx, { ...found, facts: {} })).departmentId;
  return routeCase(ctx, id, { fields: fieldsOf(found), kin: kinOf, otherwise, isNew: true, rules });
};

/** Asks the rules again where a case goes, after a field changed. */
export const routeAgain = async (ctx: Context, id: string): Promise<void> => {
  const found = await store.findCase(ctx.db, id);
  if (found === undefined) return;
  const otherwise = async () => (await responsibleFor(ctx, found)).departmentId;
  await routeCase(ctx, id, { fields: fieldsOf(found), kin: kinOf, otherwise });
};

type Shown = z.output<typeof CaseRoute>;

/** What decides where no rule does: the category's duty, or the body its dictionary names. */
const explainResponsible = async (
  ctx: Context,
  found: CaseRecord,
): Promise<Pick<Shown, "departmentId" | "reads" | "body" | "unmapped" | "inherits">> => {
  const { departmentId, body, unmapped, inherits } = await responsibleFor(ctx, found);
  const reads = (["category", "area"] as const).map((field) => ({ field, value: fieldsOf(found)[field] }));
  return {
    departmentId,
    reads,
    ...(body === undefined ? {} : { body: body.words }),
    ...(unmapped.length === 0 ? {} : { unmapped: [...unmapped] }),
    ...(inherits ? { inherits } : {}),
  };
};

/** Where a case should go and why, for people: what was decided, or what would be. */
export const explainRoute = async (ctx: Context, found: CaseRecord, nameOf: (id: string) => Label): Promise<Shown> => {
  const kept = await routeOf(ctx, found.id);
  const asked = { asked: kept?.runs.length ?? 0, ran: kept?.ran ?? 0 };
  const at = kept === undefined ? {} : { at: kept.at.toISOString() };
  if (kept?.rule === undefined) {
    // A mapping made since counts: what was kept is only that no rule held.
    const told = await explainResponsible(ctx, found);
    return { ...told, departmentName: nameOf(told.departmentId), ...asked, ...at };
  }
  const reads = kept.runs.find(({ holds }) => holds)?.reads ?? [];
  return {
    departmentId: kept.departmentId,
    departmentName: nameOf(kept.departmentId),
    rule: kept.rule,
    reads: reads.map((field) => ({ field, value: kept.fields[field] })),
    ...asked,
    ...at,
  };
};

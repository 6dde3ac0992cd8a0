import type { RoutingTrial, RoutingTrialIn } from "@chengyun/contracts";
import type { z } from "zod";
import { AppError } from "../../../platform/app-error.ts";
import type { Context } from "../../../platform/context.ts";
import { departmentNames } from "../../identity/department/index.ts";
import { fieldsOf, type StandingCase } from "../case/index.ts";
import { kinOf } from "../category/index.ts";
import { checkCondition, listRules, type NamedRule, tryRoute } from "../routing/index.ts";
import { listPast } from "./store.ts";

type Trial = z.output<typeof RoutingTrial>;
type Draft = NonNullable<z.output<typeof RoutingTrialIn>["draft"]>;

/** Id that stands for a draft nobody has kept yet. */
const draftId = "draft";
const mostSamples = 40;

const toRule = (draft: Draft): NamedRule => ({
  id: draft.id ?? draftId,
  version: 0,
  stage: "active",
  areaPath: "",
  name: { zh: "（试行）", en: "(draft)" },
  condition: draft.condition,
  departmentId: draft.departmentId,
  place: draft.place,
});

/** The rules with a draft in its place, instead of the rule it changes. */
const withDraft = (rules: readonly NamedRule[], draft: Draft | undefined): readonly NamedRule[] =>
  draft === undefined
    ? rules
    : [...rules.filter(({ id }) => id !== draft.id), toRule(draft)].sort((one, other) => one.place - other.place);

const checkDraft = (draft: Draft | undefined): void => {
  const fault = draft === undefined ? undefined : checkCondition(draft.condition);
  if (fault !== undefined)
    throw new AppError("request.invalid", { faults: [{ path: "body.draft.condition", code: "formula", text: fault }] });
};

interface Judged {
  readonly past: StandingCase;
  readonly rule: NamedRule | undefined;
}

const judge = async (
  ctx: Context,
  rules: readonly NamedRule[],
  past: readonly StandingCase[],
): Promise<readonly Judged[]> => {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const judged: Judged[] = [];
  for (const one of past) {
    const { fired } = tryRoute(rules, fieldsOf(one), await kinOf(ctx, [one.category]));
    judged.push({ past: one, rule: byId.get(fired?.id ?? "") });
  }
  return judged;
};

/** Holds the rules against the newest past cases of the asker's scope. */
export const tryRules = async (ctx: Context, { draft, limit }: z.output<typeof RoutingTrialIn>): Promise<Trial> => {
  checkDraft(draft);
  const past = await listPast(ctx, limit);
  const judged = await judge(ctx, withDraft(await listRules(ctx.db), draft), past);
  const names = await departmentNames(ctx);
  const nameOf = (id: string) => names.get(id) ?? { zh: id, en: id };
  const fired = judged.filter(({ rule }) => rule !== undefined && (draft === undefined || rule.version === 0));
  const sent = judged.filter(({ past: { departmentId }, rule }) => departmentId !== undefined && rule !== undefined);
  const differs = sent.filter(({ past: { departmentId }, rule }) => rule?.departmentId !== departmentId);
  return {
    looked: past.length,
    fired: fired.length,
    agrees: sent.length - differs.length,
    differs: differs.length,
    sample: (draft === undefined ? differs : fired).slice(0, mostSamples).map(({ past: one, rule }) => ({
      caseId: one.id,
      no: one.no,
      title: one.title,
      ...(one.departmentId === undefined ? {} : { had: nameOf(one.departmentId) }),
      would: nameOf(rule?.departmentId ?? ""),
      ...(rule === undefined ? {} : { rule: rule.name }),
    })),
  };
};

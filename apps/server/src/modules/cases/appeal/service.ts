import type { Appeal } from "@chengyun/contracts";
import type { Flow } from "@chengyun/kernel";
import { system } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { type Apply, change, open } from "../../../platform/change.ts";
import type { Context } from "../../../platform/context.ts";
import { listParts } from "../../../platform/subject.ts";
import { listOffers } from "../../flows/flow/index.ts";
import { findCase, type StandingCase, updateCase } from "../case/index.ts";
import { appealFlow } from "./flow.ts";
import { getAppealable, withMerged } from "./overrun.ts";
import { insertAppeal, listAppeals, updateAppeal } from "./store.ts";

/** Lodges an appeal of the department that was late, against that one limit, as a part of the case; answers its id. */
export const lodgeAppeal = async (ctx: Context, found: StandingCase, reason: string): Promise<string> => {
  const { startedAt, departmentId } = await getAppealable(ctx, found.id);
  const departments = [departmentId];
  const opening = { flow: appealFlow.id, move: "lodge", areaPath: found.areaPath, departments, partOf: found.id };
  const { id } = await open(ctx, { ...opening, facts: { reason } }, async (inner, subject) => {
    await insertAppeal(inner.db, {
      ...{ id: subject.id, caseId: found.id, reason, at: inner.clock.now() },
      ...{ clockStartedAt: startedAt, departmentId },
    });
    return { changes: { case: found.id, clockStartedAt: startedAt.toISOString() } };
  });
  return id;
};

/** What was said about it is kept with it; the newest word counts. */
const answer: Apply = async (ctx, subject, facts) => {
  const said = facts["reason"] ?? facts["comment"];
  if (said !== undefined) await updateAppeal(ctx.db, subject.id, String(said));
  return { changes: { case: subject.partOf } };
};

/** The limit appealed against no longer counts as late; that it was stays to be seen. */
const grant: Apply = async (ctx, subject, facts) => {
  const found = subject.partOf === undefined ? undefined : await findCase(ctx.db, subject.partOf);
  if (found === undefined) throw new AppError("subject.not-found");
  // Of a case that was merged meanwhile the limit went along.
  const caseId = found.mergedInto ?? found.id;
  await change({ ...ctx, actor: system("cases/case.appeal") }, { kind: "case", id: caseId }, "exempt", {
    apply: async (inner) => {
      await updateCase(inner.db, caseId, { exemptedAt: inner.clock.now() });
      return { changes: { appeal: subject.id } };
    },
  });
  return answer(ctx, subject, facts);
};

/** What the moves of an appeal write beside the stage. */
export const appealApplies: Readonly<Record<string, Apply>> = {
  support: answer,
  refuse: answer,
  "refuse-finally": answer,
  grant,
};

/** Appeals of a case and of those that were merged into it, with what can be decided about each. */
export const appealsOf = async (ctx: Context, caseId: string): Promise<Appeal[]> => {
  const cases = await withMerged(ctx, caseId);
  // Of those merged into it, too, wherever they lay.
  const said = new Map((await listAppeals(ctx.whole, cases)).map((one) => [one.id, one]));
  const all = await Promise.all(cases.map((id) => listParts(ctx.db, id)));
  const parts = all.flat().filter((part) => part.kind === appealFlow.kind);
  return Promise.all(
    parts.map(async (part) => {
      const { answer: answered, clockStartedAt: against, departmentId } = said.get(part.id) ?? {};
      return {
        id: part.id,
        version: part.version,
        stage: part.stage,
        stageName: (appealFlow as Flow).stages[part.stage]?.name ?? { zh: part.stage, en: part.stage },
        at: part.createdAt.toISOString(),
        ...(against === undefined ? {} : { clockStartedAt: against.toISOString() }),
        ...(departmentId === undefined ? {} : { departmentId }),
        reason: said.get(part.id)?.reason ?? "",
        ...(answered === undefined ? {} : { answer: answered }),
        moves: await listOffers(ctx, appealFlow, part),
      };
    }),
  );
};

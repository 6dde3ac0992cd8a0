import { type CaseType, type FactValues, type Label, type Severity, severityRank } from "@chengyun/kernel";
import { isInScope, system } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { change, open } from "../../../platform/change.ts";
import { type Context, newId, transact } from "../../../platform/context.ts";
import { lockSubject } from "../../../platform/subject.ts";
import { listRules } from "../routing/index.ts";
import { cityCase, openStages } from "../way/index.ts";
import { getCase } from "./get-case.ts";
import type { StandingCase } from "./model.ts";
import { nextNumber } from "./number.ts";
import { routeAgain, routeFirst } from "./route.ts";
import * as store from "./store.ts";

/** Answers of whoever reports to the form of a category. */
export interface Answered {
  readonly form: string;
  readonly formVersion: number | undefined;
  readonly facts: FactValues;
}

/** What a first report makes a case of. */
export interface CaseSeed {
  readonly type: CaseType;
  readonly title: Label;
  readonly severity: Severity | undefined;
  readonly position: readonly [number, number];
  readonly areaPath: string;
  readonly thingId: string | undefined;
  readonly urgent?: boolean | undefined;
  /** When it was reported, where that was not now. */
  readonly since?: Date | undefined;
  /** Answers to the form the category asks of whoever reports, and the form's version. */
  readonly answered?: Answered | undefined;
  /** The report, and the alarm behind it when there is one: kept in the entry. */
  readonly report: Readonly<Record<string, string | undefined>>;
}

/** Opens a case for a first report; answers its id and number. Its department stays open until somebody dispatches it. */
export const openCase = async (ctx: Context, seed: CaseSeed): Promise<{ id: string; no: string }> => {
  const id = newId();
  const now = seed.since ?? ctx.clock.now();
  const { clocks: limits = {}, waives = [], forms = {} } = seed.type;
  // Read before the number is drawn: who opens the next case waits for this one's number.
  const rules = await listRules(ctx.db);
  let no = "";
  const opening = { flow: cityCase.id, move: "report", id, areaPath: seed.areaPath, departments: [], limits, waives };
  await open(ctx, { ...opening, forms, ...seed.answered }, async (inner, _, facts) => {
    no = await nextNumber(inner);
    await store.insertCase(inner.db, {
      id,
      no,
      category: seed.type.id,
      title: seed.title,
      severity: seed.severity,
      position: seed.position,
      areaPath: seed.areaPath,
      thingId: seed.thingId,
      departmentId: undefined,
      handedBackBy: undefined,
      reports: 1,
      urgent: seed.urgent === true,
      channel: seed.report["channel"],
      placed: true,
      facts,
      openedAt: now,
      reportedAt: now,
      fixed: undefined,
      verified: undefined,
      closed: undefined,
      exemptedAt: undefined,
      heard: undefined,
      mergedInto: undefined,
    });
    return { changes: { ...seed.report, no, category: seed.type.id, severity: seed.severity, caseId: id } };
  });
  await routeFirst(ctx, id, { ...seed, category: seed.type.id, channel: seed.report["channel"] }, rules);
  return { id, no };
};

/**
 * Who joins a report to a case: whoever reported, or the platform for them when the case lies across a border they
 * can't see over. The entry's changes name the report either way.
 */
const joiner = (ctx: Context, found: StandingCase): Context => {
  const scope = { kind: "case", areaPath: found.areaPath, departments: found.departments };
  return isInScope(ctx.actor, scope) ? ctx : { ...ctx, actor: system("cases/report") };
};

/**
 * Adds a report to a case; the case becomes as grave as the gravest of its reports. False when the case was closed
 * a moment ago: the report belongs elsewhere.
 */
export const joinCase = async (
  ctx: Context,
  asked: StandingCase,
  joining: {
    severity: Severity | undefined;
    report: CaseSeed["report"];
    answered?: Answered | undefined;
    urgent: boolean;
  },
): Promise<boolean> =>
  change(joiner(ctx, asked), { kind: "case", id: asked.id }, "join", {
    ...joining.answered,
    apply: async (inner) => {
      const urgency = joining.urgent ? { urgent: true } : {};
      // What says nothing of how grave it is only counts.
      if (joining.severity === undefined) {
        const severity = await store.countReport(inner.db, asked.id, inner.clock.now());
        if (joining.urgent) await store.updateCase(inner.db, asked.id, urgency);
        return { changes: { ...joining.report, ...urgency, caseId: asked.id, severity } };
      }
      // Read again under the lock: another report or step may have been first.
      const found = await getCase(inner, asked.id);
      const graver = severityRank(joining.severity) > severityRank(found.severity) ? joining.severity : undefined;
      await store.updateCase(inner.db, found.id, {
        reports: found.reports + 1,
        reportedAt: inner.clock.now(),
        ...(graver === undefined ? {} : { severity: graver }),
        ...urgency,
      });
      return { changes: { ...joining.report, ...urgency, caseId: found.id, severity: graver ?? found.severity } };
    },
  }).then(
    () => true,
    (error: unknown) => {
      if (error instanceof AppError && error.code === "subject.wrong-stage") return false;
      throw error;
    },
  );

/** A case is as grave as the gravest its alarms ever were; it never becomes milder by itself. */
export const worsenCase = (outer: Context, id: string, severity: Severity): Promise<void> =>
  transact(outer, async (ctx) => {
    await lockSubject(ctx.db, "case", id);
    const found = await store.findCase(ctx.db, id);
    if (found === undefined || !openStages.includes(found.stage)) return;
    if (severityRank(severity) <= severityRank(found.severity)) return;
    await change(ctx, { kind: "case", id }, "worsen", {
      apply: async (inner) => {
        await store.updateCase(inner.db, id, { severity });
        return { changes: { severity, before: found.severity } };
      },
    });
    await routeAgain(ctx, id);
  });

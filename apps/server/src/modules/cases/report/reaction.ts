import { type Severity, valueText } from "@chengyun/kernel";
import { failPoint } from "../../../platform/fail-point.ts";
import type { Reaction } from "../../../platform/reaction.ts";
import { findThing } from "../../atlas/thing/index.ts";
import { worsenCase } from "../case/index.ts";
import { inForce } from "../category/index.ts";
import { receiveReport, titleOf } from "./service.ts";
import { findCaseOfAlarm } from "./store.ts";

interface AlarmRaised {
  readonly thingId: string;
  readonly severity: Severity;
  readonly rule: string;
  readonly value: number;
  readonly position: readonly [number, number];
  /** Category of the case its rule names; null when it opens none. */
  readonly reports: string | null;
  /** The alarm it is an echo of. */
  readonly causeId?: string;
}

/** Each new alarm whose rule names a category makes a report, once. */
export const reportAlarms: Reaction = {
  name: "cases/report.of-alarm",
  on: ["alarm.raised"],
  react: async (ctx, entry) => {
    const raised = entry.changes as unknown as AlarmRaised;
    const meant = ctx.deployment.registry.cases.get(raised.reports ?? "");
    if (meant === undefined || (await findCaseOfAlarm(ctx.db, entry.subject.id)) !== undefined) return;
    const { type, insteadOf } = await inForce(ctx, meant);
    const rule = ctx.deployment.registry.rules.get(raised.rule);
    const thing = await findThing(ctx.db, { id: raised.thingId });
    const value =
      rule === undefined ? { zh: String(raised.value), en: String(raised.value) } : valueText(rule.on, raised.value);
    await receiveReport(ctx, {
      type,
      insteadOf,
      channel: "alarm",
      position: raised.position,
      areaPath: entry.areaPath,
      thingId: raised.thingId,
      title: titleOf(type, thing?.name),
      severity: raised.severity,
      alarmId: entry.subject.id,
      echoOf: raised.causeId === undefined ? undefined : await findCaseOfAlarm(ctx.db, raised.causeId),
      words: {
        zh: `${rule?.name.zh ?? raised.rule}：${value.zh}`,
        en: `${rule?.name.en ?? raised.rule}: ${value.en}`,
      },
    });
    failPoint("report");
  },
};

/** An alarm that steps up takes its case along. */
export const followSteps: Reaction = {
  name: "cases/report.follow-steps",
  on: ["alarm.stepped"],
  react: async (ctx, entry) => {
    const caseId = await findCaseOfAlarm(ctx.db, entry.subject.id);
    if (caseId !== undefined) await worsenCase(ctx, caseId, (entry.changes as unknown as AlarmRaised).severity);
  },
};

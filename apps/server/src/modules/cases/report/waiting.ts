import type { AdviceIn, AdviceMade, WaitingReport, WaitingReports } from "@chengyun/contracts";
import type { CaseType, Label } from "@chengyun/kernel";
import type { z } from "zod";
import { isInScope, isMachine } from "../../../platform/actor.ts";
import { type Apply, change, open } from "../../../platform/change.ts";
import { type Context, newId, transact } from "../../../platform/context.ts";
import { keepText, maskedOf, textsOf, tiePerson } from "../../persons/person/index.ts";
import { listOffered } from "../category/index.ts";
import { findKind, suggestCategory } from "../kind/index.ts";
import { attachPhotos } from "../photo/index.ts";
import { drawNumber } from "./number.ts";
import { findReport, insertReport, listWaiting, mostWaiting, type ReportRecord, updateReport } from "./store.ts";
import { agree, findTeller, keepWords } from "./take.ts";

const waits: Label = { zh: "等待值班台受理", en: "Waiting for the duty desk" };

/** A report that waits at the desk, as it is opened. */
export interface Waiting {
  readonly channel: ReportRecord["channel"];
  readonly areaPath: string;
  readonly more: Partial<ReportRecord>;
  /** Photos of whoever acts. */
  readonly photos: readonly string[];
}

/** Opens a report that waits at the desk; answers its record. */
export const openWaiting = async (
  ctx: Context,
  { channel, areaPath, more, photos }: Waiting,
): Promise<ReportRecord> => {
  const id = newId();
  const no = more.no ?? (await drawNumber(ctx));
  const report = { ...more, id, no, channel, at: ctx.clock.now(), joined: waits, areaPath, photos };
  const opening = { flow: "report-intake", move: "receive", id, areaPath, departments: [] };
  await open(ctx, opening, async (inner) => {
    await insertReport(inner.db, report);
    return { changes: { no, channel, matter: more.matter ?? "problem" } };
  });
  if (more.reporterId !== undefined) await tiePerson(ctx, more.reporterId, { kind: "report", id });
  if (photos.length > 0) await attachPhotos(ctx, { caseId: id, stage: "waiting" }, photos);
  return report;
};

/** What the moves of a waiting report write. */
export const intakeApplies: Readonly<Record<string, Apply>> = {
  answer: async (ctx, found, facts) => {
    const report = await findReport(ctx.db, { id: found.id });
    const connectedTo = facts["connected-to"];
    await updateReport(ctx.db, found.id, {
      answerId: await keepText(ctx, report?.reporterId, String(facts["answer"])),
      ...(connectedTo === undefined ? {} : { connectedTo: String(connectedTo) }),
    });
    return undefined;
  },
};

/** Keeps a question and its answer; a question that waited is answered with it. */
export const takeAdvice = async (
  outer: Context,
  said: z.output<typeof AdviceIn>,
): Promise<z.infer<typeof AdviceMade>> => {
  const reporter = said.waiting === undefined ? await findTeller(outer, said.reporter) : undefined;
  return transact(outer, async (ctx) => {
    const report = said.waiting === undefined ? await openAsked(ctx, { text: said.text, reporter }) : undefined;
    const agreed = report === undefined ? {} : await agree(ctx, report, said);
    const id = said.waiting ?? report?.id ?? "";
    const facts = {
      answer: said.answer,
      ...(said.connectedTo === undefined ? {} : { "connected-to": said.connectedTo }),
    };
    await change(ctx, { kind: "report", id }, "answer", { facts, apply: intakeApplies["answer"] as Apply });
    return { id, no: (await findReport(ctx.db, { id }))?.no ?? "", ...agreed };
  });
};

const openAsked = async (ctx: Context, said: Omit<Parameters<typeof keepWords>[1], "areaPath">) => {
  const areaPath = "areaPath" in ctx.actor ? ctx.actor.areaPath : "";
  const words = await keepWords(ctx, { ...said, areaPath });
  return openWaiting(ctx, { channel: "desk", areaPath, photos: [], more: { ...words, matter: "advice" } });
};

const toWaiting = (
  offered: readonly CaseType[],
  report: ReportRecord,
  words: { text: string; address: string | undefined; reporter: z.infer<typeof WaitingReport>["reporter"] },
): Omit<z.infer<typeof WaitingReport>, "version"> => {
  const kind = findKind(report.citizenKind);
  const category = report.category ?? suggestCategory(offered, { kind: report.citizenKind, words: words.text });
  return {
    id: report.id,
    no: report.no ?? "",
    at: report.at.toISOString(),
    channel: report.channel,
    matter: report.matter ?? "problem",
    urgency: report.urgency ?? "ordinary",
    text: words.text,
    photos: [...(report.photos ?? [])],
    reminders: report.reminders ?? 0,
    ...(kind === undefined ? {} : { kindName: kind.name }),
    ...(category === undefined ? {} : { category }),
    ...(report.position === undefined
      ? {}
      : { position: [report.position[0], report.position[1]] as [number, number] }),
    ...(words.address === undefined ? {} : { address: words.address }),
    ...(words.reporter === undefined ? {} : { reporter: words.reporter }),
  };
};

/** Reports that wait for the desk, in the actor's scope, with their writers masked; and whether there are more of them. */
export const listWaitingReports = async (ctx: Context): Promise<z.infer<typeof WaitingReports>> => {
  const found = await listWaiting(ctx.db, isMachine(ctx.actor) ? "" : ctx.actor.areaPath);
  const rows = found
    .slice(0, mostWaiting)
    .filter(({ report, departments }) =>
      isInScope(ctx.actor, { areaPath: report.areaPath ?? "", departments }, "area"),
    );
  const texts = await textsOf(
    ctx,
    rows.flatMap(({ report }) => [report.textId, report.addressId].flatMap((id) => id ?? [])),
  );
  const people = await maskedOf(
    ctx,
    rows.flatMap(({ report }) => report.reporterId ?? []),
  );
  const offered = await listOffered(ctx);
  const items = rows.map(({ report, version }) => {
    const person = people.get(report.reporterId ?? "");
    const reporter =
      person === undefined
        ? undefined
        : { name: person.name, ...(person.phone === undefined ? {} : { phone: person.phone }) };
    const text = texts.get(report.textId ?? "") ?? "";
    return { version, ...toWaiting(offered, report, { text, address: texts.get(report.addressId ?? ""), reporter }) };
  });
  return { items, more: found.length > mostWaiting };
};

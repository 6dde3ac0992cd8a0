import type { CitizenReportIn, CitizenReportMade, CitizenWordIn } from "@chengyun/contracts";
import type { z } from "zod";
import { AppError } from "../../../platform/app-error.ts";
import { change } from "../../../platform/change.ts";
import { type Context, transact } from "../../../platform/context.ts";
import { lockSubject } from "../../../platform/subject.ts";
import { getAreas } from "../../atlas/area/index.ts";
import { keepText, tiePerson } from "../../persons/person/index.ts";
import { findCase, openStages, type StandingCase } from "../case/index.ts";
import { listOffered } from "../category/index.ts";
import { detachReport } from "../detach/index.ts";
import { hearWord, moveCase } from "../handling/index.ts";
import { categoriesOfKind, categoryOfKind } from "../kind/index.ts";
import { attachPhotos } from "../photo/index.ts";
import {
  answersOf,
  drawNumber,
  findReport,
  getPlace,
  keepWords,
  lockKey,
  openWaiting,
  type ReportRecord,
  receiveReport,
  titleOf,
  updateReport,
} from "../report/index.ts";
import { allow, asCitizen, digestOf } from "./follow.ts";
import { recordTold } from "./receipt.ts";
import { agreeTold, type Phone, toldBy } from "./tell.ts";

type Told = z.output<typeof CitizenReportIn>;

const remindEveryMs = 86_400_000;
const nameless = "市民";

const reporterOf = ({ name, phone, email }: Told) =>
  name === undefined && phone === undefined && email === undefined
    ? undefined
    : { name: name?.trim() || nameless, phone, email };

/** Where the problem is; a question needs no place. */
const placeOf = async (ctx: Context, told: Told) => {
  if (told.position === undefined) {
    if (told.matter === "problem") throw new AppError("report.no-place");
    return { position: undefined, areaPath: "" };
  }
  return getPlace(ctx, { position: told.position, coordinates: told.coordinates });
};

const isEmpty = ({ photos, kind, words }: Told): boolean =>
  photos.length === 0 && kind === undefined && (words ?? "").trim() === "";

/** The category a picture names, or the one among its own that was said. */
const typeOf = async (ctx: Context, { kind, category }: Told) => {
  if (kind === undefined) return undefined;
  const offered = await listOffered(ctx);
  if (category === undefined) return categoryOfKind(offered, kind);
  const said = categoriesOfKind(offered, kind).find(({ id }) => id === category);
  if (said !== undefined) return said;
  throw new AppError("report.no-category", { faults: [{ path: "body.category", code: "unknown", text: category }] });
};

/** A problem whose picture names one category opens or joins its case at once. */
const toCase = async (ctx: Context, told: Told, { position, areaPath, more }: Placed) => {
  const type = await typeOf(ctx, told);
  if (type === undefined || position === undefined || told.matter === "advice") return undefined;
  const title = titleOf(type, (await getAreas(ctx)).namesOf(areaPath).at(-1));
  const answered = answersOf(type, told);
  const made = await receiveReport(ctx, { type, channel: "citizen", position, areaPath, title, more, answered });
  if (more.reporterId !== undefined) await tiePerson(ctx, more.reporterId, { kind: "case", id: made.caseId });
  if (told.photos.length > 0) await attachPhotos(ctx, { caseId: made.caseId, stage: "reported" }, told.photos);
  return made.id;
};

interface Placed {
  readonly position: readonly [number, number] | undefined;
  readonly areaPath: string;
  readonly more: Partial<ReportRecord>;
}

/** What a report is kept under: the key by which it is known again, and whose phone sent it. */
interface Sender {
  readonly clientKey: string;
  readonly phone: Phone;
}

const keepTold = async (
  ctx: Context,
  told: Told,
  { clientKey, phone }: Sender,
): Promise<z.infer<typeof CitizenReportMade>> => {
  const { position, areaPath } = await placeOf(ctx, told);
  const { words: text, address, matter, kind: citizenKind, photos } = told;
  const words = await keepWords(ctx, {
    reporter: reporterOf(told),
    text: text?.trim(),
    address: address?.trim(),
    areaPath,
  });
  const no = await drawNumber(ctx);
  const urgency = told.urgent ? ("urgent" as const) : ("ordinary" as const);
  const more = { ...words, no, matter, citizenKind, urgency, clientKey, photos };
  const direct = await toCase(ctx, told, { position, areaPath, more });
  const id =
    direct ?? (await openWaiting(ctx, { channel: "citizen", areaPath, more: { ...more, position }, photos })).id;
  await allow(ctx, told.token, id);
  await recordTold(ctx, { id, no, areaPath, reporterId: words.reporterId, text: text?.trim() });
  return { no, tell: await agreeTold(ctx, { id, reporterId: words.reporterId }, { told, phone }) };
};

/** Takes what a citizen tells; sent again with the same secret it is the same report. */
export const takeFromCitizen = (outer: Context, told: Told, phone: Phone): Promise<z.infer<typeof CitizenReportMade>> =>
  transact(asCitizen(outer, told.token), async (ctx) => {
    const clientKey = `citizen:${digestOf(told.token)}`;
    await lockKey(ctx.db, clientKey);
    const before = await findReport(ctx.db, { clientKey });
    if (before?.no !== undefined) return { no: before.no, tell: await toldBy(ctx, before) };
    if (isEmpty(told)) throw new AppError("report.empty");
    return keepTold(ctx, told, { clientKey, phone });
  });

/** Whether a citizen may remind now: while it is open, once a day. */
export const mayRemind = (ctx: Context, { remindedAt }: ReportRecord): boolean =>
  remindedAt === undefined || ctx.clock.now().getTime() - remindedAt.getTime() >= remindEveryMs;

/** Passes a citizen's reminder (催办) on to whoever has it now. */
export const remind = (outer: Context, asked: ReportRecord, token: string): Promise<void> =>
  transact(asCitizen(outer, token), async (ctx) => {
    const report = await findReport(ctx.db, { id: asked.id }, { lock: true });
    if (report === undefined || !mayRemind(ctx, report)) throw new AppError("report.reminded-already");
    await updateReport(ctx.db, report.id, { remindedAt: ctx.clock.now(), reminders: (report.reminders ?? 0) + 1 });
    if (report.caseId === undefined) await change(ctx, { kind: "report", id: report.id }, "remind", {});
    else await moveCase(ctx, report.caseId, "remind");
  });

/** Whether a report was added to a problem that others had told of before. */
export const isJoined = (report: ReportRecord, found: StandingCase | undefined): boolean =>
  found !== undefined && report.channel === "citizen" && report.opens !== true;

/** Whether a citizen may say that it is not the same: once, while that is still worked on. */
export const mayPart = (report: ReportRecord, found: StandingCase | undefined): boolean =>
  found !== undefined &&
  isJoined(report, found) &&
  openStages.includes(found.stage) &&
  (report.notSameAs ?? []).length === 0;

const notSame = "市民表示不是同一件";

/** The citizen says that theirs is another problem: it leaves that case, and the desk looks at it by itself. */
export const part = (outer: Context, asked: ReportRecord, token: string): Promise<void> =>
  transact(asCitizen(outer, token), async (ctx) => {
    const report = await findReport(ctx.db, { id: asked.id });
    const found = report?.caseId === undefined ? undefined : await findCase(ctx.db, report.caseId);
    if (report === undefined || found === undefined || !mayPart(report, found))
      throw new AppError("subject.wrong-stage");
    await detachReport(ctx, { caseId: found.id, reportId: report.id, to: "desk", reason: notSame });
  });

const sayableStages: readonly string[] = ["fed-back", "verified", "closed"];

/** Whether the citizen's word is asked for: it was said to be mended, and they have not spoken since. */
export const maySay = (report: ReportRecord, found: StandingCase | undefined): boolean =>
  found !== undefined &&
  sayableStages.includes(found.stage) &&
  (report.saidAt === undefined || (found.fixed !== undefined && report.saidAt < found.fixed.at));

/**
 * The report and its case while the citizen's word is asked for; fails when it is not, or was given. The case is locked
 * before it is looked at: one that is being closed is heard of as closed.
 */
const getSayable = async (ctx: Context, id: string) => {
  const report = await findReport(ctx.db, { id }, { lock: true });
  if (report?.caseId !== undefined) await lockSubject(ctx.db, "case", report.caseId);
  const found = report?.caseId === undefined ? undefined : await findCase(ctx.db, report.caseId);
  if (report === undefined || found === undefined || !sayableStages.includes(found.stage))
    throw new AppError("subject.wrong-stage");
  if (!maySay(report, found)) throw new AppError("report.said-already");
  return { report, found };
};

/** The citizen's word: a fact of the case beside the department's and the verifier's. "Not fixed" reopens a closed one. */
export const hear = (outer: Context, asked: ReportRecord, said: z.output<typeof CitizenWordIn> & { token: string }) =>
  transact(asCitizen(outer, said.token), async (ctx) => {
    const { report, found } = await getSayable(ctx, asked.id);
    const words = said.words?.trim() ?? "";
    const rating = said.rating === undefined ? {} : { rating: said.rating };
    const saidId = words === "" ? undefined : await keepText(ctx, report.reporterId, words);
    // Words of an earlier time would stand beside this one's verdict.
    const spoken = { saidFixed: said.fixed, saidAt: ctx.clock.now(), saidId: saidId ?? null, ...rating };
    await updateReport(ctx.db, report.id, spoken);
    await hearWord(ctx, found.id, { report, fixed: said.fixed, called: false, textId: saidId, more: rating });
  });

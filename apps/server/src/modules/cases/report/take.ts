import type { ReportIn, ReportMade } from "@chengyun/contracts";
import type { CaseType, FactValues, Label, PersonalChannel } from "@chengyun/kernel";
import type { z } from "zod";
import { isInScope, isPermitted } from "../../../platform/actor.ts";
import { checkSaidForm, type SaidForm } from "../../../platform/answered-form.ts";
import { AppError } from "../../../platform/app-error.ts";
import { change } from "../../../platform/change.ts";
import { type Context, transact } from "../../../platform/context.ts";
import { lockSubject } from "../../../platform/subject.ts";
import { getAreas } from "../../atlas/area/index.ts";
import { findThing } from "../../atlas/thing/index.ts";
import { departmentId, departmentNames } from "../../identity/department/index.ts";
import { giveConsent } from "../../persons/consent/index.ts";
import {
  holdPerson,
  keepText,
  type PersonIn,
  recordPerson,
  searchPersons,
  tiePerson,
} from "../../persons/person/index.ts";
import { type Answered, checkVisible, explainRoute, findCase } from "../case/index.ts";
import { type CategoryInForce, findCategory, findOffered } from "../category/index.ts";
import { moveCase } from "../handling/index.ts";
import { attachPhotos, movePhotos } from "../photo/index.ts";
import { drawNumber } from "./number.ts";
import { getPlace } from "./place.ts";
import { receiveReport, titleOf } from "./service.ts";
import { findReport, lockKey, type ReportRecord } from "./store.ts";
import { getToldTime } from "./told-time.ts";

type Said = z.output<typeof ReportIn>;

/** The category a report names, as it is in force; a fault with its place when nothing of that name takes cases. */
export const getType = async (ctx: Context, category: string): Promise<CategoryInForce> => {
  const found = await findOffered(ctx, category);
  if (found === undefined)
    throw new AppError("report.no-category", {
      faults: [{ path: "body.category", code: "unknown", text: category }],
    });
  return found;
};

const getVisibleThing = async (ctx: Context, id: string) => {
  const thing = await findThing(ctx.db, { id });
  if (thing === undefined || !isInScope(ctx.actor, { areaPath: thing.areaPath, departments: [] }, "area"))
    throw new AppError("request.invalid", { faults: [{ path: "body.thingId", code: "unknown" }] });
  return thing;
};

/** Who reports: as the vault takes them, or one of whom it knows who it is. */
type Teller = { readonly id: string } | PersonIn;

const unnamedCaller = (): AppError =>
  new AppError("report.unnamed-caller", { faults: [{ path: "body.reporter.name", code: "missing" }] });

/**
 * Who tells it, before anything is written. A number without a name is looked up for who may find persons alone, and they
 * are told so in their looks, whatever becomes of the report: within a transaction of somebody else's the look could go
 * with it. To all others a known number is like every other.
 */
export const findTeller = async (ctx: Context, said: Said["reporter"]): Promise<Teller | undefined> => {
  if (said === undefined) return undefined;
  const { name, phone } = said;
  if (name !== undefined) return { ...said, name };
  if (phone === undefined || ctx.inTransaction || !isPermitted(ctx.actor, "persons.read")) throw unnamedCaller();
  const [only, ...others] = await searchPersons(ctx, { phone });
  if (only === undefined || others.length > 0) throw unnamedCaller();
  return { id: only };
};

const recordTeller = async (ctx: Context, teller: Teller, areaPath: string): Promise<string> => {
  if (!("id" in teller)) return recordPerson(ctx, teller, { areaPath });
  if (await holdPerson(ctx, teller.id)) return teller.id;
  throw unnamedCaller();
};

/** Keeps who reported and what they said; everything else holds the ids. */
export const keepWords = async (
  ctx: Context,
  said: { reporter?: Teller | undefined; text?: string | undefined; address?: string | undefined; areaPath: string },
) => {
  const { reporter, text, address, areaPath } = said;
  const reporterId = reporter === undefined ? undefined : await recordTeller(ctx, reporter, areaPath);
  const keepSome = (words: string | undefined) =>
    words === undefined || words === "" ? undefined : keepText(ctx, reporterId, words);
  return { reporterId, textId: await keepSome(text), addressId: await keepSome(address) };
};

/** The waiting report that is taken up: locked, still waiting, and the actor's to take. */
const takeUp = async (ctx: Context, id: string): Promise<ReportRecord> => {
  await change(ctx, { kind: "report", id }, "take", {});
  const found = await findReport(ctx.db, { id });
  if (found === undefined) throw new AppError("subject.not-found");
  return found;
};

const channelOf = (ctx: Context, said: Said): ReportRecord["channel"] =>
  ctx.actor.kind === "key" ? "api" : (said.channel ?? "desk");

const unnamed = (id: string): Label => ({ zh: id, en: id });

/** To whom a filed case goes by rules and bodies; undefined when that is the duty desk: it only stands in where nobody is known. */
const findDestination = async (ctx: Context, caseId: string): Promise<string | undefined> => {
  const found = await findCase(ctx.db, caseId);
  const department = found === undefined ? undefined : (await explainRoute(ctx, found, unnamed)).departmentId;
  return department === departmentId(ctx.deployment.profile.dutyDesk) ? undefined : department;
};

/**
 * Files and dispatches the case in one go (直派), from wherever it stands, and answers to whom; to nobody when somebody
 * has it already, or when nobody is known to send it to: then it is filed and waits for an officer to choose.
 */
const dispatchNow = async (
  ctx: Context,
  caseId: string,
  direct: NonNullable<Said["direct"]>,
): Promise<string | undefined> => {
  const found = await findCase(ctx.db, caseId);
  if (found === undefined || (found.stage !== "reported" && found.stage !== "filed")) return undefined;
  if (found.stage === "reported") await moveCase(ctx, caseId, "file", { "filing-condition": direct.filingCondition });
  const department = direct.department ?? (await findDestination(ctx, caseId));
  if (department !== undefined) await moveCase(ctx, caseId, "dispatch", { department });
  return department;
};

const answerOf = async (ctx: Context, report: ReportRecord, made: { opened: boolean; dispatched: boolean }) => {
  const found = report.caseId === undefined ? undefined : await findCase(ctx.db, report.caseId);
  return { id: report.id, no: report.no ?? "", caseId: found?.id ?? "", caseNo: found?.no ?? "", ...made };
};

/** What was sent before under the same key, by the same sender; the answer is the same, nothing is counted twice. */
const findRepeat = async (ctx: Context, clientKey: string | undefined) => {
  if (clientKey === undefined) return undefined;
  await lockKey(ctx.db, clientKey);
  return findReport(ctx.db, { clientKey });
};

/** A reporter's photo shows the trouble, however far the case has come: it stands with those of its first stage. */
const photosTo = async (ctx: Context, caseId: string, said: Said, waiting: ReportRecord | undefined) => {
  if (waiting === undefined && said.photos.length === 0) return;
  const stage = "reported";
  if (waiting !== undefined) await movePhotos(ctx, waiting.id, { caseId, stage });
  if (said.photos.length > 0) await attachPhotos(ctx, { caseId, stage }, said.photos);
};

/** What a consent is about: one report, or (`all`) whoever reported, with everything they ever report. */
export const aboutOf = (
  { id, reporterId }: { readonly id: string; readonly reporterId: string },
  all: boolean,
): { kind: string; id: string } => (all ? { kind: "person", id: reporterId } : { kind: "report", id });

/**
 * What the caller agreed to, asked by the officer; who left no number can't be told. Answers the channels that stand
 * now: none is no reason not to take the report.
 */
export const agree = async (
  ctx: Context,
  { id, reporterId }: Pick<ReportRecord, "id" | "reporterId">,
  { tell, tellAll }: Pick<Said, "tell" | "tellAll">,
): Promise<{ tell?: PersonalChannel[] }> => {
  if (tell.length === 0) return {};
  if (reporterId === undefined) throw new AppError("report.nobody-to-tell");
  const language = ctx.deployment.profile.languages[0] === "en" ? "en" : "zh";
  const about = aboutOf({ id, reporterId }, tellAll);
  return { tell: [...(await giveConsent(ctx, { personId: reporterId, channels: tell, about, language }))] };
};

/** Answers to the form of a category; a category that asks nothing takes none. */
export const answersOf = (
  { forms }: Pick<CaseType, "forms">,
  { answers: facts, ...said }: SaidForm & { readonly answers?: FactValues | undefined },
): Answered | undefined => {
  if (facts === undefined) return undefined;
  const form = forms?.["report"];
  checkSaidForm(form, said);
  const { formVersion } = said;
  if (form !== undefined) return { form, formVersion, facts };
  if (Object.keys(facts).length === 0) return undefined;
  throw new AppError("request.invalid", { faults: [{ path: "body.answers", code: "unknown" }] });
};

/** The category a report names; one that joins a named case and names none is of that case's. */
const typeOf = async (ctx: Context, { category, joins }: Said): Promise<CategoryInForce> => {
  if (category !== undefined) return getType(ctx, category);
  if (joins === undefined)
    throw new AppError("request.invalid", { faults: [{ path: "body.category", code: "missing" }] });
  const { category: own } = checkVisible(ctx, await findCase(ctx.db, joins));
  const type = await findCategory(ctx, own);
  return type === undefined ? getType(ctx, own) : { type };
};

/**
 * Reports that waited near by and are the same: each goes into the case with its photos, and keeps its number, its words
 * and who wrote them.
 */
const takeAlong = async (ctx: Context, ids: readonly string[], into: { type: CaseType; caseId: string }) => {
  const { type, caseId } = into;
  for (const id of ids) {
    const waiting = await takeUp(ctx, id);
    const { position, areaPath = "", channel } = waiting;
    if (position === undefined) throw new AppError("report.no-place");
    const own = { type, channel, position, areaPath, title: type.name, joins: caseId, waiting };
    await receiveReport(ctx, own);
    if (waiting.reporterId !== undefined) await tiePerson(ctx, waiting.reporterId, { kind: "case", id: caseId });
    await movePhotos(ctx, id, { caseId, stage: "reported" });
  }
};

/** What came with a report beside what was said. */
interface Come {
  readonly clientKey: string | undefined;
  readonly reporter: Teller | undefined;
}

const takeNew = async (
  ctx: Context,
  said: Said,
  { clientKey, reporter }: Come,
): Promise<z.infer<typeof ReportMade>> => {
  const { type, insteadOf } = await typeOf(ctx, said);
  const { position, areaPath } = await getPlace(ctx, said);
  const happenedAt = getToldTime(ctx, said.happenedAt);
  const thing = said.thingId === undefined ? undefined : await getVisibleThing(ctx, said.thingId);
  const together = said.together.filter((id) => id !== said.waiting);
  // In one order, whoever takes which along with which.
  for (const id of [...together, said.waiting ?? ""].filter(Boolean).sort()) await lockSubject(ctx.db, "report", id);
  const waiting = said.waiting === undefined ? undefined : await takeUp(ctx, said.waiting);
  const { urgency, notSameAs, text, address } = said;
  // What a citizen wrote stays theirs; the officer's form adds to a report that waited only where and what.
  const words = waiting === undefined ? await keepWords(ctx, { reporter, text, address, areaPath }) : undefined;
  const no = waiting?.no ?? (await drawNumber(ctx));
  const photos = [...(waiting?.photos ?? []), ...said.photos];
  const made = await receiveReport(ctx, {
    type,
    insteadOf,
    channel: channelOf(ctx, said),
    position,
    areaPath,
    thingId: thing?.id,
    title: titleOf(type, thing?.name ?? (await getAreas(ctx)).namesOf(areaPath).at(-1)),
    joins: said.joins,
    near: said.near,
    text,
    answered: answersOf(type, said),
    waiting,
    together,
    more: {
      no,
      urgency,
      notSameAs: [...notSameAs, ...(waiting?.notSameAs ?? [])],
      happenedAt,
      clientKey,
      photos,
      ...words,
    },
  });
  const reporterId = (words ?? waiting)?.reporterId;
  if (reporterId !== undefined) await tiePerson(ctx, reporterId, { kind: "case", id: made.caseId });
  const agreed = await agree(ctx, { id: made.id, reporterId }, said);
  await photosTo(ctx, made.caseId, said, waiting);
  await takeAlong(ctx, together, { type, caseId: made.caseId });
  const to = said.direct === undefined ? undefined : await dispatchNow(ctx, made.caseId, said.direct);
  const dispatchedTo = to === undefined ? undefined : (await departmentNames(ctx)).get(to);
  const { id, caseId, caseNo, opened } = made;
  const plain = { id, no, caseId, caseNo, opened, dispatched: to !== undefined, ...agreed };
  return dispatchedTo === undefined ? plain : { ...plain, dispatchedTo };
};

/** Takes what a person said: words and caller go into the vault, photos to the case. Sent twice, it counts once. */
export const takeReport = async (outer: Context, said: Said): Promise<z.infer<typeof ReportMade>> => {
  // Whoever wrote what waited is its reporter.
  const reporter = said.waiting === undefined ? await findTeller(outer, said.reporter) : undefined;
  return transact(outer, async (ctx) => {
    const clientKey = said.key === undefined ? undefined : `${ctx.actor.id}:${said.key}`;
    const before = await findRepeat(ctx, clientKey);
    if (before !== undefined) return answerOf(ctx, before, { opened: false, dispatched: false });
    return takeNew(ctx, said, { clientKey, reporter });
  });
};

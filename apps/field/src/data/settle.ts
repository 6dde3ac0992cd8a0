import type { MoveOffer } from "@chengyun/contracts";
import { fillText, type Label } from "@chengyun/kernel";
import { serverNow } from "./clock.ts";
import type { KeptCase } from "./database.ts";
import { keepDraft } from "./draft.ts";
import { formKey, partAnswers } from "./form-answer.ts";
import { addWriting, getPhoto, removeWriting } from "./queue.ts";
import { currentState } from "./state.ts";
import { queueChanged } from "./sync.ts";
import type { MoveWriting, ReportWriting, Writing } from "./writing.ts";

/** What a refused writing stands against now. */
export interface Standing {
  readonly now: KeptCase;
  /** The same move as it is offered now; undefined when it is no longer possible. */
  readonly offer: MoveOffer | undefined;
  /** Whether a comment may be left instead. */
  readonly comment: boolean;
}

/** How a refused move stands against the case as it is now. */
export const toStanding = (writing: MoveWriting, now: KeptCase): Standing => ({
  now,
  offer: now.subject.moves.find(({ move, whyNot }) => move === writing.move && whyNot === undefined),
  comment: now.subject.moves.some(({ move, whyNot }) => move === "comment" && whyNot === undefined),
});

/** Sends the same words and photos on the state that was shown. */
export const sendAnew = async (writing: MoveWriting, { now }: Standing): Promise<void> => {
  const subject =
    writing.subject.kind === "case" ? { ...writing.subject, version: now.subject.version } : writing.subject;
  await addWriting({ ...stripped(writing), at: serverNow(), subject, stage: now.subject.stage }, [], writing);
  await queueChanged();
};

/** Leaves everything that was written in the case as a comment, with its photos. */
export const keepAsComment = async (
  writing: MoveWriting,
  { now }: Standing,
  { lead, say, name }: { lead: string; say: (label: Label) => string; name: Label },
): Promise<void> => {
  const comment = [
    fillText(lead, { move: say(writing.moveName) }),
    ...writing.words.map((each) => `${say(each.name)}: ${say(each.value)}`),
  ].join("\n");
  const subject = { kind: "case", plural: "cases", id: writing.caseId, version: now.subject.version };
  await addWriting(
    {
      ...stripped(writing),
      at: serverNow(),
      subject,
      stage: now.subject.stage,
      move: "comment",
      moveName: name,
      facts: { comment },
      words: [{ name, value: { zh: comment, en: comment } }],
      photoFact: "photos",
      form: undefined,
      formPhotos: undefined,
    },
    [],
    writing,
  );
  await queueChanged();
};

/** Puts words, answers and photos back where they were typed, to be looked through with the form of now. */
export const lookThrough = async (writing: MoveWriting): Promise<void> => {
  const { form, formPhotos = [], facts, subject, move } = writing;
  const { answers, others } = partAnswers(form === undefined ? undefined : currentState().forms[formKey(form)], facts);
  const photos = (await Promise.all(writing.photos.map(getPhoto))).filter((photo) => photo !== undefined);
  await keepDraft(`${subject.id}.${move}`, {
    facts: others,
    answers,
    photos: photos.filter(({ id }) => !formPhotos.includes(id)),
    formPhotos: photos.filter(({ id }) => formPhotos.includes(id)),
  });
  await removeWriting(writing);
  await queueChanged();
};

/** Puts a refused report back where it was typed, to be corrected. */
export const correctReport = async (writing: ReportWriting): Promise<void> => {
  const { report, formPhotos = [] } = writing;
  const photos = (await Promise.all(writing.photos.map(getPhoto))).filter((photo) => photo !== undefined);
  await keepDraft("report", {
    facts: { category: report.category, text: report.text, place: [...report.position] },
    answers: report.answers ?? {},
    photos: photos.filter(({ id }) => !formPhotos.includes(id)),
    formPhotos: photos.filter(({ id }) => formPhotos.includes(id)),
  });
  await removeWriting(writing);
  await queueChanged();
};

/** Sends a report again with its writer's word: it is that case, or it is none of those that were looked at. */
export const chooseNear = async (
  writing: ReportWriting,
  choice: { readonly joins: string } | { readonly near: "apart"; readonly notSameAs: readonly string[] },
): Promise<void> => {
  const { joins: _, ...report } = writing.report;
  await addWriting({ ...stripped(writing), report: { ...report, ...choice } }, [], writing);
  await queueChanged();
};

/** Drops what was written, as its writer confirmed. */
export const drop = async (writing: Writing): Promise<void> => {
  await removeWriting(writing);
  await queueChanged();
};

type Queued = "id" | "seq" | "state" | "tries" | "retryAt" | "uploaded" | "photos" | "refusal";

/** A writing without its place in the queue. */
const stripped = <Each extends Writing>({
  id: _,
  seq: _seq,
  state: _state,
  tries: _tries,
  retryAt: _retryAt,
  uploaded: _uploaded,
  photos: _photos,
  refusal: _refusal,
  ...writing
}: Each): Omit<Each, Queued> => writing;

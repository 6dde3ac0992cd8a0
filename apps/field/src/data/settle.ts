import type { MoveOffer } from "@chengyun/contracts";
import { fillText, type Label } from "@chengyun/kernel";
import { serverNow } from "./clock.ts";
import type { KeptCase } from "./database.ts";
import { dropDraft } from "./draft.ts";
import { addWriting, type NewWriting, removeWriting } from "./queue.ts";
import { queueChanged } from "./sync.ts";
import { correctionOf, type MoveWriting, type ReportWriting, type Writing } from "./writing.ts";

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

/** Puts a writing in the place of a refused one, with its photos; a correction that was begun is not wanted then. */
const sendInstead = async (written: NewWriting, refused: Writing): Promise<void> => {
  await addWriting(written, [], refused);
  await dropDraft(correctionOf(refused));
  await queueChanged();
};

/** Sends the same words and photos on the state that was shown. */
export const sendAnew = async (writing: MoveWriting, { now }: Standing): Promise<void> => {
  const subject =
    writing.subject.kind === "case" ? { ...writing.subject, version: now.subject.version } : writing.subject;
  await sendInstead({ ...stripped(writing), at: serverNow(), subject, stage: now.subject.stage }, writing);
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
  await sendInstead(
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
    writing,
  );
};

/** Sends a report again with its writer's word: it is that case, or it is none of those that were looked at. */
export const chooseNear = async (
  writing: ReportWriting,
  choice: { readonly joins: string } | { readonly near: "apart"; readonly notSameAs: readonly string[] },
): Promise<void> => {
  const { joins: _, ...report } = writing.report;
  await sendInstead({ ...stripped(writing), report: { ...report, ...choice } }, writing);
};

/** Drops what was written, as its writer confirmed. */
export const drop = async (writing: Writing): Promise<void> => {
  await removeWriting(writing);
  await dropDraft(correctionOf(writing));
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

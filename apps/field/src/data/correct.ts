import type { FormShape } from "@chengyun/contracts";
import type { KeptPhoto } from "./database.ts";
import { beginDraft } from "./draft.ts";
import { partAnswers } from "./form-answer.ts";
import { correctWriting, getPhoto, type NewWriting } from "./queue.ts";
import { correctionOf, type MoveWriting, type ReportWriting, type Writing } from "./writing.ts";

const photosOf = async ({ photos }: Writing): Promise<KeptPhoto[]> =>
  (await Promise.all(photos.map(getPhoto))).filter((photo) => photo !== undefined);

/** Lays out words, answers and photos to be looked through with the form of now; the writing stays until that is sent. */
export const lookThrough = async (writing: MoveWriting, form: FormShape | undefined): Promise<void> => {
  const { formPhotos = [], facts } = writing;
  const { answers, others } = partAnswers(form, facts);
  const photos = await photosOf(writing);
  await beginDraft(correctionOf(writing), {
    facts: others,
    answers,
    photos: photos.filter(({ id }) => !formPhotos.includes(id)),
    formPhotos: photos.filter(({ id }) => formPhotos.includes(id)),
  });
};

/** Lays out a refused report to be corrected; it stays among what waits until its correction is sent. */
export const correctReport = async (writing: ReportWriting): Promise<void> => {
  const { report, formPhotos = [] } = writing;
  const photos = await photosOf(writing);
  await beginDraft(correctionOf(writing), {
    facts: { category: report.category, text: report.text, place: [...report.position] },
    answers: report.answers ?? {},
    photos: photos.filter(({ id }) => !formPhotos.includes(id)),
    formPhotos: photos.filter(({ id }) => formPhotos.includes(id)),
  });
};

/** Queues the correction of a report in its place: the thing, the time and what it was said not to be stay those of then. */
export const sendCorrected = async (
  written: Extract<NewWriting, { kind: "report" }>,
  photos: readonly KeptPhoto[],
  refused: ReportWriting,
): Promise<void> => {
  const { thingId, notSameAs } = refused.report;
  const kept = { ...(thingId === undefined ? {} : { thingId }), ...(notSameAs === undefined ? {} : { notSameAs }) };
  await correctWriting({ ...written, at: refused.at, report: { ...kept, ...written.report } }, photos, refused);
};

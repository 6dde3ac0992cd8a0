import type { FactShape, MoveOffer, TaskRow } from "@chengyun/contracts";
import type { FactValues, Label } from "@chengyun/kernel";
import { type FormDescription, judgeForm, toSent, useUi, zoneAhead } from "@chengyun/ui";
import { useCallback, useRef, useState } from "react";
import { toSentence } from "../data/api.ts";
import { serverNow } from "../data/clock.ts";
import type { KeptPhoto } from "../data/database.ts";
import { type Draft, dropDraft, useDraft } from "../data/draft.ts";
import { missingFacts, onlyChoices, photoWish, toFacts, toWords } from "../data/facts.ts";
import { useAskedForm } from "../data/form.ts";
import { answersToWords, toKeptAnswers } from "../data/form-answer.ts";
import { offersNow, stageAhead, waitingMoves } from "../data/next-move.ts";
import { addWriting, correctWriting } from "../data/queue.ts";
import { changeState, type FieldState, useField } from "../data/state.ts";
import { queueChanged } from "../data/sync.ts";
import { correctionOf, type MoveWriting } from "../data/writing.ts";
import { FactField } from "../parts/fact-field.tsx";
import { FormPart } from "../parts/form-part.tsx";
import { useGo, useParam } from "../parts/go.ts";
import { Icon } from "../parts/icon.tsx";
import { PhotoPicker } from "../parts/photo-picker.tsx";
import { titleOf } from "../parts/task-state.tsx";
import { Nothing } from "../parts/words.tsx";
import { fill } from "../strings/fill.ts";
import { useText } from "../strings/text.ts";
import type { Strings } from "../strings/zh.ts";

const mostPhotos = 9;

/** What is still wanted before it can be sent, in words. */
const faultsOf = (t: Strings, say: (label: Label) => string, offer: MoveOffer, draft: Draft): string[] => {
  const wish = photoWish(offer.facts);
  const few = wish !== undefined && draft.photos.length < wish.needed;
  return [
    ...missingFacts(offer.facts, draft.facts).map((fact) => fill(t.move.factNeeded, { fact: say(fact.name) })),
    ...(few ? [fill(t.move.photosNeeded, { n: wish.needed })] : []),
  ];
};

interface Queued {
  readonly task: TaskRow;
  readonly offer: MoveOffer;
  readonly draft: Draft;
  readonly zone: string;
  readonly form: FormDescription | undefined;
  readonly waiting: readonly MoveWriting[];
  readonly corrects: MoveWriting | undefined;
}

const aheadIn = (zone: string): number => zoneAhead(serverNow(), zone);

/** The answers to the form as they are sent; nothing where none is asked. */
const answersOf = ({ draft, zone, form }: Pick<Queued, "draft" | "zone" | "form">) =>
  form === undefined ? {} : toSent(form, draft.answers, aheadIn(zone));

const formOf = (form: FormDescription | undefined) =>
  form === undefined ? undefined : { id: form.id, version: form.version, name: form.name };

const queueMove = async (state: FieldState, queued: Queued): Promise<void> => {
  const { task, offer, draft, zone, form, waiting, corrects } = queued;
  const { me, flows, departments } = state;
  const answers = answersOf({ draft, zone, form });
  if (me === undefined) return;
  const flow = flows.find(({ kind }) => kind === task.subject.kind);
  const written = {
    kind: "move" as const,
    personId: me.personId,
    personName: me.name,
    post: { id: me.post.id, name: me.post.name },
    at: serverNow(),
    title: titleOf(task),
    caseId: task.case.id,
    // Behind one that waits here it is given the version that one leads to.
    subject: { ...task.subject, version: task.subject.version },
    move: offer.move,
    moveName: offer.name,
    stage: stageAhead(flow, task.subject.kind === "case" ? task.case.stage : task.stage, waiting),
    facts: { ...toFacts(offer.facts, draft.facts, aheadIn(zone)), ...answers },
    words: [
      ...toWords(offer.facts, draft.facts, departments),
      ...(form === undefined ? [] : answersToWords(form, answers)),
    ],
    form: formOf(form),
    formPhotos: draft.formPhotos.map(({ id }) => id),
    photoFact: photoWish(offer.facts)?.fact.id,
  };
  const photos = [...draft.before, ...draft.photos, ...draft.formPhotos];
  const { id } = await (corrects === undefined
    ? addWriting(written, photos)
    : correctWriting(written, photos, corrects));
  changeState({ wrote: { id, taskId: task.id, title: titleOf(task), moveName: offer.name, arrived: false } });
};

interface FormProps {
  readonly task: TaskRow;
  readonly offer: MoveOffer;
  /** What was written of the task before it and waits here. */
  readonly waiting: readonly MoveWriting[];
  /** What was refused and is looked through again. */
  readonly corrects: MoveWriting | undefined;
}

const MoveForm = ({ task, offer, waiting, corrects }: FormProps) => {
  const t = useText();
  const { say, zone } = useUi();
  const go = useGo();
  const state = useField();
  const [fault, setFault] = useState<string>();
  const [tried, setTried] = useState(false);
  const onFault = useCallback((problem: unknown) => setFault(toSentence(problem)), []);
  const name = corrects === undefined ? `${task.subject.id}.${offer.move}` : correctionOf(corrects);
  const form = useAskedForm(offer);
  const toKept = useCallback((answers: FactValues) => toKeptAnswers(form, answers), [form]);
  const [draft, change] = useDraft(name, onlyChoices(offer.facts), onFault, toKept);
  const taken = useRef<Draft>(undefined);
  taken.current = draft;
  const onPhoto = useCallback(
    (photo: KeptPhoto) => change({ formPhotos: [...(taken.current?.formPhotos ?? []), photo] }),
    [change],
  );
  if (draft === undefined) return null;
  const wish = photoWish(offer.facts);
  const missing = [
    ...faultsOf(t, say, offer, draft),
    ...(offer.form !== undefined && form === undefined ? [t.move.formNotHere] : []),
    ...(form === undefined || judgeForm(form, answersOf({ draft, zone, form })).length === 0 ? [] : [t.move.formOpen]),
  ];
  const send = async (): Promise<void> => {
    setTried(true);
    if (missing.length > 0) return;
    try {
      await queueMove(state, { task, offer, draft, zone, form, waiting, corrects });
      await dropDraft(name);
      await queueChanged();
      go(`/tasks/${task.id}`, { replace: true });
    } catch (problem) {
      onFault(problem);
    }
  };
  const setFact = (fact: FactShape, value: unknown) => change({ facts: { ...draft.facts, [fact.id]: value } });
  return (
    <>
      {wish === undefined ? null : (
        <>
          {offer.move === "feed-back" ? (
            <PhotoPicker
              label={t.move.before}
              photos={draft.before}
              most={4}
              onChange={(before) => change({ before })}
              onFault={onFault}
            />
          ) : null}
          <PhotoPicker
            label={offer.move === "feed-back" ? t.move.after : say(wish.fact.name)}
            photos={draft.photos}
            most={mostPhotos - draft.before.length}
            onChange={(photos) => change({ photos })}
            onFault={onFault}
          />
        </>
      )}
      {offer.facts
        .filter(({ kind }) => kind !== "photos")
        .map((fact) => (
          <FactField
            key={fact.id}
            fact={fact}
            value={draft.facts[fact.id]}
            onChange={(value) => setFact(fact, value)}
          />
        ))}
      {form === undefined ? null : (
        <FormPart
          form={form}
          answers={draft.answers}
          photos={draft.formPhotos}
          isTried={tried}
          onChange={(answers) => change({ answers })}
          onPhoto={onPhoto}
        />
      )}
      <div className="actions">
        {fault === undefined ? null : (
          <p className="alert" role="alert">
            {fault}
          </p>
        )}
        {tried && missing.length > 0 ? (
          <p className="alert" role="alert">
            {missing.join(" · ")}
          </p>
        ) : null}
        <button type="button" className="button button-main" onClick={() => void send()}>
          {say(offer.name)}
        </button>
      </div>
    </>
  );
};

/** For somebody about to do one thing: what it asks for, kept letter by letter, and one button. */
export const MoveScreen = () => {
  const t = useText();
  const { say } = useUi();
  const go = useGo();
  const [id, move, refused] = [useParam("id"), useParam("move"), useParam("writing")];
  const { tasks, writings, flows, known, me } = useField();
  const task = tasks.find((each) => each.id === id);
  const all = task === undefined ? [] : waitingMoves(writings, task.subject.id, me?.personId);
  const corrects = all.find((each) => each.id === refused);
  const waiting = corrects === undefined ? all : all.filter(({ seq }) => seq < corrects.seq);
  const offer =
    task === undefined || (refused !== "" && corrects === undefined)
      ? undefined
      : offersNow(task, waiting, {
          flows,
          known,
          permissions: me?.permissions ?? [],
        }).find((each) => each.move === move);
  if (task === undefined || offer === undefined)
    return (
      <Nothing title={t.task.gone} hint={t.task.goneHint}>
        <button type="button" className="button" onClick={() => go(task === undefined ? "/" : `/tasks/${id}`)}>
          {t.task.back}
        </button>
      </Nothing>
    );
  return (
    <div className="page task-page">
      <div className="page-head">
        <button
          type="button"
          className="button button-icon"
          aria-label={t.task.back}
          onClick={() => go(`/tasks/${id}`)}
        >
          <Icon name="back" />
        </button>
        <h1>{say(offer.name)}</h1>
      </div>
      <p className="lead">{say(titleOf(task))}</p>
      <MoveForm key={`${id}.${move}.${refused}`} task={task} offer={offer} waiting={waiting} corrects={corrects} />
    </div>
  );
};

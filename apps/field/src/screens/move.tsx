import type { FactShape, MoveOffer, TaskRow } from "@chengyun/contracts";
import type { Label } from "@chengyun/kernel";
import { useUi, zoneAhead } from "@chengyun/ui";
import { useCallback, useState } from "react";
import { toSentence } from "../data/api.ts";
import { serverNow } from "../data/clock.ts";
import { type Draft, dropDraft, useDraft } from "../data/draft.ts";
import { missingFacts, photoWish, toFacts, toWords } from "../data/facts.ts";
import { useKeptCase } from "../data/kept-case.ts";
import { offersNow, stageAhead, waitingMoves } from "../data/next-move.ts";
import { addWriting } from "../data/queue.ts";
import { type FieldState, useField } from "../data/state.ts";
import { queueChanged } from "../data/sync.ts";
import { FactField } from "../parts/fact-field.tsx";
import { useGo, useParam } from "../parts/go.ts";
import { Icon } from "../parts/icon.tsx";
import { PhotoPicker } from "../parts/photo-picker.tsx";
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

const queueMove = async (
  state: FieldState,
  { task, offer, draft, zone }: { task: TaskRow; offer: MoveOffer; draft: Draft; zone: string },
): Promise<void> => {
  const { me, flows, writings, departments } = state;
  if (me === undefined) return;
  const waiting = waitingMoves(writings, task.subject.id);
  const flow = flows.find(({ kind }) => kind === task.subject.kind);
  await addWriting(
    {
      kind: "move",
      personId: me.personId,
      personName: me.name,
      at: serverNow(),
      title: task.case.title,
      caseId: task.case.id,
      // Behind one that waits here it is given the version that one leads to.
      subject: { ...task.subject, version: task.subject.version },
      move: offer.move,
      moveName: offer.name,
      stage: stageAhead(flow, task.subject.kind === "case" ? task.case.stage : task.stage, waiting),
      facts: toFacts(offer.facts, draft.facts, zoneAhead(serverNow(), zone)),
      words: toWords(offer.facts, draft.facts, departments),
      photoFact: photoWish(offer.facts)?.fact.id,
    },
    [...draft.before, ...draft.photos],
  );
};

interface FormProps {
  readonly task: TaskRow;
  readonly offer: MoveOffer;
}

const MoveForm = ({ task, offer }: FormProps) => {
  const t = useText();
  const { say, zone } = useUi();
  const go = useGo();
  const state = useField();
  const subject = useKeptCase(task.case.id)?.subject;
  const [fault, setFault] = useState<string>();
  const [tried, setTried] = useState(false);
  const onFault = useCallback((problem: unknown) => setFault(toSentence(problem)), []);
  const name = `${task.subject.id}.${offer.move}`;
  const [draft, change] = useDraft(name, {}, onFault);
  if (draft === undefined) return null;
  const wish = photoWish(offer.facts);
  const helps: Readonly<Record<string, Label | undefined>> = {
    "closing-condition": subject?.closes,
    "filing-condition": subject?.files,
  };
  const missing = faultsOf(t, say, offer, draft);
  const send = async (): Promise<void> => {
    setTried(true);
    if (missing.length > 0) return;
    try {
      await queueMove(state, { task, offer, draft, zone });
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
            help={helps[fact.id]}
            onChange={(value) => setFact(fact, value)}
          />
        ))}
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
  const [id, move] = [useParam("id"), useParam("move")];
  const { tasks, writings, flows, known, me } = useField();
  const task = tasks.find((each) => each.id === id);
  const offer =
    task === undefined
      ? undefined
      : offersNow(task, waitingMoves(writings, task.subject.id), {
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
      <p className="lead">{say(task.case.title)}</p>
      <MoveForm key={`${id}.${move}`} task={task} offer={offer} />
    </div>
  );
};

import type { Case, TaskRow } from "@chengyun/contracts";
import { useUi } from "@chengyun/ui";
import { useEffect } from "react";
import { wayWords } from "../data/distance.ts";
import { useKeptCase } from "../data/kept-case.ts";
import { heldUpNow, offersNow, othersWaiting, waitingMoves } from "../data/next-move.ts";
import { usePlace } from "../data/place.ts";
import { useField } from "../data/state.ts";
import { CaseView, History } from "../parts/case-view.tsx";
import { useGo, useParam } from "../parts/go.ts";
import { Icon } from "../parts/icon.tsx";
import { TaskKind, TaskTime, titleOf } from "../parts/task-state.tsx";
import { Nothing, Part } from "../parts/words.tsx";
import { fill } from "../strings/fill.ts";
import { useText } from "../strings/text.ts";

interface HeldUpProps {
  readonly heldUp: NonNullable<TaskRow["heldUp"]>;
}

/** What can't be done yet, said where its button would be. */
const HeldUp = ({ heldUp }: HeldUpProps) => {
  const t = useText();
  const { say } = useUi();
  return heldUp.map(({ move, name, why }) => (
    <div key={move} className="held-up">
      <strong>{fill(t.task.notYet, { move: say(name) })}</strong>
      {why.map((reason) => (
        <p key={reason.en}>{say(reason)}</p>
      ))}
    </div>
  ));
};

/** Moves as big buttons within reach of the thumb; what waits here is said instead of being offered again. */
const TaskMoves = ({ task }: { readonly task: TaskRow }) => {
  const t = useText();
  const { say } = useUi();
  const go = useGo();
  const { writings, flows, known, me } = useField();
  const waiting = waitingMoves(writings, task.subject.id, me?.personId);
  const others = othersWaiting(writings, task.subject.id, me?.personId);
  const offers = offersNow(task, waiting, { flows, known, permissions: me?.permissions ?? [] });
  const heldUp = heldUpNow(task, waiting, flows);
  const last = waiting.at(-1);
  const [main, ...rest] = offers;
  return (
    <div className="actions">
      {last === undefined ? null : (
        <button type="button" className="notice" onClick={() => go("/waiting")}>
          {fill(t.task.pending, { move: say(last.moveName) })}
          {offers.length > 0 ? ` · ${t.task.offlineNext}` : ""}
        </button>
      )}
      {others.map(({ id, personName, moveName }) => (
        <p key={id} className="hint">
          {fill(t.task.othersWrote, { name: personName, move: say(moveName) })}
        </p>
      ))}
      <HeldUp heldUp={heldUp} />
      {offers.length + heldUp.length === 0 && last === undefined ? <p className="hint">{t.task.noMoves}</p> : null}
      {main === undefined ? null : (
        <button type="button" className="button button-main" onClick={() => go(`/tasks/${task.id}/${main.move}`)}>
          {say(main.name)}
        </button>
      )}
      <div className="actions-rest">
        {rest.map((offer) => (
          <button
            key={offer.move}
            type="button"
            className="button"
            onClick={() => go(`/tasks/${task.id}/${offer.move}`)}
          >
            {say(offer.name)}
          </button>
        ))}
      </div>
    </div>
  );
};

/** Where it is, in the words of whoever reported it. */
const addressesOf = (subject: Case | undefined): string[] => [
  ...new Set(subject?.reportList.flatMap(({ address }) => address ?? [])),
];

const TaskBody = ({ task }: { readonly task: TaskRow }) => {
  const t = useText();
  const { say } = useUi();
  const go = useGo();
  const { here } = usePlace();
  const kept = useKeptCase(task.case.id);
  return (
    <div className="page task-page">
      <div className="page-head">
        <button type="button" className="button button-icon" aria-label={t.task.back} onClick={() => go("/")}>
          <Icon name="back" />
        </button>
        <TaskKind task={task} />
      </div>
      <h1>{say(titleOf(task))}</h1>
      {task.incident === undefined ? null : <p className="lead">{say(task.incident.title)}</p>}
      {task.what === undefined ? null : (
        <Part title={t.task.what}>
          <p>{task.ordered === undefined ? task.what : say(task.ordered.text)}</p>
        </Part>
      )}
      <TaskTime task={task} form="full" />
      <div className="where">
        <Icon name="place" />
        <div className="where-words">
          {here === undefined ? null : (
            <strong className="where-way">{say(wayWords(here.position, task.case.position))}</strong>
          )}
          <div>{task.case.areaNames.slice(-3).map(say).join(" ")}</div>
          {addressesOf(kept?.subject).map((address) => (
            <div key={address}>{address}</div>
          ))}
        </div>
        <button type="button" className="button" onClick={() => go("/map", { task: task.id })}>
          {t.task.showMap}
        </button>
      </div>
      {kept === undefined ? null : <CaseView subject={kept.subject} />}
      <p className="faint">
        {t.task.number} {task.case.no}
      </p>
      {kept === undefined ? null : (
        <Part title={t.task.history}>
          <History entries={kept.timeline} />
        </Part>
      )}
      <TaskMoves task={task} />
    </div>
  );
};

/** For somebody who stands before it: what, where, how long, what must be shown, and what to press. */
export const TaskScreen = () => {
  const t = useText();
  const go = useGo();
  const id = useParam("id");
  const { tasks, wrote } = useField();
  const task = tasks.find((each) => each.id === id);
  // Gone by what was written here: the list says that it arrived.
  const isDone = task === undefined && wrote?.arrived === true && wrote.taskId === id;
  useEffect(() => {
    if (isDone) go("/", { replace: true });
  }, [isDone, go]);
  if (isDone) return null;
  if (task === undefined)
    return (
      <Nothing title={t.task.gone} hint={t.task.goneHint}>
        <button type="button" className="button" onClick={() => go("/")}>
          {t.tasks.title}
        </button>
      </Nothing>
    );
  return <TaskBody task={task} />;
};

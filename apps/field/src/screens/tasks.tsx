import type { TaskRow } from "@chengyun/contracts";
import { metresApart } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { useEffect, useMemo, useState } from "react";
import { wayWords } from "../data/distance.ts";
import { usePlace, type Whereabouts } from "../data/place.ts";
import { changeState, useField } from "../data/state.ts";
import { useGo } from "../parts/go.ts";
import { Icon } from "../parts/icon.tsx";
import { TaskKind, TaskTime, titleOf } from "../parts/task-state.tsx";
import { Nothing } from "../parts/words.tsx";
import { fill } from "../strings/fill.ts";
import { useText } from "../strings/text.ts";

type Order = "near" | "due";

const dueOf = (task: TaskRow): number => (task.dueAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(task.dueAt));

/** The nearest first when it is known where one is, else what is due first. */
const sorted = (tasks: readonly TaskRow[], order: Order, here: Whereabouts | undefined): TaskRow[] =>
  [...tasks].sort((one, other) =>
    order === "near" && here !== undefined
      ? metresApart(here.position, one.case.position) - metresApart(here.position, other.case.position)
      : dueOf(one) - dueOf(other),
  );

interface LineProps {
  readonly task: TaskRow;
  readonly here: Whereabouts | undefined;
}

const TaskLine = ({ task, here }: LineProps) => {
  const t = useText();
  const { say } = useUi();
  const go = useGo();
  const { writings } = useField();
  const written = writings.some((each) => each.kind === "move" && each.caseId === task.case.id);
  return (
    <li>
      <button type="button" className="task" onClick={() => go(`/tasks/${task.id}`)}>
        <span className="task-head">
          <TaskKind task={task} />
          <TaskTime task={task} form="short" />
        </span>
        <span className="task-title">{say(titleOf(task))}</span>
        {task.incident === undefined ? null : <span>{say(task.incident.title)}</span>}
        <span className="task-where">
          <Icon name="place" size={18} />
          {here === undefined ? null : <strong>{say(wayWords(here.position, task.case.position))}</strong>}
          <span>{task.case.areaNames.slice(-2).map(say).join(" ")}</span>
        </span>
        {written ? <span className="task-written">{t.tasks.written}</span> : null}
      </button>
    </li>
  );
};

/** That what was written last has arrived; a tap, or opening something else, puts it away. */
const Arrived = () => {
  const t = useText();
  const { say } = useUi();
  const { wrote } = useField();
  useEffect(() => () => changeState({ wrote: undefined }), []);
  return (
    <div role="status">
      {wrote?.arrived !== true ? null : (
        <button type="button" className="notice" onClick={() => changeState({ wrote: undefined })}>
          {fill(t.task.sent, { move: say(wrote.moveName), title: say(wrote.title) })}
        </button>
      )}
    </div>
  );
};

/** For somebody in the street: what there is to do, the nearest or the most pressing first. */
export const TasksScreen = () => {
  const t = useText();
  const { tasks, tasksAt, online } = useField();
  const { state, here } = usePlace();
  const [order, setOrder] = useState<Order>("near");
  const list = useMemo(() => sorted(tasks, order, here), [tasks, order, here]);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t.tasks.title}</h1>
        <span className="faint">{fill(t.tasks.count, { n: tasks.length })}</span>
      </div>
      <Arrived />
      <fieldset className="switch" aria-label={t.tasks.title}>
        {(["near", "due"] as const).map((each) => (
          <button
            key={each}
            type="button"
            className={order === each ? "switch-on" : ""}
            aria-pressed={order === each}
            onClick={() => setOrder(each)}
          >
            {t.tasks[each]}
          </button>
        ))}
      </fieldset>
      {order === "near" && state === "refused" ? <p className="hint">{t.tasks.noPlace}</p> : null}
      {list.length > 0 ? (
        <ul className="list" aria-label={t.tasks.title}>
          {list.map((task) => (
            <TaskLine key={task.id} task={task} here={here} />
          ))}
        </ul>
      ) : tasksAt === 0 ? (
        <Nothing title={online ? t.tasks.fetching : t.tasks.never} />
      ) : (
        <Nothing title={t.tasks.empty} hint={t.tasks.emptyHint} />
      )}
    </div>
  );
};

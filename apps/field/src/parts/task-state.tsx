import type { TaskRow } from "@chengyun/contracts";
import { formatNear, TimeLeft, useUi } from "@chengyun/ui";
import { useNow } from "../data/clock.ts";
import { useField } from "../data/state.ts";
import { fill } from "../strings/fill.ts";
import { useText } from "../strings/text.ts";

/** What kind of task it is, and whether its case was called urgent. */
export const TaskKind = ({ task }: { readonly task: TaskRow }) => {
  const t = useText();
  return (
    <span className="kinds">
      <span className={`kind kind-${task.kind}`}>{t.kinds[task.kind]}</span>
      {task.incident?.drill === true ? <strong className="kind kind-urgent">{t.tasks.drill}</strong> : null}
      {task.case.urgent === true ? <strong className="kind kind-urgent">{t.tasks.urgent}</strong> : null}
    </span>
  );
};

/** What a task is called: what is ordered in an emergency, else its case. */
export const titleOf = (task: TaskRow): TaskRow["case"]["title"] => task.ordered?.name ?? task.case.title;

interface TaskTimeProps {
  readonly task: TaskRow;
  readonly form: "short" | "full";
}

/** How much time is left; of a case that is suspended, that it is and until when: nobody has to hurry for it. */
export const TaskTime = ({ task, form }: TaskTimeProps) => {
  const t = useText();
  const { language, zone } = useUi();
  const now = useNow();
  const { tasksAt } = useField();
  const { clock, stage } = task.case;
  if (task.incident !== undefined) {
    // Its own time counts, not that of the case the incident began with.
    const due = task.dueAt === undefined ? undefined : Date.parse(task.dueAt);
    if (due === undefined) return null;
    const at = formatNear(due, now, { language, zone });
    return (
      <strong className={due < now ? "late" : undefined}>
        {fill(due < now ? t.tasks.lateSince : t.tasks.by, { at })}
      </strong>
    );
  }
  if (stage === "suspended") {
    const until = clock?.pausedAt === undefined ? undefined : clock.resumesAt;
    return (
      <strong>
        {until === undefined
          ? t.tasks.suspended
          : fill(t.tasks.suspendedUntil, { at: formatNear(Date.parse(until), now, { language, zone }) })}
      </strong>
    );
  }
  return clock === undefined ? null : <TimeLeft clock={clock} now={now} asOf={tasksAt} form={form} />;
};

import type { BoardTask } from "@chengyun/contracts";
import { formatTime, useUi } from "@chengyun/ui";
import type { CSSProperties } from "react";
import { useNowStep } from "../../data/clock.ts";
import { useText } from "../../strings/text.ts";

interface Span {
  readonly from: number;
  readonly to: number;
}

/** All the board shows, from the first step planned to the last that ends, or now. */
const spanOf = (tasks: readonly BoardTask[], now: number): Span => {
  const moments = tasks.flatMap(({ plannedStart, plannedEnd, begunAt, endedAt }) =>
    [plannedStart, plannedEnd, begunAt, endedAt].flatMap((at) => (at === undefined ? [] : [Date.parse(at)])),
  );
  const isOver = tasks.every(({ endedAt }) => endedAt !== undefined);
  const from = Math.min(...moments);
  const to = Math.max(...moments, isOver ? from : now);
  const pad = (to - from) * 0.03 + 60_000;
  return { from: from - pad, to: to + pad };
};

const hour = 3_600_000;
const steps = [hour / 12, hour / 6, hour / 4, hour / 2, hour, 2 * hour, 6 * hour, 24 * hour];
const mostTicks = 7;

const ticksOf = ({ from, to }: Span): number[] => {
  const step = steps.find((one) => (to - from) / one <= mostTicks) ?? 24 * hour;
  const first = Math.ceil(from / step) * step;
  return Array.from(
    { length: Math.max(0, Math.floor((to - first - (to - from) * 0.06) / step) + 1) },
    (_, at) => first + at * step,
  );
};

const place = ({ from, to }: Span, start: number, end = start): CSSProperties => ({
  left: `${((start - from) / (to - from)) * 100}%`,
  width: `${(Math.max(0, end - start) / (to - from)) * 100}%`,
});

/** How a task looks: late is late, however far it is. */
const stateOf = (task: BoardTask): string => {
  if (task.late) return "late";
  if (task.stage === "done") return "done";
  if (["withdrawn", "waived", "returned"].includes(task.stage)) return "gone";
  return task.stage;
};

const Row = ({
  task,
  span,
  now,
  isChosen,
  onChoose,
}: {
  readonly task: BoardTask;
  readonly span: Span;
  readonly now: number;
  readonly isChosen: boolean;
  readonly onChoose: (id: string | undefined) => void;
}) => {
  const t = useText();
  const { say } = useUi();
  const at = (moment: string): number => Date.parse(moment);
  const begun = task.begunAt === undefined ? undefined : at(task.begunAt);
  const end = task.endedAt === undefined ? now : at(task.endedAt);
  const state = stateOf(task);
  return (
    <button
      type="button"
      className={isChosen ? "board-row board-chosen" : "board-row"}
      aria-pressed={isChosen}
      onClick={() => onChoose(isChosen ? undefined : task.id)}
    >
      <span className="board-name" title={say(task.order)}>
        <i className={`board-dot board-${state}`} aria-hidden="true" />
        <span>{say(task.name)}</span>
        {task.late ? <b className="late-word">{t.command.board.late}</b> : null}
      </span>
      <span className="board-who">
        {say(task.departmentName)}
        {task.stoodIn ? ` · ${t.command.board.stoodIn}` : ""}
      </span>
      <span className="board-line">
        <i className="board-planned" style={place(span, at(task.plannedStart), at(task.plannedEnd))} />
        {begun === undefined ? null : (
          <i className={`board-bar board-${state}`} style={place(span, begun, Math.max(end, begun))} />
        )}
        {task.acceptedAt === undefined ? null : (
          <i className="board-receipt" title={t.command.board.receipt} style={place(span, at(task.acceptedAt))} />
        )}
      </span>
    </button>
  );
};

interface TaskBoardProps {
  readonly tasks: readonly BoardTask[];
  readonly chosen: string | undefined;
  readonly onChoose: (id: string | undefined) => void;
}

/** The plan against what happened, on one time line: planned is a frame, actual fills it, late is red. */
export const TaskBoard = ({ tasks, chosen, onChoose }: TaskBoardProps) => {
  const t = useText();
  const { language, zone } = useUi();
  const now = useNowStep(5_000);
  const span = spanOf(tasks, now);
  const order = tasks.toSorted(
    (a, b) => a.plannedStart.localeCompare(b.plannedStart) || a.plannedEnd.localeCompare(b.plannedEnd),
  );
  return (
    <div className="board">
      <div className="board-axis" aria-hidden="true">
        <span className="board-line">
          {ticksOf(span).map((tick) => (
            <i key={tick} className="board-tick" style={place(span, tick)}>
              {formatTime(tick, { language, zone }).slice(0, 5)}
            </i>
          ))}
        </span>
      </div>
      <div className="board-rows">
        {order.map((task) => (
          <Row key={task.id} task={task} span={span} now={now} isChosen={task.id === chosen} onChoose={onChoose} />
        ))}
        {now > span.to ? null : (
          <div className="board-now">
            <span className="board-line">
              <i style={place(span, now)} title={t.command.board.now} />
            </span>
          </div>
        )}
      </div>
    </div>
  );
};

import { CloseOutlined } from "@ant-design/icons";
import type { BoardTask } from "@chengyun/contracts";
import { useUi } from "@chengyun/ui";
import { Button } from "antd";
import { useMoves } from "../../data/flow.ts";
import { Moves } from "../../parts/moves.tsx";
import { FactList, Moment, StageName } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";

interface TaskCardProps {
  readonly task: BoardTask;
  readonly tasks: readonly BoardTask[];
  readonly onClose: () => void;
}

/** One task of the board: the whole order, who has it, its receipt and result, and what can be done about it. */
export const TaskCard = ({ task, tasks, onClose }: TaskCardProps) => {
  const t = useText();
  const { say } = useUi();
  const b = t.command.board;
  const moves = useMoves({ plural: "tasks", id: task.id, version: task.version });
  const before = tasks.filter(({ id }) => task.after.includes(id));
  const at = (name: string, moment: string | undefined) =>
    moment === undefined ? [] : [{ name, value: <Moment at={moment} /> }];
  const word = (name: string, value: string | undefined) => (value === undefined ? [] : [{ name, value }]);
  return (
    <section className="task-card" aria-label={say(task.name)}>
      <Button
        className="detail-close"
        type="text"
        icon={<CloseOutlined />}
        aria-label={t.frame.close}
        onClick={onClose}
      />
      <h3>
        {say(task.name)} <StageName kind="task" stage={task.stage} />
        {task.late ? <b className="late-word"> {b.late}</b> : null}
      </h3>
      <p>{say(task.order)}</p>
      <FactList
        facts={[
          ...word(b.post, task.postName === undefined ? undefined : say(task.postName)),
          { name: b.department, value: `${say(task.departmentName)}${task.stoodIn ? ` · ${b.stoodIn}` : ""}` },
          ...word(
            b.after,
            before.length === 0 ? undefined : before.map(({ name }) => say(name)).join(t.command.listed),
          ),
          ...at(b.begun, task.begunAt),
          ...at(b.due, task.dueAt),
          ...(task.begunAt !== undefined && task.acceptedAt === undefined && task.endedAt === undefined
            ? [{ name: b.accepted, value: <b className="late-word">{b.noAnswer}</b> }]
            : at(`${b.accepted}${task.acceptedBy === undefined ? "" : ` (${task.acceptedBy})`}`, task.acceptedAt)),
          ...at(b.ended, task.endedAt),
          ...word(b.result, task.result),
          ...word(b.reason, task.reason),
        ]}
      />
      <Moves
        subject={{ kind: "task", plural: "tasks", id: task.id, version: task.version }}
        stage={task.stage}
        offers={moves.data?.items ?? []}
        leading={false}
        quietly
      />
    </section>
  );
};

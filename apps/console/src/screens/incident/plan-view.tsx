import type { BoardTask, Incident, PlanView } from "@chengyun/contracts";
import { fillText, type IncidentLevel, incidentLevels, levelNames, resourceKinds } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Segmented } from "antd";
import { useBoard } from "../../data/incident.ts";
import { FactList, Part } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";
import { TaskBoard } from "./board.tsx";

/** Steps of a plan as they would run from a moment on, for whoever looks before activating. */
const toPreview = (plan: PlanView, since: number): BoardTask[] => {
  const moment = (minutes: number) => new Date(since + minutes * 60_000).toISOString();
  return plan.tasks.map((task) => {
    const post = plan.posts.find(({ id }) => id === task.post);
    return {
      id: task.id,
      kind: "step",
      step: task.id,
      name: task.name,
      order: task.order,
      departmentId: post?.departmentId ?? "",
      departmentName: post?.departmentName ?? { zh: "", en: "" },
      stage: "waiting",
      version: 0,
      after: task.after,
      plannedStart: moment(task.startMinutes),
      plannedEnd: moment(task.endMinutes),
      late: false,
      stoodIn: false,
    };
  });
};

interface PreviewProps {
  readonly incident: Incident;
  readonly level: IncidentLevel;
  readonly onLevel: (level: IncidentLevel) => void;
}

/** What would be done at each level, before anything is: what if. */
export const PlanPreview = ({ incident, level, onLevel }: PreviewProps) => {
  const t = useText();
  const { say } = useUi();
  const plan = useBoard(incident.id, level).data?.plan;
  if (plan === undefined) return null;
  const minutes = Math.max(0, ...plan.tasks.map(({ endMinutes }) => endMinutes));
  return (
    <>
      <div className="plan-levels">
        <Segmented
          size="small"
          aria-label={t.command.board.previewLevel}
          value={level}
          onChange={onLevel}
          options={incidentLevels.map((one) => ({ value: one, label: one }))}
        />
        <span className="second">
          {fillText(t.command.board.preview, {
            level: say(levelNames[level]),
            n: String(plan.tasks.length),
            minutes: String(minutes),
          })}
        </span>
      </div>
      <TaskBoard tasks={toPreview(plan, Date.parse(incident.openedAt))} chosen={undefined} onChoose={() => undefined} />
    </>
  );
};

const Lines = ({ lines }: { readonly lines: readonly string[] }) => (
  <ul className="plain-list">
    {lines.map((line) => (
      <li key={line}>{line}</li>
    ))}
  </ul>
);

/** What the plan says beside its tasks: closures, evacuation, warnings, needs, structure, the end. */
export const PlanRules = ({ plan }: { readonly plan: PlanView }) => {
  const t = useText();
  const { say } = useUi();
  const r = t.command.rules;
  const lists = [
    [r.closes, plan.closes.map(say)],
    [r.moves, plan.moves.map(say)],
    [r.warnings, plan.warnings.map(({ to, text }) => `${say(to)}: ${say(text)}`)],
    [r.needs, plan.needs.map(({ kind, count, for: why }) => `${say(resourceKinds[kind])} × ${count}: ${say(why)}`)],
    [r.standDown, plan.standDown.map(say)],
  ] as const;
  return (
    <>
      <p className="second">{say(plan.purpose)}</p>
      {lists.map(([title, lines]) =>
        lines.length === 0 ? null : (
          <Part key={title} title={title}>
            <Lines lines={lines} />
          </Part>
        ),
      )}
      <Part title={r.posts}>
        <FactList
          facts={plan.posts.map((post) => ({
            key: post.id,
            name: <span title={say(post.role)}>{say(post.name)}</span>,
            value: (
              <>
                {say(post.departmentName)}
                {post.unmapped ? <b className="late-word"> {r.unmapped}</b> : null}
                {post.deputy === undefined ? null : (
                  <span className="second"> {fillText(r.deputy, { name: say(post.deputy) })}</span>
                )}
              </>
            ),
          }))}
        />
      </Part>
      <p className="cy-faint">
        {r.basis}: {plan.basis.join(t.command.listed)}
      </p>
    </>
  );
};

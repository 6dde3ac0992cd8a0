import type { Case } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { formatMoment, useUi } from "@chengyun/ui";
import { photoUrl } from "../data/api.ts";
import { useMe } from "../data/session.ts";
import { useText } from "../strings/text.ts";
import { CaseTime } from "./case-time.tsx";
import { Moves } from "./moves.tsx";
import { Portrait } from "./portrait.tsx";
import { Moment } from "./words.tsx";

interface CaseTasksProps {
  readonly subject: Pick<Case, "tasks">;
  readonly heardAt: number;
}

type TaskOfCase = Case["tasks"][number];

/** With which result a joint task was done, or why it came back. */
const TaskEnd = ({ task }: { readonly task: TaskOfCase }) => {
  const t = useText();
  return (
    <>
      {task.result === undefined ? null : <p>{fillText(t.flow.taskResult, { result: task.result })}</p>}
      {task.reason === undefined ? null : <p>{fillText(t.flow.taskReason, { reason: task.reason })}</p>}
      {task.photos === undefined ? null : (
        <div className="photo-row">
          {task.photos.map((id, index) => (
            <a key={id} href={photoUrl(id)} target="_blank" rel="noreferrer">
              <img
                className="timeline-photo"
                loading="lazy"
                src={photoUrl(id, 160)}
                alt={fillText(t.case.photo, { n: String(index + 1) })}
              />
            </a>
          ))}
        </div>
      )}
    </>
  );
};

/** What can be done about a joint task now; nothing where nobody who looks can do anything. */
const TaskMoves = ({ task, leading = false }: { readonly task: TaskOfCase; readonly leading?: boolean }) => {
  const offers = (task.moves ?? []).filter((offer) => offer.whyNot === undefined);
  return task.version === undefined || offers.length === 0 ? null : (
    <Moves
      subject={{ kind: "task", plural: "tasks", id: task.id, version: task.version }}
      stage={task.stage}
      offers={offers}
      leading={leading}
      quietly
    />
  );
};

/** Joint tasks of a case that wait for the department of whoever looks. */
export const useOwnShares = ({ tasks }: Pick<Case, "tasks">): readonly TaskOfCase[] => {
  const { data: me } = useMe();
  return tasks.filter(
    ({ kind, departmentId, closedAt, moves = [] }) =>
      kind === "joint" &&
      closedAt === undefined &&
      departmentId === me?.post.departmentId &&
      moves.some(({ whyNot }) => whyNot === undefined),
  );
};

interface OwnSharesProps {
  readonly shares: readonly TaskOfCase[];
  readonly heardAt: number;
}

/** What the own department is asked to do in a case of another, by when, and its next move: before all that is others'. */
export const OwnShares = ({ shares, heardAt }: OwnSharesProps) => {
  const t = useText();
  const stages: Readonly<Record<string, string>> = t.flow.taskStages;
  return shares.map((task) => (
    <section key={task.id} className="own-share" aria-label={t.flow.ownShare}>
      <p>
        <span className="sign">{t.flow.ownShare}</span> <strong>{task.what}</strong>{" "}
        <span className="second">{stages[task.stage] ?? task.stage}</span>
      </p>
      {task.clock === undefined ? null : <CaseTime clock={task.clock} heardAt={heardAt} />}
      <TaskMoves task={task} leading />
    </section>
  ));
};

const TaskLine = ({ task, heardAt, isOwn }: { task: TaskOfCase; heardAt: number; isOwn: boolean }) => {
  const t = useText();
  const { say, language, zone } = useUi();
  const stages: Readonly<Record<string, string>> = t.flow.taskStages;
  return (
    <li>
      <div>
        <strong>{say(task.departmentName)}</strong> <span className="sign">{t.flow.kinds[task.kind]}</span>{" "}
        <span className="second">{stages[task.stage] ?? task.stage}</span>
      </div>
      <div className="second">
        <Moment at={task.openedAt} />
        {task.closedAt === undefined ? null : ` – ${formatMoment(Date.parse(task.closedAt), { language, zone })}`}{" "}
        {task.personName === undefined || task.personId === undefined ? null : (
          <span className="who">
            <Portrait person={task.personId} />
            {fillText(t.flow.assigned, { name: task.personName })}
          </span>
        )}
      </div>
      {task.what === undefined ? null : <p>{task.what}</p>}
      <TaskEnd task={task} />
      {task.clock === undefined || task.closedAt !== undefined ? null : (
        <CaseTime clock={task.clock} heardAt={heardAt} />
      )}
      {isOwn ? null : <TaskMoves task={task} />}
    </li>
  );
};

/** Who had or has which part, from when to when; joint tasks with their limit and what can be done about them. */
export const CaseTasks = ({ subject, heardAt }: CaseTasksProps) => {
  const t = useText();
  const own = useOwnShares(subject);
  if (subject.tasks.length === 0) return <p className="cy-faint">{t.case.tasksEmpty}</p>;
  return (
    <ul className="records">
      {subject.tasks.map((task) => (
        <TaskLine key={task.id} task={task} heardAt={heardAt} isOwn={own.includes(task)} />
      ))}
    </ul>
  );
};

/** Appeals against lateness, what was said, and what can be decided. */
export const CaseAppeals = ({ subject }: { readonly subject: Pick<Case, "appeals" | "exemptedAt"> }) => {
  const t = useText();
  const { say, language, zone } = useUi();
  return (
    <>
      {subject.exemptedAt === undefined ? null : (
        <p className="second">
          {fillText(t.flow.exempted, { at: formatMoment(Date.parse(subject.exemptedAt), { language, zone }) })}
        </p>
      )}
      <ul className="records">
        {subject.appeals.map((appeal) => (
          <li key={appeal.id}>
            <div>
              <strong>{say(appeal.stageName)}</strong> <Moment at={appeal.at} />
              {appeal.departmentName === undefined || appeal.clockStartedAt === undefined ? null : (
                <p className="second">
                  {fillText(t.flow.appealOf, {
                    department: say(appeal.departmentName),
                    at: formatMoment(Date.parse(appeal.clockStartedAt), { language, zone }),
                  })}
                </p>
              )}
            </div>
            <p>{fillText(t.flow.appealAsked, { reason: appeal.reason })}</p>
            {appeal.answer === undefined ? null : <p>{fillText(t.flow.appealAnswered, { answer: appeal.answer })}</p>}
            {appeal.moves.length === 0 ? null : (
              <Moves
                subject={{ kind: "appeal", plural: "appeals", id: appeal.id, version: appeal.version }}
                stage={appeal.stage}
                offers={appeal.moves}
                leading={false}
                quietly
              />
            )}
          </li>
        ))}
      </ul>
    </>
  );
};

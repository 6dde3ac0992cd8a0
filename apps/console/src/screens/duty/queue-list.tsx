import { AlertFilled } from "@ant-design/icons";
import type { Alarm, CaseRow, TaskRow } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { Empty, formatMoment, SeverityMark, useUi } from "@chengyun/ui";
import type { QueueItem } from "../../data/queue.ts";
import { AlarmCause } from "../../parts/alarm-cause.tsx";
import { CaseWho, usePlaceName } from "../../parts/case-parts.tsx";
import { CaseTime } from "../../parts/case-time.tsx";
import { UrgentMark } from "../../parts/urgent-mark.tsx";
import { Ago, StageName } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";
import type { Selection } from "./selection.ts";

/** What the own department is asked to join in, and by when. */
const JointLine = ({ task: { what = "", dueAt } }: { readonly task: TaskRow }) => {
  const t = useText();
  const { language, zone } = useUi();
  const due = dueAt === undefined ? undefined : formatMoment(Date.parse(dueAt), { language, zone });
  return (
    <span className="queue-where">
      <span className="sign">{t.flow.kinds.joint}</span>{" "}
      {due === undefined ? what : fillText(t.duty.jointBy, { what, at: due })}
    </span>
  );
};

interface CaseLineProps {
  readonly row: CaseRow;
  readonly alarms: readonly Alarm[];
  readonly task: TaskRow | undefined;
  readonly heardAt: number;
}

const CaseLine = ({ row, alarms, task, heardAt }: CaseLineProps) => {
  const t = useText();
  const { say } = useUi();
  const place = usePlaceName();
  const causing = alarms[0];
  return (
    <>
      <span className="queue-title">
        <SeverityMark severity={row.severity} word={false} />
        <strong>{say(row.title)}</strong>
        {row.urgent === true ? <UrgentMark /> : null}
      </span>
      {task === undefined ? null : <JointLine task={task} />}
      {causing === undefined ? null : (
        <span className="queue-where">
          <AlarmCause alarm={causing} />
        </span>
      )}
      <span className="queue-where">{place(row)}</span>
      <span className="queue-foot">
        <span className="queue-who">
          <StageName kind="case" stage={row.stage} /> · <CaseWho row={row} />
        </span>
        {row.clock === undefined ? (
          <Ago at={row.openedAt} />
        ) : (
          <CaseTime clock={row.clock} heardAt={heardAt} form="short" />
        )}
      </span>
      {alarms.some(({ stage }) => stage === "raised") ? (
        <span className="queue-alarm">
          <AlertFilled aria-hidden="true" /> {t.duty.alarmOfCase}
        </span>
      ) : null}
    </>
  );
};

const AlarmLine = ({ alarm, outlives }: { readonly alarm: Alarm; readonly outlives: boolean }) => {
  const t = useText();
  const { say } = useUi();
  return (
    <>
      <span className="queue-title">
        <SeverityMark severity={alarm.severity} word={false} />
        <strong>{say(alarm.ruleName)}</strong>
      </span>
      <span className="queue-where">
        {say(alarm.thingName)}
        <span className="figure"> · {say(alarm.valueText)}</span>
      </span>
      <span className="queue-foot">
        <span className="queue-alarm">
          <AlertFilled aria-hidden="true" /> {outlives ? t.duty.alarmOutlives : t.what.raised}
        </span>
        <Ago at={alarm.raisedAt} />
      </span>
    </>
  );
};

interface QueueListProps {
  readonly items: readonly QueueItem[];
  /** Joint tasks of the own department, by case. */
  readonly joint: ReadonlyMap<string, TaskRow>;
  readonly selection: Selection | undefined;
  readonly onSelect: (selection: Selection) => void;
  readonly fresh: ReadonlySet<string>;
  readonly heardAt: number;
}

const isFresh = (item: QueueItem, fresh: ReadonlySet<string>): boolean =>
  fresh.has(item.id) || (item.kind === "case" && item.alarms.some((alarm) => fresh.has(alarm.id)));

const QueueLines = ({
  items,
  joint,
  label,
  selection,
  onSelect,
  fresh,
  heardAt,
}: QueueListProps & { readonly label: string }) => (
  <ul className="queue" aria-label={label}>
    {items.map((item) => {
      const here = selection?.kind === item.kind && selection.id === item.id;
      return (
        <li key={item.id} className={isFresh(item, fresh) ? "queue-fresh" : undefined}>
          <button
            type="button"
            className={here ? "queue-item queue-here" : "queue-item"}
            aria-pressed={here}
            onClick={() => onSelect({ kind: item.kind, id: item.id })}
          >
            {item.kind === "case" ? (
              <CaseLine row={item.row} alarms={item.alarms} task={joint.get(item.id)} heardAt={heardAt} />
            ) : (
              <AlarmLine alarm={item.alarm} outlives={item.outlives} />
            )}
          </button>
        </li>
      );
    })}
  </ul>
);

interface SplitQueueProps extends QueueListProps {
  /** What this person has to do next; absent for those who watch over everything. */
  readonly mine?: ReadonlySet<string> | undefined;
}

/** What wants attention, worst and longest due first; for those who handle, their own before all else. */
export const QueueList = ({ mine, items, ...rest }: SplitQueueProps) => {
  const t = useText();
  if (items.length === 0) return <Empty title={t.duty.queueEmpty} hint={t.duty.queueEmptyHint} />;
  if (mine === undefined) return <QueueLines items={items} label={t.duty.queue} {...rest} />;
  const [own, others] = [items.filter(({ id }) => mine.has(id)), items.filter(({ id }) => !mine.has(id))];
  return (
    <>
      <h2 className="queue-part">{t.duty.mine}</h2>
      {own.length === 0 ? <p className="queue-none">{t.duty.mineEmpty}</p> : null}
      <QueueLines items={own} label={t.duty.mine} {...rest} />
      {others.length === 0 ? null : <h2 className="queue-part">{t.duty.others}</h2>}
      <QueueLines items={others} label={t.duty.others} {...rest} />
    </>
  );
};

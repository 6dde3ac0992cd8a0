import type { Alarm, CaseRow } from "@chengyun/contracts";
import { fillText, severities, severityNames } from "@chengyun/kernel";
import { SeverityMark, useUi } from "@chengyun/ui";
import { useFlow } from "../../data/flow.ts";
import { CaseTime } from "../../parts/case-time.tsx";
import { FactList } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";
import type { Selection } from "./selection.ts";

interface SituationProps {
  readonly cases: readonly CaseRow[];
  readonly alarms: readonly Alarm[];
  readonly heardAt: number;
  readonly onSelect: (selection: Selection) => void;
}

/** The open case whose time ends first. */
const findNextDue = (cases: readonly CaseRow[]): CaseRow | undefined =>
  cases
    .filter(({ clock }) => clock?.dueAt !== undefined && clock.stoppedAt === undefined)
    .toSorted((a, b) => Date.parse(a.clock?.dueAt ?? "") - Date.parse(b.clock?.dueAt ?? ""))[0];

/** What is beside the map while nothing is selected: how many in each stage and level, and what is due next. */
export const Situation = ({ cases, alarms, heardAt, onSelect }: SituationProps) => {
  const t = useText();
  const { say } = useUi();
  const flow = useFlow("case");
  const due = findNextDue(cases);
  const stages = (flow?.stages ?? []).filter(({ end }) => !end);
  const levels = severities.filter((level) => alarms.some(({ severity }) => severity === level));
  return (
    <section className="detail situation" aria-label={t.duty.emptyTitle}>
      <h2>{t.duty.emptyTitle}</h2>
      <FactList
        facts={stages.map(({ id, name }) => ({
          key: id,
          name: say(name),
          value: <span className="figure">{cases.filter(({ stage }) => stage === id).length}</span>,
        }))}
      />
      {levels.length === 0 ? null : (
        <FactList
          facts={levels.map((level) => ({
            name: fillText(t.what.inAlarm, { level: say(severityNames[level]) }),
            value: (
              <span className="state-words">
                <SeverityMark severity={level} word={false} />
                <span className="figure">{alarms.filter(({ severity }) => severity === level).length}</span>
              </span>
            ),
          }))}
        />
      )}
      {due?.clock === undefined ? null : (
        <>
          <h2>{t.duty.nextDue}</h2>
          <button type="button" className="queue-item" onClick={() => onSelect({ kind: "case", id: due.id })}>
            <strong>{say(due.title)}</strong>
            <CaseTime clock={due.clock} heardAt={heardAt} />
          </button>
        </>
      )}
      <p className="cy-faint">{t.duty.emptyHint}</p>
    </section>
  );
};

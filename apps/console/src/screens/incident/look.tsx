import type { Board, Incident, ResourceRow } from "@chengyun/contracts";
import { figureNames, fillText, type IncidentLevel, incidentLevels, levelNames } from "@chengyun/kernel";
import { formatAgo, formatTime, useUi } from "@chengyun/ui";
import type { ReactNode } from "react";
import { useNowStep } from "../../data/clock.ts";
import { useBoard } from "../../data/incident.ts";
import { useText } from "../../strings/text.ts";

interface LookProps {
  readonly incident: Incident;
  readonly board: Board | undefined;
  readonly resources: readonly ResourceRow[];
}

const Answer = ({
  ask,
  alarm = false,
  children,
}: {
  readonly ask: string;
  readonly alarm?: boolean;
  readonly children: ReactNode;
}) => (
  <div className={alarm ? "look-cell look-alarm" : "look-cell"}>
    <dt>{ask}</dt>
    <dd>{children}</dd>
  </div>
);

/** The next graver level; undefined at the gravest. */
const graver = (level: IncidentLevel | undefined): IncidentLevel | undefined =>
  incidentLevels[(level === undefined ? incidentLevels.length : incidentLevels.indexOf(level)) - 1];

const minuteS = 60;

/** A commander's ten questions, each answered in one look. */
export const Look = ({ incident, board, resources }: LookProps) => {
  const t = useText();
  const { say, language, zone } = useUi();
  const now = useNowStep(10_000);
  const next = graver(incident.level ?? incident.proposed?.level);
  const grown = useBoard(incident.id, next);
  const tasks = (board?.tasks ?? []).filter(({ kind }) => kind !== "lesson");
  const begun = tasks.filter(({ begunAt }) => begunAt !== undefined);
  const accepted = begun.filter(({ acceptedAt }) => acceptedAt !== undefined);
  const there = new Set(accepted.filter(({ stage }) => stage === "accepted").map((task) => task.departmentId)).size;
  const late = tasks.filter((task) => task.late);
  const called = resources.filter(({ state }) => state === "here");
  const soonest = called.flatMap(({ seconds }) => seconds ?? []).sort((a, b) => a - b)[0];
  const waiting = tasks
    .filter(({ stage }) => stage === "waiting")
    .sort((a, b) => a.plannedStart.localeCompare(b.plannedStart))[0];
  const figures = Object.entries(incident.figures).filter(([, value]) => value > 0);
  const planned = board?.plan?.tasks.length ?? 0;
  const more = (grown.data?.plan?.tasks.length ?? planned) - planned;
  const a = t.command.answer;
  const n = (value: number) => String(value);
  return (
    <dl className="look">
      <Answer ask={t.command.ask.what}>{say(incident.typeName)}</Answer>
      <Answer ask={t.command.ask.where}>
        {
          say(incident.title)
            .replace(/^【演练】|^\[DRILL\] /, "")
            .split(" · ")[0]
        }
      </Answer>
      <Answer ask={t.command.ask.bad}>
        {(incident.inputs.some(({ value }) => value > 0)
          ? incident.inputs
              .filter(({ value }) => value > 0)
              .map(
                ({ name, value, unit }) => `${say(name)} ${Math.round(value)}${unit === undefined ? "" : ` ${unit}`}`,
              )
          : figures.map(([id, value]) => `${say(figureNames[id as keyof typeof figureNames])} ${value}`)
        )
          .slice(0, 3)
          .join(" · ") || t.command.figures.none}
      </Answer>
      <Answer ask={t.command.ask.when}>
        {formatTime(Date.parse(incident.openedAt), { language, zone })} (
        {formatAgo(Date.parse(incident.openedAt), now, language)})
      </Answer>
      <Answer ask={t.command.ask.there}>{there === 0 ? a.thereNone : fillText(a.there, { n: n(there) })}</Answer>
      <Answer ask={t.command.ask.coming}>
        {called.length === 0 ? a.comingNone : fillText(a.coming, { n: n(called.length) })}
        {soonest === undefined ? "" : ` · ${fillText(a.arrives, { n: n(Math.max(1, Math.round(soonest / minuteS))) })}`}
      </Answer>
      <Answer ask={t.command.ask.late} alarm={late.length > 0}>
        {late.length === 0 ? a.lateNone : fillText(a.late, { n: n(late.length), all: n(tasks.length) })}
      </Answer>
      <Answer ask={t.command.ask.told} alarm={accepted.length < begun.length}>
        {begun.length === 0 ? a.toldNone : fillText(a.told, { n: n(accepted.length), all: n(begun.length) })}
      </Answer>
      <Answer ask={t.command.ask.next}>
        {waiting === undefined
          ? a.nextNone
          : fillText(a.next, { task: say(waiting.name), who: say(waiting.departmentName) })}
      </Answer>
      <Answer ask={t.command.ask.whatIf}>
        {next === undefined
          ? a.whatIfTop
          : fillText(a.whatIf, {
              level: say(levelNames[next]),
              n: n(grown.data?.plan?.tasks.length ?? 0),
              more: n(Math.max(0, more)),
            })}
      </Answer>
    </dl>
  );
};

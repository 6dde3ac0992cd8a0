import type { Alarm } from "@chengyun/contracts";
import { fillText, severityNames, severityRank } from "@chengyun/kernel";
import { formatMoment, formatSpan, SeverityMark, useUi } from "@chengyun/ui";
import { Link } from "@tanstack/react-router";
import { useNowStep } from "../data/clock.ts";
import { useMoves } from "../data/flow.ts";
import { useMay } from "../data/session.ts";
import { useText } from "../strings/text.ts";
import { EvidenceChart } from "./evidence-chart.tsx";
import { Moves } from "./moves.tsx";
import { FactList, Moment, Part } from "./words.tsx";

/** How long the condition holds, or held. */
const useHolding = (alarm: Alarm): string => {
  const t = useText();
  const { language } = useUi();
  const now = useNowStep(20_000);
  const end = alarm.clearedAt === undefined ? now : Date.parse(alarm.clearedAt);
  const span = formatSpan(end - Date.parse(alarm.startedAt), language);
  return fillText(alarm.clearedAt === undefined ? t.alarm.holds : t.alarm.lasted, { span });
};

interface AlarmMovesProps {
  readonly alarm: Alarm;
  /** Beside the moves of a case: there the case's are the first, and what this post may never do is left out. */
  readonly beside?: boolean;
}

/** The buttons of an alarm's flow, from the server. */
export const AlarmMoves = ({ alarm, beside = false }: AlarmMovesProps) => {
  const may = useMay();
  const { data } = useMoves({ plural: "alarms", id: alarm.id, version: alarm.version });
  if (data === undefined || data.items.length === 0) return null;
  if (beside && !may("alarms.acknowledge")) return null;
  return (
    <Moves
      subject={{ kind: "alarm", plural: "alarms", id: alarm.id, version: alarm.version }}
      stage={alarm.stage}
      offers={data.items}
      leading={!beside}
    />
  );
};

/** How many alarms along the network follow from this one. */
export const EchoCount = ({ alarm: { echoes } }: { readonly alarm: Pick<Alarm, "echoes"> }) => {
  const t = useText();
  return echoes === undefined ? null : (
    <span className="second">{fillText(t.alarm.echoes, { n: String(echoes) })}</span>
  );
};

/** Whose echo an alarm is, or which echoes it has: nothing when it stands alone. */
const useFamily = ({ causeId, echoes }: Alarm) => {
  const t = useText();
  if (causeId !== undefined)
    return [{ name: t.alarm.cause, value: <Link to={`/alarms?alarm=${causeId}`}>{t.alarm.echoOf}</Link> }];
  return echoes === undefined ? [] : [{ name: t.alarm.cause, value: <EchoCount alarm={{ echoes }} /> }];
};

/** What an alarm says: rule, thing, value, since when, who knows, and the readings that raised it. */
export const AlarmSummary = ({ alarm }: { readonly alarm: Alarm }) => {
  const t = useText();
  const { say, language, zone } = useUi();
  const holding = useHolding(alarm);
  const family = useFamily(alarm);
  const acknowledged =
    alarm.acknowledgedAt === undefined
      ? t.what[alarm.stage]
      : fillText(t.what.acknowledgedBy, {
          by: alarm.acknowledgedBy ?? "",
          at: formatMoment(Date.parse(alarm.acknowledgedAt), { language, zone }),
        });
  const graver = severityRank(alarm.peak) > severityRank(alarm.severity);
  return (
    <>
      <div className="subject-head">
        <div className="subject-signs">
          <SeverityMark severity={alarm.severity} />
          <span className="sign">{t.alarm.title}</span>
          <span className="sign">{t.what[alarm.stage]}</span>
        </div>
        <h1>{say(alarm.ruleName)}</h1>
      </div>
      <AlarmMoves alarm={alarm} />
      <FactList
        facts={[
          { name: t.what.thing, value: <Link to={`/things/${alarm.thingId}`}>{say(alarm.thingName)}</Link> },
          { name: t.what.rule, value: say(alarm.ruleWords) },
          {
            name: t.what.value,
            value: <strong className="figure">{say(alarm.valueText)}</strong>,
          },
          {
            name: t.what.since,
            value: (
              <>
                <Moment at={alarm.startedAt} /> <span className="second">{holding}</span>
              </>
            ),
          },
          ...(graver ? [{ name: t.what.peak, value: say(severityNames[alarm.peak]) }] : []),
          { name: t.what.state, value: acknowledged },
          ...family,
          {
            name: t.what.case,
            value:
              alarm.caseId === undefined ? (
                t.alarm.noCase
              ) : (
                <Link to={`/cases/${alarm.caseId}`}>{t.duty.openCase}</Link>
              ),
          },
        ]}
      />
      <Part title={t.alarm.evidence}>
        <EvidenceChart alarm={alarm} />
      </Part>
    </>
  );
};

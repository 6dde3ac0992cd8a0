import type { Case } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { useAlarm } from "../data/alarm.ts";
import { useText } from "../strings/text.ts";
import { AlarmMoves } from "./alarm-summary.tsx";
import { EvidenceChart } from "./evidence-chart.tsx";
import { QueryView } from "./query-view.tsx";
import { FactList, Moment, StageName } from "./words.tsx";

const EvidenceOf = ({ alarmId }: { readonly alarmId: string }) => {
  const { say } = useUi();
  return (
    <QueryView query={useAlarm(alarmId)} rows={4}>
      {(alarm) => (
        <div className="evidence">
          <p>
            <strong>{say(alarm.ruleName)}</strong> <span className="second">{say(alarm.ruleWords)}</span>
          </p>
          {alarm.stage === "raised" ? <AlarmMoves alarm={alarm} beside /> : null}
          <EvidenceChart alarm={alarm} />
        </div>
      )}
    </QueryView>
  );
};

/** Charts of a page at most; the reports list the rest. */
const mostCharts = 3;

/** The readings behind the case: one chart for each alarm that reported it. */
export const CaseEvidence = ({ subject }: { readonly subject: Pick<Case, "reportList"> }) => {
  const t = useText();
  const ids = [...new Set(subject.reportList.flatMap((report) => report.alarmId ?? []))];
  if (ids.length === 0) return <p className="cy-faint">{t.case.evidenceNone}</p>;
  return ids.slice(0, mostCharts).map((id) => <EvidenceOf key={id} alarmId={id} />);
};

/** What the reporter said once it was done: a word of its own beside the department's and the verifier's. */
const ReporterWord = ({ report }: { readonly report: Case["reportList"][number] }) => {
  const t = useText();
  const words = [
    report.urgency === "urgent" ? t.desk.urgent : undefined,
    report.address,
    report.reminders === undefined ? undefined : fillText(t.desk.reminded, { n: String(report.reminders) }),
    report.saidFixed === undefined ? undefined : report.saidFixed ? t.desk.saidFixed : t.desk.saidNotFixed,
    report.rating === undefined ? undefined : fillText(t.desk.rated, { n: String(report.rating) }),
  ].filter((word) => word !== undefined);
  return words.length === 0 ? null : <p className="second">{words.join(" · ")}</p>;
};

/** Who said it, when, in which words, and why it belongs to this case. */
export const CaseReports = ({ subject }: { readonly subject: Pick<Case, "reportList"> }) => {
  const t = useText();
  const { say } = useUi();
  const channels = {
    alarm: t.case.channelAlarm,
    desk: t.case.channelDesk,
    api: t.case.channelApi,
    citizen: t.case.channelCitizen,
    field: t.case.channelField,
  };
  if (subject.reportList.length === 0) return <p className="cy-faint">{t.case.reportsEmpty}</p>;
  return (
    <ul className="records">
      {subject.reportList.map((report) => (
        <li key={report.id}>
          <div>
            <strong>{channels[report.channel]}</strong> <Moment at={report.at} />
          </div>
          <p>{say(report.text)}</p>
          <p className="cy-faint">{say(report.joined)}</p>
          <ReporterWord report={report} />
        </li>
      ))}
    </ul>
  );
};

/** The written conditions under which it is filed and closed. */
export const CaseConditions = ({ subject }: { readonly subject: Pick<Case, "files" | "closes" | "stage"> }) => {
  const t = useText();
  const { say } = useUi();
  return (
    <FactList
      facts={[
        { name: t.case.files, value: say(subject.files) },
        { name: t.case.closes, value: say(subject.closes) },
        { name: t.what.stage, value: <StageName kind="case" stage={subject.stage} /> },
      ]}
    />
  );
};

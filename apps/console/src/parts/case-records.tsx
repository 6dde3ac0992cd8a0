import type { Case } from "@chengyun/contracts";
import { useUi } from "@chengyun/ui";
import { useAlarm } from "../data/alarm.ts";
import { useText } from "../strings/text.ts";
import { AlarmMoves } from "./alarm-summary.tsx";
import { EvidenceChart } from "./evidence-chart.tsx";
import { QueryView } from "./query-view.tsx";
import { FactList, StageName } from "./words.tsx";

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

/** The written conditions under which it is filed and closed. */
export const CaseConditions = ({ subject }: { readonly subject: Pick<Case, "files" | "closes" | "stage"> }) => {
  const t = useText();
  const { say } = useUi();
  return (
    <FactList
      facts={[
        { name: t.case.files, value: <span className="text-lines">{say(subject.files)}</span> },
        { name: t.case.closes, value: <span className="text-lines">{say(subject.closes)}</span> },
        { name: t.what.stage, value: <StageName kind="case" stage={subject.stage} /> },
      ]}
    />
  );
};

import { type Case, reportChannelNames } from "@chengyun/contracts";
import { fillText, writeReportNo } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Alert, Button } from "antd";
import { useState } from "react";
import { toSentence } from "../data/api.ts";
import { useMoreReports } from "../data/case.ts";
import { usePerson } from "../data/person.ts";
import { useMay } from "../data/session.ts";
import { useText } from "../strings/text.ts";
import { DetachDialog } from "./detach-dialog.tsx";
import { NoteCall } from "./note-call.tsx";
import { OffButton } from "./off-button.tsx";
import { UnmaskDialog } from "./unmask-dialog.tsx";
import { Moment } from "./words.tsx";

type Report = Case["reportList"][number];

/** What the reporter said once it was done: a word of its own beside the department's and the verifier's. */
const ReporterWord = ({ report }: { readonly report: Report }) => {
  const t = useText();
  const words = [
    report.urgency === "urgent" ? t.desk.urgent : undefined,
    report.address,
    report.reminders === undefined ? undefined : fillText(t.desk.reminded, { n: String(report.reminders) }),
    report.saidFixed === undefined ? undefined : report.saidFixed ? t.desk.saidFixed : t.desk.saidNotFixed,
    report.rating === undefined ? undefined : fillText(t.desk.rated, { n: String(report.rating) }),
  ].filter((word) => word !== undefined);
  return (
    <>
      {words.length === 0 ? null : <p className="second">{words.join(" · ")}</p>}
      {report.saidWords === undefined ? null : <p className="said-words">{report.saidWords}</p>}
    </>
  );
};

const Plain = ({ personId, onClose }: { readonly personId: string; readonly onClose: () => void }) => {
  const { data } = usePerson(personId);
  return data === undefined ? null : <UnmaskDialog card={data} onClose={onClose} />;
};

/** Whoever told it, masked; in plain for a purpose and a reason, as everywhere. */
const Teller = ({ caller }: { readonly caller: NonNullable<Report["caller"]> }) => {
  const t = useText();
  const may = useMay();
  const [open, setOpen] = useState(false);
  return (
    <p className="report-caller">
      {t.cases.caller} <span className="figure">{[caller.name, caller.phone].filter(Boolean).join(" ")}</span>
      {may("persons.unmask") ? (
        <Button type="link" size="small" onClick={() => setOpen(true)}>
          {t.people.unmask}
        </Button>
      ) : null}
      {open ? <Plain personId={caller.personId} onClose={() => setOpen(false)} /> : null}
    </p>
  );
};

interface LeaveProps {
  readonly caseId: string;
  readonly report: Report;
  /** With one report alone there is nothing to part. */
  readonly isAlone: boolean;
}

/** Takes a report out that does not belong here; where it can't be, it says why. */
const Leave = ({ caseId, report, isAlone }: LeaveProps) => {
  const t = useText();
  const { say } = useUi();
  const [open, setOpen] = useState(false);
  const { leaving } = report;
  if (leaving === undefined || isAlone) return null;
  return (
    <>
      <OffButton
        size="small"
        why={leaving.whyNot === undefined ? undefined : say(leaving.whyNot)}
        onClick={() => setOpen(true)}
      >
        {t.cases.detach}
      </OffButton>
      {open ? <DetachDialog caseId={caseId} report={report} ways={leaving.to} onClose={() => setOpen(false)} /> : null}
    </>
  );
};

interface OneReportProps {
  readonly caseId: string;
  readonly report: Report;
  readonly stage: string;
  readonly isAlone: boolean;
}

const OneReport = ({ caseId, report, stage, isAlone }: OneReportProps) => {
  const { say } = useUi();
  return (
    <li>
      <div>
        <strong>{say(reportChannelNames[report.channel])}</strong> <Moment at={report.at} />{" "}
        <span className="second figure">{report.no === undefined ? null : writeReportNo(report.no)}</span>
      </div>
      <p>{say(report.text)}</p>
      {report.caller === undefined ? null : <Teller caller={report.caller} />}
      <p className="cy-faint">{say(report.joined)}</p>
      <ReporterWord report={report} />
      <div className="report-actions">
        <NoteCall caseId={caseId} report={report} stage={stage} />
        <Leave caseId={caseId} report={report} isAlone={isAlone} />
      </div>
    </li>
  );
};

type Shown = Pick<Case, "id" | "stage" | "reports" | "reportList" | "reportsNext">;

/** Who said it, when, in which words, and why it belongs to this case; of a rush the first, and more when asked for. */
export const CaseReports = ({ subject }: { readonly subject: Shown }) => {
  const t = useText();
  const [wants, setWants] = useState(false);
  const more = useMoreReports(subject, wants);
  const { id, stage, reportList, reportsNext } = subject;
  if (reportList.length === 0) return <p className="cy-faint">{t.case.reportsEmpty}</p>;
  const listed = [...reportList, ...(more.data?.pages ?? []).flatMap(({ items }) => items)];
  const hasMore = more.data === undefined ? reportsNext !== undefined : more.hasNextPage;
  return (
    <>
      <ul className="records">
        {listed.map((report) => (
          <OneReport key={report.id} caseId={id} report={report} stage={stage} isAlone={listed.length === 1} />
        ))}
      </ul>
      {more.error === null ? null : <Alert type="error" showIcon title={toSentence(more.error)} />}
      {hasMore ? (
        <Button loading={more.isFetching} onClick={() => (wants ? void more.fetchNextPage() : setWants(true))}>
          {fillText(t.case.reportsMore, { n: String(subject.reports) })}
        </Button>
      ) : null}
    </>
  );
};

import { CloseOutlined } from "@ant-design/icons";
import type { Case } from "@chengyun/contracts";
import { useUi } from "@chengyun/ui";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useAlarm, useAlarmsOfThing, useOpenAlarms } from "../../data/alarm.ts";
import { useThing } from "../../data/atlas.ts";
import { useCase, useCasesOfThing, useTimeline } from "../../data/case.ts";
import { standingAlarms } from "../../data/queue.ts";
import { useStreams } from "../../data/sensing.ts";
import { AlarmMoves, AlarmSummary } from "../../parts/alarm-summary.tsx";
import { CaseMarks } from "../../parts/case-marks.tsx";
import { CaseClocks, CaseFacts, CaseHead } from "../../parts/case-parts.tsx";
import { Photos } from "../../parts/case-photos.tsx";
import { CaseReports } from "../../parts/case-reports.tsx";
import { OwnShares, useOwnShares } from "../../parts/case-shares.tsx";
import { CommentBox } from "../../parts/comment-box.tsx";
import { EvidenceChart } from "../../parts/evidence-chart.tsx";
import { Moves } from "../../parts/moves.tsx";
import { QueryView } from "../../parts/query-view.tsx";
import { LatestValue, Neighbours, ThingFacts, ThingHead } from "../../parts/thing-parts.tsx";
import { Timeline } from "../../parts/timeline.tsx";
import { FactList, Part } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";
import type { Selection } from "./selection.ts";

interface CaseBodyProps {
  readonly subject: Case;
  readonly heardAt: number;
}

/** Clock and next moves of a case; the own department's part in it first. */
const CaseNext = ({ subject, heardAt }: CaseBodyProps) => {
  const shares = useOwnShares(subject);
  return (
    <>
      <CaseClocks subject={subject} heardAt={heardAt} />
      <OwnShares shares={shares} heardAt={heardAt} />
      <Moves
        subject={{ kind: "case", plural: "cases", id: subject.id, version: subject.version }}
        stage={subject.stage}
        offers={subject.moves}
        known={subject.facts}
        leading={shares.length === 0}
      />
    </>
  );
};

const CaseDetail = ({ id }: { readonly id: string }) => {
  const t = useText();
  const query = useCase(id);
  const timeline = useTimeline(id);
  const { data: alarms } = useOpenAlarms();
  const mine = standingAlarms(alarms ?? [], id);
  const raised = mine.find((alarm) => alarm.stage === "raised");
  const causing = raised ?? mine[0];
  return (
    <QueryView query={query} rows={10} still={t.duty.queueStill}>
      {(subject) => (
        <>
          <CaseHead subject={subject} causing={mine[0]} />
          <CaseNext subject={subject} heardAt={query.dataUpdatedAt} />
          {raised === undefined ? null : <AlarmMoves alarm={raised} beside />}
          <CaseFacts subject={subject} />
          <CaseMarks subject={subject} />
          <Link className="more" to={`/cases/${id}`}>
            {t.duty.openCase} →
          </Link>
          {causing === undefined ? null : (
            <Part title={t.alarm.evidence}>
              <EvidenceChart alarm={causing} />
            </Part>
          )}
          {subject.photos.length === 0 ? null : (
            <Part title={t.case.photos}>
              <Photos subject={subject} />
            </Part>
          )}
          <Part title={t.case.reports}>
            <CaseReports subject={subject} />
          </Part>
          <Part title={t.case.timeline}>
            <CommentBox caseId={id} />
            <QueryView query={timeline}>{(data) => <Timeline entries={data.items} />}</QueryView>
          </Part>
        </>
      )}
    </QueryView>
  );
};

const AlarmDetail = ({ id }: { readonly id: string }) => {
  const t = useText();
  return (
    <QueryView query={useAlarm(id)} rows={10} still={t.duty.queueStill}>
      {(alarm) => <AlarmSummary alarm={alarm} />}
    </QueryView>
  );
};

const ThingDetail = ({ id }: { readonly id: string }) => {
  const t = useText();
  const { say } = useUi();
  const streams = useStreams(id);
  const alarms = useAlarmsOfThing(id);
  const cases = useCasesOfThing(id);
  const open = (alarms.data?.items ?? []).filter((alarm) => alarm.stage !== "cleared");
  return (
    <QueryView query={useThing(id)} rows={10} still={t.duty.queueStill}>
      {(thing) => (
        <>
          <ThingHead thing={thing} />
          <ThingFacts thing={thing} />
          <Link className="more" to={`/things/${id}`}>
            {t.duty.openThing} →
          </Link>
          <Part title={t.things.streams}>
            <FactList
              facts={(streams.data?.items ?? []).map((stream) => ({
                name: say(stream.name),
                value: <LatestValue stream={stream} />,
              }))}
            />
          </Part>
          {open.map((alarm) => (
            <Part key={alarm.id} title={say(alarm.ruleName)}>
              <AlarmMoves alarm={alarm} />
              <EvidenceChart alarm={alarm} />
            </Part>
          ))}
          <Part title={t.things.cases}>
            {(cases.data?.items ?? []).length === 0 ? <p className="cy-faint">{t.things.noCases}</p> : null}
            {(cases.data?.items ?? []).map((row) => (
              <Link key={row.id} className="row-link" to={`/cases/${row.id}`}>
                {say(row.title)} <span className="cy-faint figure">{row.no}</span>
              </Link>
            ))}
          </Part>
          <Part title={t.what.neighbours}>
            <Neighbours thing={thing} />
          </Part>
        </>
      )}
    </QueryView>
  );
};

interface DetailProps {
  readonly selection: Selection;
  readonly onClose: () => void;
}

/** Facts, clock, people, pictures and next moves of what is selected. */
export const Detail = ({ selection, onClose }: DetailProps) => {
  const t = useText();
  const Body = { case: CaseDetail, alarm: AlarmDetail, thing: ThingDetail }[selection.kind];
  return (
    <section className="detail" aria-label={t.duty.detail}>
      <Button
        className="detail-close"
        type="text"
        icon={<CloseOutlined />}
        aria-label={t.frame.close}
        onClick={onClose}
      />
      <Body key={selection.id} id={selection.id} />
    </section>
  );
};

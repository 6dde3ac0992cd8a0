import type { Case } from "@chengyun/contracts";
import { StageLine, useUi } from "@chengyun/ui";
import { useEffect, useMemo } from "react";
import { useCase, useTimeline } from "../../data/case.ts";
import { useNowStep } from "../../data/clock.ts";
import { useFlow } from "../../data/flow.ts";
import { toStagePoints } from "../../data/stage-points.ts";
import { useGo, useId } from "../../frame/go.ts";
import { CaseAnswers } from "../../parts/case-answers.tsx";
import { CaseMarks } from "../../parts/case-marks.tsx";
import { CaseClocks, CaseFacts, CaseHead } from "../../parts/case-parts.tsx";
import { Photos } from "../../parts/case-photos.tsx";
import { CaseConditions, CaseEvidence } from "../../parts/case-records.tsx";
import { CaseReports } from "../../parts/case-reports.tsx";
import { CaseRouteFacts } from "../../parts/case-route.tsx";
import { CaseAppeals, CaseTasks, OwnShares, useOwnShares } from "../../parts/case-shares.tsx";
import { CaseSimilar } from "../../parts/case-similar.tsx";
import { CommentBox } from "../../parts/comment-box.tsx";
import { FlowPicture } from "../../parts/flow-picture.tsx";
import { LiveMap } from "../../parts/live-map.tsx";
import { Moves } from "../../parts/moves.tsx";
import { CaseIncident } from "../../parts/open-incident.tsx";
import { QueryView } from "../../parts/query-view.tsx";
import { Timeline } from "../../parts/timeline.tsx";
import { Part } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";

const CaseStages = ({ subject }: { readonly subject: Case }) => {
  const flow = useFlow("case");
  const now = useNowStep(60_000);
  const { data } = useTimeline(subject.id);
  const points = useMemo(
    () => (flow === undefined ? [] : toStagePoints(flow, subject.stage, data?.items ?? [])),
    [flow, subject.stage, data],
  );
  return <StageLine points={points} now={now} />;
};

interface BodyProps {
  readonly subject: Case;
  readonly heardAt: number;
}

const Body = ({ subject, heardAt }: BodyProps) => {
  const t = useText();
  const { say } = useUi();
  const go = useGo();
  const timeline = useTimeline(subject.id);
  const title = say(subject.title);
  useEffect(() => {
    document.title = `${title} · ${t.screens.case}`;
  }, [title, t]);
  const { id } = subject;
  const shares = useOwnShares(subject);
  const isAtEnd = useFlow("case")?.stages.find((one) => one.id === subject.stage)?.end === true;
  const selection = useMemo(() => ({ kind: "case", id }) as const, [id]);
  return (
    <div className="page case-page">
      <CaseHead subject={subject} />
      <CaseStages subject={subject} />

      <div className="case-top">
        <CaseClocks subject={subject} heardAt={heardAt} />
        <CaseMarks subject={subject} />
        <OwnShares shares={shares} heardAt={heardAt} />
        <Moves
          subject={{ kind: "case", plural: "cases", id, version: subject.version }}
          stage={subject.stage}
          offers={subject.moves}
          known={subject.facts}
          leading={shares.length === 0}
        >
          <FlowPicture kind="case" stage={subject.stage} />
          <CaseIncident subject={subject} />
        </Moves>
      </div>
      <div className="page-two">
        <div className="page-main">
          <Part title={t.case.photos}>
            <Photos subject={subject} />
          </Part>
          <Part title={t.case.evidence}>
            <CaseEvidence subject={subject} />
          </Part>
          <Part title={t.case.timeline}>
            <CommentBox caseId={id} />
            <QueryView query={timeline}>{(data) => <Timeline entries={data.items} />}</QueryView>
          </Part>
        </div>
        <div className="page-side">
          <div className="page-map">
            <LiveMap
              selection={selection}
              near={subject.position}
              onSelect={(next) => next && go(next.kind === "case" ? `/cases/${next.id}` : `/things/${next.id}`)}
            />
          </div>
          <CaseFacts subject={subject} />
          <CaseConditions subject={subject} />
          <Part title={t.people.routing.title}>
            <CaseRouteFacts subject={subject} />
          </Part>
          <Part title={t.case.tasks}>
            <CaseTasks subject={subject} heardAt={heardAt} />
          </Part>
          {subject.appeals.length === 0 && subject.exemptedAt === undefined ? null : (
            <Part title={t.flow.appeals}>
              <CaseAppeals subject={subject} />
            </Part>
          )}
          {isAtEnd ? null : (
            <Part title={t.cases.similar}>
              <CaseSimilar subject={subject} />
            </Part>
          )}
          {subject.answered.length === 0 ? null : (
            <Part title={t.case.answers}>
              <CaseAnswers subject={subject} />
            </Part>
          )}
          <Part title={t.case.reports}>
            <CaseReports subject={subject} />
          </Part>
        </div>
      </div>
    </div>
  );
};

/** For whoever handles, checks or answers for one case: its whole way, and the next move. */
const CaseScreen = () => {
  const query = useCase(useId());
  return (
    <QueryView query={query} rows={14}>
      {(subject) => <Body subject={subject} heardAt={query.dataUpdatedAt} />}
    </QueryView>
  );
};

export default CaseScreen;

import type { Input as Given } from "@chengyun/client";
import { partNear, type SimilarCase, type SimilarQuery, type SimilarWaiting } from "@chengyun/contracts";
import { writeReportNo } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Link } from "@tanstack/react-router";
import { Alert, Button } from "antd";
import { toSentence } from "../data/api.ts";
import { useSimilar } from "../data/intake.ts";
import { useText } from "../strings/text.ts";
import { FoldedNear } from "./folded-near.tsx";
import { QueryView } from "./query-view.tsx";

/** What was decided about a report near which cases are open or others wait; `together` with one that waits. */
export type Chosen =
  | { readonly near: "ask"; readonly joins: string }
  | { readonly near: "apart"; readonly notSameAs: string[]; readonly together?: string[] };

interface NearChoiceProps {
  readonly asked: Given<typeof SimilarQuery>;
  readonly isBusy: boolean;
  readonly onChoose: (chosen: Chosen) => void;
}

interface NearProps {
  readonly found: SimilarCase;
  readonly isBusy: boolean;
  readonly onJoin: () => void;
}

const Near = ({ found, isBusy, onJoin }: NearProps) => {
  const t = useText();
  const { say } = useUi();
  return (
    <li className="similar-case">
      <div>
        {found.likely ? <strong>{t.desk.likely} </strong> : null}
        <Link to={`/cases/${found.caseId}`} target="_blank">
          {say(found.title)}
        </Link>{" "}
        <span className="second">{say(found.stageName)}</span>
        <p className="second">
          <span className="figure">{found.no}</span> · {found.reasons.map(say).join(" · ")}
        </p>
      </div>
      <Button size="small" type={found.likely ? "primary" : "default"} loading={isBusy} onClick={onJoin}>
        {t.report.same}
      </Button>
    </li>
  );
};

const NearWaiting = ({
  found,
  isBusy,
  onTake,
}: {
  readonly found: SimilarWaiting;
  readonly isBusy: boolean;
  readonly onTake: () => void;
}) => {
  const t = useText();
  const { say } = useUi();
  return (
    <li className="similar-case">
      <div>
        {found.likely ? <strong>{t.desk.likely} </strong> : null}
        {say(found.title)} <span className="second">{t.desk.waiting}</span>
        <p className="second">
          <span className="figure">{writeReportNo(found.no)}</span> · {found.reasons.map(say).join(" · ")}
        </p>
      </div>
      <Button size="small" type={found.likely ? "primary" : "default"} loading={isBusy} onClick={onTake}>
        {t.desk.takeTogether}
      </Button>
    </li>
  );
};

/** Which of the open cases near by it is, each with the reasons, or none of them: nothing joins silently. */
export const NearChoice = ({ asked, isBusy, onChoose }: NearChoiceProps) => {
  const t = useText();
  const query = useSimilar(asked);
  const idsOf = (): string[] => (query.data?.items ?? []).map(({ caseId }) => caseId);
  const toNear = (found: SimilarCase | SimilarWaiting) =>
    "caseId" in found ? (
      <Near
        key={found.caseId}
        found={found}
        isBusy={isBusy}
        onJoin={() => onChoose({ near: "ask", joins: found.caseId })}
      />
    ) : (
      <NearWaiting
        key={found.id}
        found={found}
        isBusy={isBusy}
        onTake={() => onChoose({ near: "apart", notSameAs: idsOf(), together: [found.id] })}
      />
    );
  return (
    <section className="near-choice" aria-label={t.report.nearTitle}>
      <Alert type="warning" showIcon title={t.report.nearTitle} description={t.report.nearHint} />
      <QueryView query={query} rows={3}>
        {({ items, waiting }) => {
          const { likely, others } = partNear<SimilarCase | SimilarWaiting>([...waiting, ...items]);
          return (
            <>
              <ul className="records">{likely.map(toNear)}</ul>
              <FoldedNear near={others} isOpen={likely.length === 0}>
                {toNear}
              </FoldedNear>
              <Button loading={isBusy} onClick={() => onChoose({ near: "apart", notSameAs: idsOf() })}>
                {t.desk.apart}
              </Button>
            </>
          );
        }}
      </QueryView>
      {query.error === null ? null : <p className="second">{toSentence(query.error)}</p>}
    </section>
  );
};

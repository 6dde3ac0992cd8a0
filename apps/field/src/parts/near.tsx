import { partNear, type SimilarCase } from "@chengyun/contracts";
import { useUi } from "@chengyun/ui";
import { useEffect, useState } from "react";
import { api, toSentence } from "../data/api.ts";
import type { chooseNear } from "../data/settle.ts";
import { useField } from "../data/state.ts";
import type { ReportWriting } from "../data/writing.ts";
import { fill } from "../strings/fill.ts";
import { useText } from "../strings/text.ts";

interface NearProps {
  readonly writing: ReportWriting;
  readonly onChoose: (choice: Parameters<typeof chooseNear>[1]) => void;
}

/** Open cases near by as they are now; they are asked for with the net alone. */
const useNear = ({ report }: ReportWriting) => {
  const { online } = useField();
  const [items, setItems] = useState<readonly SimilarCase[]>();
  const [fault, setFault] = useState<string>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when the line is back
  useEffect(() => {
    const { category, position, text, thingId } = report;
    const asked = { category, position: [...position] as [number, number], text };
    api.similarCases({ ...asked, ...(thingId === undefined ? {} : { thingId }) }).then(
      (found) => {
        setItems(found.items);
        setFault(undefined);
      },
      (problem: unknown) => setFault(toSentence(problem)),
    );
  }, [report, online]);
  return { items, fault };
};

interface NearItemProps {
  readonly found: SimilarCase;
  readonly onJoin: () => void;
}

const NearItem = ({ found, onJoin }: NearItemProps) => {
  const t = useText();
  const { say } = useUi();
  return (
    <li className="writing">
      <div className="task-title">{say(found.title)}</div>
      <p>
        {found.likely ? <strong>{t.conflict.likely} · </strong> : null}
        {found.reasons.map(say).join(" · ")}
      </p>
      <p className="faint">
        {found.no} · {say(found.stageName)}
      </p>
      <button type="button" className={found.likely ? "button button-main" : "button"} onClick={onJoin}>
        {t.conflict.same}
      </button>
    </li>
  );
};

/** Which of the open cases near by it is, each with its reasons, or none of them: nothing joins silently. */
export const Near = ({ writing, onChoose }: NearProps) => {
  const t = useText();
  const { items, fault } = useNear(writing);
  if (items === undefined) return <p className="hint">{fault ?? t.conflict.nearLoading}</p>;
  const { likely, others } = partNear(items);
  const [nearest] = others;
  const toItem = (found: SimilarCase) => (
    <NearItem key={found.caseId} found={found} onJoin={() => onChoose({ joins: found.caseId })} />
  );
  return (
    <section aria-label={t.conflict.near}>
      <h2>{t.conflict.near}</h2>
      <ul className="list">{likely.map(toItem)}</ul>
      {nearest === undefined ? null : (
        <details className="near-others">
          <summary>{fill(t.conflict.nearOthers, { n: others.length, metres: nearest.metres })}</summary>
          <ul className="list">{others.map(toItem)}</ul>
        </details>
      )}
      <button
        type="button"
        className="button"
        onClick={() => onChoose({ near: "apart", notSameAs: items.map(({ caseId }) => caseId) })}
      >
        {t.conflict.apart}
      </button>
    </section>
  );
};

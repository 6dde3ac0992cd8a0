import type { SimilarCase } from "@chengyun/contracts";
import { useUi } from "@chengyun/ui";
import { useEffect, useState } from "react";
import { api, toSentence } from "../data/api.ts";
import type { chooseNear } from "../data/settle.ts";
import { useField } from "../data/state.ts";
import type { ReportWriting } from "../data/writing.ts";
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

/** Which of the open cases near by it is, each with its reasons, or none of them: nothing joins silently. */
export const Near = ({ writing, onChoose }: NearProps) => {
  const t = useText();
  const { say } = useUi();
  const { items, fault } = useNear(writing);
  if (items === undefined) return <p className="hint">{fault ?? t.conflict.nearLoading}</p>;
  return (
    <section aria-label={t.conflict.near}>
      <h2>{t.conflict.near}</h2>
      <ul className="list">
        {items.map((found) => (
          <li key={found.caseId} className="writing">
            <div className="task-title">{say(found.title)}</div>
            <p>
              {found.likely ? <strong>{t.conflict.likely} · </strong> : null}
              {found.reasons.map(say).join(" · ")}
            </p>
            <p className="faint">
              {found.no} · {say(found.stageName)}
            </p>
            <button type="button" className="button button-main" onClick={() => onChoose({ joins: found.caseId })}>
              {t.conflict.same}
            </button>
          </li>
        ))}
      </ul>
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

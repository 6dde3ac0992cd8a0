import { CheckCircleFilled, CloseCircleFilled, MinusCircleOutlined } from "@ant-design/icons";
import type { Case, CaseRow } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { formatMoment, useUi } from "@chengyun/ui";
import type { ReactNode } from "react";
import { useText } from "../strings/text.ts";

interface MarkProps {
  readonly how: "open" | "done" | "not" | "old";
  readonly words: string;
  readonly by?: string;
}

const icons: Readonly<Record<MarkProps["how"], ReactNode>> = {
  open: <MinusCircleOutlined aria-hidden="true" />,
  done: <CheckCircleFilled aria-hidden="true" />,
  not: <CloseCircleFilled aria-hidden="true" />,
  old: <MinusCircleOutlined aria-hidden="true" />,
};

const Mark = ({ how, words, by }: MarkProps) => (
  <li className={how === "done" || how === "not" ? `mark mark-${how}` : "mark"}>
    {icons[how]}
    <span>
      {words}
      {by === undefined ? null : <span className="mark-by">{by}</span>}
    </span>
  </li>
);

/** The citizen's own word; said before the last mending it is about the one before. */
const HeardMark = ({ marks: { heard, fixedAt } }: { readonly marks: Case["marks"] }) => {
  const t = useText();
  const { language, zone } = useUi();
  if (heard === undefined) return <Mark how="open" words={t.case.heardNot} />;
  const isOld = fixedAt !== undefined && heard.at < fixedAt;
  const moment = formatMoment(Date.parse(heard.at), { language, zone });
  const at = heard.called === true ? fillText(t.case.heardCalled, { at: moment }) : moment;
  return (
    <Mark
      how={isOld ? "old" : heard.fixed ? "done" : "not"}
      words={heard.fixed ? t.case.heardFixed : t.case.heardNotFixed}
      by={isOld ? fillText(t.case.heardBefore, { at }) : at}
    />
  );
};

/** Fixed, verified, closed, and the citizen's word: four results that are not the same. */
export const CaseMarks = ({ subject }: { readonly subject: Pick<Case, "fixed" | "verified" | "closed" | "marks"> }) => {
  const t = useText();
  const { language, zone } = useUi();
  const marks = [
    { done: subject.fixed, yes: t.case.fixed, no: t.case.notFixed },
    { done: subject.verified, yes: t.case.verified, no: t.case.notVerified },
    { done: subject.closed, yes: t.case.closed, no: t.case.notClosed },
  ];
  return (
    <ul className="marks" aria-label={t.case.marks}>
      {marks.map(({ done, yes, no }) => {
        if (done === undefined) return <Mark key={yes} how="open" words={no} />;
        const at = formatMoment(Date.parse(done.at), { language, zone });
        return <Mark key={yes} how="done" words={yes} by={fillText(t.case.doneBy, { by: done.by, at })} />;
      })}
      <HeardMark marks={subject.marks} />
    </ul>
  );
};

/** The four results in a line of a list: each by its letter, told in words to whoever points or listens. */
export const RowMarks = ({ row }: { readonly row: Pick<CaseRow, "marks"> }) => {
  const words = useText().case;
  const { language, zone } = useUi();
  const { fixedAt, verifiedAt, closedAt, heard } = row.marks;
  const said = heard?.fixed === true ? words.heardFixed : words.heardNotFixed;
  const marks = [
    { id: "fixed", yes: words.fixed, no: words.notFixed, at: fixedAt },
    { id: "verified", yes: words.verified, no: words.notVerified, at: verifiedAt },
    { id: "closed", yes: words.closed, no: words.notClosed, at: closedAt },
    { id: "heard", yes: said, no: words.heardNot, at: heard?.at },
  ] as const;
  return (
    <span className="row-marks">
      {marks.map(({ id, yes, no, at }) => {
        const how =
          at === undefined ? "" : id === "heard" && heard?.fixed === false ? " row-mark-not" : " row-mark-done";
        const told = at === undefined ? no : `${yes} ${formatMoment(Date.parse(at), { language, zone })}`;
        return (
          <abbr key={id} className={`row-mark${how}`} title={told}>
            {words.short[id]}
          </abbr>
        );
      })}
    </span>
  );
};

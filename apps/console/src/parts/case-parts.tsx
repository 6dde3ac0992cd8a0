import type { Alarm, Case, CaseRow } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { SeverityMark, useUi } from "@chengyun/ui";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMe } from "../data/session.ts";
import { useText } from "../strings/text.ts";
import { AlarmCause } from "./alarm-cause.tsx";
import { CasePending } from "./case-pending.tsx";
import { CaseTime } from "./case-time.tsx";
import { Unmerge } from "./case-unmerge.tsx";
import { partClocks, type Round } from "./clock-rounds.ts";
import { UrgentMark } from "./urgent-mark.tsx";
import { Ago, FactList, StageName } from "./words.tsx";

/** So many levels of an address the reader knows anyway: their own post's area, and always the city's own name. */
const knownLevels = (areaPath: string | undefined): number =>
  Math.max(1, (areaPath ?? "").split("/").filter((code) => code !== "").length);

/** Area names from the outside in, as people say an address; without those the reader's own area says already. */
export const usePlaceName = (): ((row: Pick<CaseRow, "areaNames">) => string) => {
  const { say, language } = useUi();
  const { data: me } = useMe();
  const known = knownLevels(me?.post.areaPath);
  return ({ areaNames }) => {
    // Where nothing else is left, the innermost name stands.
    const all = areaNames.map(say);
    const names = all
      .slice(Math.min(known, all.length - 1))
      // 湖滨社区 before 湖滨社区第一网格 says nothing, and a city's name says nothing within it.
      .filter((name, at, kept) => at === kept.length - 1 || !(kept[at + 1]?.startsWith(name) || name === all[0]));
    return language === "zh" ? names.join("") : names.toReversed().join(", ");
  };
};

/** Where a merged case goes on, and which went into this one. */
const MergedWith = ({ subject }: { readonly subject: Pick<Case, "id" | "version" | "mergedInto" | "merged"> }) => {
  const t = useText();
  const { mergedInto, merged } = subject;
  return (
    <>
      {mergedInto === undefined ? null : (
        <>
          <p>
            {t.cases.mergedInto} <Link to={`/cases/${mergedInto.id}`}>{mergedInto.no}</Link>
          </p>
          <Unmerge subject={subject} />
        </>
      )}
      {merged.length === 0 ? null : (
        <p className="second">
          {t.cases.merged}{" "}
          {merged.map(({ id, no }) => (
            <Link key={id} className="merged-link" to={`/cases/${id}`}>
              {no}
            </Link>
          ))}
        </p>
      )}
    </>
  );
};

/** Who has a case, who handed it back, or that nobody had it yet. */
export const CaseWho = ({ row }: { readonly row: Pick<CaseRow, "departmentName" | "handedBackByName"> }): ReactNode => {
  const t = useText();
  const { say } = useUi();
  const { departmentName, handedBackByName } = row;
  if (departmentName !== undefined) return say(departmentName);
  return handedBackByName === undefined
    ? t.duty.nobody
    : fillText(t.duty.handedBack, { department: say(handedBackByName) });
};

interface CaseHeadProps {
  readonly subject: Case;
}

interface CaseHeadWithCauseProps extends CaseHeadProps {
  readonly causing?: Alarm | undefined;
}

/** What is wrong: level, title, stage, and the alarm that still says so. */
export const CaseHead = ({ subject, causing }: CaseHeadWithCauseProps) => {
  const { say } = useUi();
  return (
    <div className="subject-head">
      <div className="subject-signs">
        <SeverityMark severity={subject.severity} />
        <span className="sign">{say(subject.categoryName)}</span>
        <span className="sign">
          <StageName kind="case" stage={subject.stage} />
        </span>
        {subject.urgent === true ? <UrgentMark /> : null}
      </div>
      <h1>{say(subject.title)}</h1>
      <MergedWith subject={subject} />
      <CasePending subject={subject} />
      {causing === undefined ? null : (
        <p className="second">
          <AlarmCause alarm={causing} />
        </p>
      )}
    </div>
  );
};

/** Where, who has it, since when, by which number. */
export const CaseFacts = ({ subject }: CaseHeadProps) => {
  const t = useText();
  const place = usePlaceName();
  return (
    <FactList
      facts={[
        { name: t.what.where, value: place(subject) },
        {
          name: t.what.who,
          value:
            subject.departmentName === undefined ? (
              <CaseWho row={subject} />
            ) : (
              <strong>
                <CaseWho row={subject} />
              </strong>
            ),
        },
        { name: t.what.since, value: <Ago at={subject.openedAt} /> },
        ...(subject.thingId === undefined
          ? []
          : [{ name: t.what.thing, value: <Link to={`/things/${subject.thingId}`}>{t.duty.openThing}</Link> }]),
        { name: t.what.reports, value: subject.reports },
        { name: t.what.number, value: <span className="figure">{subject.no}</span> },
      ]}
    />
  );
};

interface CaseClocksProps {
  readonly subject: Case;
  readonly heardAt: number;
}

interface ClockLineProps extends Round {
  readonly heardAt: number;
  readonly form: "line" | "full";
}

const ClockLine = ({ clock, round, heardAt, form }: ClockLineProps) => {
  const t = useText();
  const { say } = useUi();
  const called = fillText(t.flow.round, { name: say(clock.name), n: String(round) });
  const name = round === undefined ? clock.name : { zh: called, en: called };
  return (
    <div>
      <CaseTime clock={{ ...clock, name }} heardAt={heardAt} form={form} named />
      {clock.exempt === true ? <span className="cy-faint"> {t.flow.exempt}</span> : null}
    </div>
  );
};

/** Limits that are over, folded: how many, and how many of them were overrun. */
const OverClocks = ({ over, heardAt }: { readonly over: readonly Round[]; readonly heardAt: number }) => {
  const t = useText();
  if (over.length === 0) return null;
  const late = over.filter(({ clock }) => clock.late && clock.exempt !== true).length;
  return (
    <details className="clocks-over">
      <summary>
        {fillText(late === 0 ? t.flow.clocksOver : t.flow.clocksOverLate, {
          n: String(over.length),
          late: String(late),
        })}
      </summary>
      <div className="clocks">
        {over.map((each) => (
          <ClockLine key={`${each.clock.clock}${each.clock.startedAt}`} {...each} heardAt={heardAt} form="line" />
        ))}
      </div>
    </details>
  );
};

/** The clock that matters now in full, others that run in one line each, and those that are over folded. */
export const CaseClocks = ({ subject, heardAt }: CaseClocksProps) => {
  const t = useText();
  const { main, open, over } = partClocks(subject.clocks, subject.clock);
  if (main === undefined && open.length + over.length === 0) return <p className="cy-faint">{t.case.noClocks}</p>;
  return (
    <div className="clocks">
      {main === undefined ? null : <ClockLine {...main} heardAt={heardAt} form="full" />}
      {open.map((each) => (
        <ClockLine key={`${each.clock.clock}${each.clock.startedAt}`} {...each} heardAt={heardAt} form="line" />
      ))}
      <OverClocks over={over} heardAt={heardAt} />
    </div>
  );
};

import type { Matter, MatterKind } from "@chengyun/contracts";
import { fillText, isBlank } from "@chengyun/kernel";
import { Empty, StageLine, useUi } from "@chengyun/ui";
import { Link } from "@tanstack/react-router";
import { useEffect, useMemo } from "react";
import { useNowStep } from "../../data/clock.ts";
import { useFlow } from "../../data/flow.ts";
import { useForms } from "../../data/form.ts";
import { useMatter, useMatterKind, useMatterTimeline } from "../../data/matter.ts";
import { toStagePoints } from "../../data/stage-points.ts";
import { useId } from "../../frame/go.ts";
import { usePlural } from "../../frame/place.ts";
import { CaseTime } from "../../parts/case-time.tsx";
import { FactValue, listRows } from "../../parts/fact-value.tsx";
import { Moves } from "../../parts/moves.tsx";
import { QueryView } from "../../parts/query-view.tsx";
import { Timeline } from "../../parts/timeline.tsx";
import { Ago, FactList, Moment, Part, StageName } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";
import { PersonalWords } from "./personal-words.tsx";

interface OfMatter {
  readonly kind: MatterKind;
  readonly matter: Matter;
}

const Stages = ({ kind, matter }: OfMatter) => {
  const flow = useFlow(kind.kind);
  const now = useNowStep(60_000);
  const { data } = useMatterTimeline(kind.plural, matter.id);
  const points = useMemo(
    () => (flow === undefined ? [] : toStagePoints(flow, matter.stage, data?.items ?? [])),
    [flow, matter.stage, data],
  );
  return <StageLine points={points} now={now} />;
};

/** What it is called: its first word that is nobody's own. */
const useTitle = ({ kind, matter }: OfMatter): string => {
  const { say } = useUi();
  const fact = kind.facts.find(
    (each) => each.kind === "text" && each.personal !== true && !isBlank(matter.facts[each.id]),
  );
  return fact === undefined ? say(kind.name) : String(matter.facts[fact.id]);
};

const Facts = ({ kind, matter }: OfMatter) => {
  const t = useText();
  const { say } = useUi();
  const byId = new Map(kind.facts.map((fact) => [fact.id, fact]));
  const facts = kind.facts
    .filter(({ id }) => !isBlank(matter.facts[id]))
    .map((fact) => ({
      key: fact.id,
      name: say(fact.name),
      value: <FactValue fact={fact} value={matter.facts[fact.id]} words={matter.words} />,
    }));
  const rows = listRows(matter.facts, new Set(byId.keys()));
  if (facts.length === 0 && rows.length === 0) return <p className="cy-faint">{t.forms.matter.noFacts}</p>;
  return (
    <>
      <FactList facts={facts} />
      {rows.map(([id, each]) =>
        each.map((row, at) => (
          <FactList
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is known by its place alone
            key={`${id}${at}`}
            facts={Object.entries(row).flatMap(([fact, value]) => {
              const shape = byId.get(fact);
              if (shape === undefined) return [];
              const shown = <FactValue key={fact} fact={shape} value={value} words={matter.words} />;
              return [{ key: `${id}${at}${fact}`, name: `${at + 1}. ${say(shape.name)}`, value: shown }];
            })}
          />
        )),
      )}
    </>
  );
};

const Answered = ({ matter }: { readonly matter: Matter }) => {
  const t = useText();
  const { say } = useUi();
  const { data } = useForms();
  return (
    <ul className="plain-list">
      {matter.answered.map(({ form, version, at }) => {
        const name = data?.items.find(({ key }) => key === form)?.name;
        return (
          <li key={`${form}${at}`}>
            {name === undefined ? form : say(name)}{" "}
            <span className="second">{fillText(t.forms.form.version, { n: String(version) })}</span> <Moment at={at} />
          </li>
        );
      })}
    </ul>
  );
};

const Body = ({ kind, matter, heardAt }: OfMatter & { readonly heardAt: number }) => {
  const t = useText();
  const { say } = useUi();
  const title = useTitle({ kind, matter });
  const timeline = useMatterTimeline(kind.plural, matter.id);
  useEffect(() => {
    document.title = `${title} · ${say(kind.name)}`;
  }, [title, kind, say]);
  const running = matter.clocks.filter(({ stoppedAt }) => stoppedAt === undefined);
  return (
    <div className="page case-page">
      <header className="subject-head">
        <div className="subject-signs">
          <StageName kind={kind.kind} stage={matter.stage} />
          <Link to={`/matters/${kind.plural}`}>{say(kind.name)}</Link>
          <span className="second">
            <Ago at={matter.changedAt} />
          </span>
        </div>
        <h1>{title}</h1>
      </header>
      <Stages kind={kind} matter={matter} />
      <div className="case-top">
        <div className="matter-clocks">
          {(running.length > 0 ? running : matter.clocks.slice(-1)).map((clock) => (
            <CaseTime key={`${clock.clock}${clock.startedAt}`} clock={clock} heardAt={heardAt} form="full" named />
          ))}
        </div>
        <Moves
          subject={{ kind: kind.kind, plural: kind.plural, id: matter.id, version: matter.version }}
          stage={matter.stage}
          offers={matter.moves}
          known={matter.facts}
        />
      </div>
      <div className="page-two">
        <div className="page-main">
          <Part title={t.forms.matter.facts} extra={<PersonalWords kind={kind} matter={matter} />}>
            <Facts kind={kind} matter={matter} />
          </Part>
          {matter.answered.length === 0 ? null : (
            <Part title={t.forms.matter.forms}>
              <Answered matter={matter} />
            </Part>
          )}
        </div>
        <div className="page-side">
          <Part title={t.forms.matter.timeline}>
            <QueryView query={timeline}>{(data) => <Timeline entries={data.items} />}</QueryView>
          </Part>
        </div>
      </div>
    </div>
  );
};

/** For whoever handles one matter of a pack's process: where it stands, its facts, clocks, moves and way. */
const MatterScreen = () => {
  const t = useText();
  const plural = usePlural();
  const kind = useMatterKind(plural);
  const query = useMatter(plural, useId());
  return (
    <QueryView query={query} rows={14}>
      {(matter) =>
        kind === undefined ? (
          <Empty title={t.forms.matter.noKind} hint={t.forms.matter.noKindHint} />
        ) : (
          <Body kind={kind} matter={matter} heardAt={query.dataUpdatedAt} />
        )
      }
    </QueryView>
  );
};

export default MatterScreen;

import type { BoardTask, Incident } from "@chengyun/contracts";
import { fillText, type IncidentLevel, levelNames } from "@chengyun/kernel";
import { Empty, type MapThing, useUi } from "@chengyun/ui";
import { Link } from "@tanstack/react-router";
import { Tabs } from "antd";
import { useEffect, useMemo, useState } from "react";
import { useBoard, useIncident, useResources } from "../../data/incident.ts";
import { useGo, useId } from "../../frame/go.ts";
import { CaseTime } from "../../parts/case-time.tsx";
import { DrillMark, LevelMark } from "../../parts/level-mark.tsx";
import { LiveMap } from "../../parts/live-map.tsx";
import { Moves } from "../../parts/moves.tsx";
import { QueryView } from "../../parts/query-view.tsx";
import { Part, StageName } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";
import { TaskBoard } from "./board.tsx";
import { Figures } from "./figures.tsx";
import { Log } from "./log.tsx";
import { Look } from "./look.tsx";
import { Orders } from "./orders.tsx";
import { PlanPreview, PlanRules } from "./plan-view.tsx";
import { Resources } from "./resources.tsx";
import { Review } from "./review.tsx";
import { TaskCard } from "./task-card.tsx";

/** They have places of their own on the screen: a box in the log, a dialog beside the figures. */
const elsewhere: readonly string[] = ["decide", "tell-figures"];

const Head = ({ incident, heardAt }: { readonly incident: Incident; readonly heardAt: number }) => {
  const t = useText();
  const { say } = useUi();
  const running = incident.clocks.filter(({ stoppedAt }) => stoppedAt === undefined);
  const { proposed } = incident;
  return (
    <header className="incident-head">
      <div className="incident-title">
        <LevelMark level={incident.level} />
        <DrillMark drill={incident.drill} />
        <h1>{say(incident.title)}</h1>
        <StageName kind="incident" stage={incident.stage} />
        <span className="second figure">{incident.no}</span>
        <span className="second">
          {t.command.commander}: {incident.commander?.name ?? t.command.nobody}
        </span>
        {running.map((clock) => (
          <CaseTime key={clock.clock} clock={clock} heardAt={heardAt} form="short" named />
        ))}
        <Link to={`/incidents/${incident.id}/report`}>{t.command.report.button}</Link>
      </div>
      {proposed === undefined || proposed.level === incident.level ? null : (
        <p className="incident-proposed">
          {fillText(t.command.proposed, { level: say(levelNames[proposed.level]), why: say(proposed.words) })}
        </p>
      )}
      <Moves
        subject={{ kind: "incident", plural: "incidents", id: incident.id, version: incident.version }}
        stage={incident.stage}
        offers={incident.moves.filter(({ move }) => !elsewhere.includes(move))}
      />
    </header>
  );
};

const BoardPart = ({
  incident,
  tasks,
  chosen,
  onChoose,
}: {
  readonly incident: Incident;
  readonly tasks: readonly BoardTask[];
  readonly chosen: string | undefined;
  readonly onChoose: (id: string | undefined) => void;
}) => {
  const t = useText();
  const { say } = useUi();
  const [level, setLevel] = useState<IncidentLevel>(incident.level ?? incident.proposed?.level ?? "IV");
  const task = tasks.find(({ id }) => id === chosen);
  const { plan } = incident;
  return (
    <section className="incident-board">
      <header className="part-head">
        <h2>{t.command.board.title}</h2>
        {plan === undefined ? null : (
          <span className="second">
            {fillText(t.command.board.plan, { name: say(plan.name), version: plan.version })}
          </span>
        )}
      </header>
      {tasks.length > 0 ? (
        <TaskBoard tasks={tasks} chosen={chosen} onChoose={onChoose} />
      ) : plan === undefined ? (
        <Empty title={t.command.board.none} hint={t.command.board.noneHint} />
      ) : (
        <PlanPreview incident={incident} level={level} onLevel={setLevel} />
      )}
      {task === undefined ? null : <TaskCard task={task} tasks={tasks} onClose={() => onChoose(undefined)} />}
    </section>
  );
};

const glyphs = { shelter: "building", medical: "building", stock: "building", camera: "camera" } as const;

/** Resources that can come or are called, above the map's own signs. */
const useResourcePins = (id: string): readonly MapThing[] => {
  const { data } = useResources(id, undefined);
  return useMemo(
    () =>
      (data?.items ?? [])
        .filter(({ state }) => state === "here" || state === "free")
        .map((row, at) => ({
          id: row.id,
          // Drawn beside the map's own things: a number no thing has.
          no: -1 - at,
          type: row.type,
          glyph: glyphs[row.kind as keyof typeof glyphs] ?? "dot",
          name: row.name,
          position: row.position,
          severity: row.state === "here" ? ("blue" as const) : undefined,
          silent: false,
        })),
    [data],
  );
};

const Body = ({ incident, heardAt }: { readonly incident: Incident; readonly heardAt: number }) => {
  const t = useText();
  const { say } = useUi();
  const go = useGo();
  const board = useBoard(incident.id, undefined);
  const resources = useResources(incident.id, undefined);
  const pins = useResourcePins(incident.id);
  const [chosen, setChosen] = useState<string>();
  const title = say(incident.title);
  useEffect(() => {
    document.title = `${title} · ${t.screens.incident}`;
  }, [title, t]);
  const tasks = board.data?.tasks ?? [];
  const lead = incident.caseList[0]?.id;
  const selection = useMemo(() => (lead === undefined ? undefined : ({ kind: "case", id: lead } as const)), [lead]);
  const isOver = ["stood-down", "review-written", "reviewed"].includes(incident.stage);
  const orders = <Orders incident={incident} tasks={tasks} onChoose={setChosen} />;
  const side = [
    ...(isOver
      ? [
          {
            key: "review",
            label: t.command.review.title,
            children: <Review incident={incident} tasks={tasks} onChoose={setChosen} />,
          },
        ]
      : []),
    { key: "orders", label: t.command.orders.title, children: orders },
    { key: "resources", label: t.command.resources.title, children: <Resources incident={incident} /> },
    { key: "log", label: t.command.log.title, children: <Log incident={incident} /> },
    { key: "figures", label: t.command.figures.title, children: <Figures incident={incident} /> },
    ...(board.data?.plan === undefined
      ? []
      : [{ key: "plan", label: t.command.rules.title, children: <PlanRules plan={board.data.plan} /> }]),
  ];
  return (
    <div className={incident.drill ? "incident-page is-drill" : "incident-page"} data-drill={t.command.drill}>
      <Head incident={incident} heardAt={heardAt} />
      <Look incident={incident} board={board.data} resources={resources.data?.items ?? []} />
      <div className="incident-grid">
        <div className="incident-map">
          <LiveMap
            selection={selection}
            near={incident.position}
            more={pins}
            onSelect={(next) => next && go(next.kind === "case" ? `/cases/${next.id}` : `/things/${next.id}`)}
          />
        </div>
        <BoardPart incident={incident} tasks={tasks} chosen={chosen} onChoose={setChosen} />
        <Tabs className="incident-side" size="small" items={side} />
        <div className="incident-wall">
          <Part title={t.command.log.title}>
            <Log incident={incident} />
          </Part>
        </div>
        <div className="incident-wall">
          <Figures incident={incident} />
        </div>
      </div>
    </div>
  );
};

/** For whoever commands, at a desk or before a wall: the plan against the clock, who has what, and what to do next. */
const IncidentScreen = () => {
  const query = useIncident(useId());
  return (
    <QueryView query={query} rows={14}>
      {(incident) => <Body key={incident.id} incident={incident} heardAt={query.dataUpdatedAt} />}
    </QueryView>
  );
};

export default IncidentScreen;

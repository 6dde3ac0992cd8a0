import type { SituationReport } from "@chengyun/contracts";
import { type FigureId, figureNames, fillText, levelNames } from "@chengyun/kernel";
import { formatMoment, useUi } from "@chengyun/ui";
import { Button } from "antd";
import { useEffect } from "react";
import { useSituation } from "../../data/incident.ts";
import { useId } from "../../frame/go.ts";
import { DrillMark } from "../../parts/level-mark.tsx";
import { QueryView } from "../../parts/query-view.tsx";
import { FactList, Part, StageName } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";

const Sheet = ({ report }: { readonly report: SituationReport }) => {
  const t = useText();
  const { say, language, zone } = useUi();
  const r = t.command.report;
  const { incident, board } = report;
  const at = (moment: string) => formatMoment(Date.parse(moment), { language, zone });
  const by = (one: { readonly by: SituationReport["decisions"][number]["by"]; readonly at: string }) =>
    fillText(r.by, { by: say(one.by), at: at(one.at) });
  const begun = board.tasks.filter(({ kind, begunAt }) => kind !== "lesson" && begunAt !== undefined);
  useEffect(() => {
    document.title = `${r.title} ${incident.no}`;
  }, [r, incident.no]);
  return (
    <article className={incident.drill ? "paper is-drill" : "paper"} data-drill={t.command.drill}>
      <div className="paper-tools">
        <Button type="primary" onClick={() => window.print()}>
          {r.print}
        </Button>
      </div>
      <h1>
        <DrillMark drill={incident.drill} /> {say(report.cityName)} · {r.title}
      </h1>
      <FactList
        facts={[
          { name: t.command.list.event, value: say(incident.title) },
          { name: r.no, value: incident.no },
          {
            name: t.command.list.level,
            value: incident.level === undefined ? t.command.noLevel : say(levelNames[incident.level]),
          },
          { name: t.command.list.stage, value: <StageName kind="incident" stage={incident.stage} /> },
          { name: t.command.commander, value: incident.commander?.name ?? t.command.nobody },
          { name: t.command.list.told, value: at(incident.openedAt) },
          { name: r.asOf, value: at(report.at) },
        ]}
      />
      <Part title={r.overview}>
        {incident.words === undefined ? null : <p>{incident.words}</p>}
        <p>
          {incident.inputs
            .filter(({ value }) => value > 0)
            .map(({ name, value, unit }) => `${say(name)} ${Math.round(value)}${unit === undefined ? "" : ` ${unit}`}`)
            .join(t.desk.listed)}
        </p>
      </Part>
      <Part title={r.figures}>
        <p>
          {Object.entries(incident.figures)
            .map(([id, value]) => `${say(figureNames[id as FigureId])} ${value}`)
            .join(t.desk.listed) || r.none}
        </p>
      </Part>
      <Part title={r.measures}>
        <table className="paper-table">
          <thead>
            <tr>
              {[t.command.list.tasks, t.command.board.department, t.command.board.begun, t.command.list.stage].map(
                (name) => (
                  <th key={name}>{name}</th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {begun.map((task) => (
              <tr key={task.id}>
                <td>
                  {say(task.name)}
                  {task.result === undefined ? null : <span className="second"> {task.result}</span>}
                </td>
                <td>{say(task.departmentName)}</td>
                <td className="figure">{at(task.begunAt ?? task.plannedStart)}</td>
                <td>
                  <StageName kind="task" stage={task.stage} />
                  {task.late ? <b className="late-word"> {t.command.board.late}</b> : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Part>
      <Part title={r.resources}>
        <p>{report.resources.map(({ name }) => say(name)).join(t.command.listed) || r.none}</p>
      </Part>
      <Part title={r.decisions}>
        {report.decisions.length === 0 ? <p>{r.none}</p> : null}
        <ol>
          {report.decisions.map((one) => (
            <li key={`${one.at}${one.text}`}>
              {one.text} <span className="second">{by(one)}</span>
            </li>
          ))}
        </ol>
      </Part>
      <Part title={r.reported}>
        {report.reports.length === 0 ? <p>{r.none}</p> : null}
        {report.reports.map((one) => (
          <p key={`${one.at}${one.text}`}>
            <strong>{say(one.name)}</strong> {one.text} <span className="second">{by(one)}</span>
          </p>
        ))}
      </Part>
    </article>
  );
};

/** How an incident stands at this moment, on paper or as PDF by the browser's own print. */
const Situation = () => (
  <QueryView query={useSituation(useId())} rows={14}>
    {(report) => <Sheet report={report} />}
  </QueryView>
);

export default Situation;

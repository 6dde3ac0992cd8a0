import type { RiskDetail, RiskModelShape } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { formatNumber, type Series, SeriesChart, SeverityMark, useUi } from "@chengyun/ui";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { serverNow } from "../../data/clock.ts";
import { useMoves } from "../../data/flow.ts";
import { useRisk } from "../../data/risk.ts";
import { Moves } from "../../parts/moves.tsx";
import { QueryView } from "../../parts/query-view.tsx";
import { Moment } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";

interface PartProps {
  readonly risk: RiskDetail;
  readonly model: RiskModelShape | undefined;
}

/** Figures of scores have two places at most: the third says nothing to anybody. */
const digits = 2;

const Factors = ({ risk, model }: PartProps) => {
  const t = useText();
  const { say } = useUi();
  const nameOf = (id: string): string => {
    const found = model?.factors.find((factor) => factor.id === id);
    return found === undefined ? id : say(found.name);
  };
  return (
    <section>
      <h3>{t.risk.factors}</h3>
      <table className="facts">
        <tbody>
          {risk.factors.map(({ id, value }) => (
            <tr key={id}>
              <th scope="row" title={model?.factors.find((factor) => factor.id === id)?.formula}>
                {nameOf(id)}
              </th>
              <td className="figure">{formatNumber(value, digits)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {model === undefined ? null : (
        <p className="second">
          {t.risk.formula} <code>{model.score}</code>
          {model.standard === undefined ? "" : ` · ${model.standard}`}
          <br />
          {fillText(t.risk.from, {
            red: String(model.from.red),
            orange: String(model.from.orange),
            yellow: String(model.from.yellow),
          })}
        </p>
      )}
    </section>
  );
};

const Inputs = ({ risk, model }: PartProps) => {
  const t = useText();
  const { say } = useUi();
  return (
    <section>
      <h3>{t.risk.inputs}</h3>
      <table className="facts">
        <tbody>
          {risk.inputs.map(({ id, value, assumed, at }) => {
            const input = model?.inputs.find((one) => one.id === id);
            return (
              <tr key={id}>
                <th scope="row">{input === undefined ? id : say(input.name)}</th>
                <td>
                  <span className="figure">
                    {formatNumber(value, digits)} {input?.unit ?? ""}
                  </span>{" "}
                  <span className="second">
                    {assumed ? t.risk.assumed : null}
                    {at === undefined ? null : <Moment at={at} />}
                  </span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
};

const useSeries = ({ risk, model }: PartProps): Series => {
  const t = useText();
  const { say } = useUi();
  return useMemo(() => {
    const now = serverNow();
    const points = [...risk.history].reverse().map(({ at, score }) => ({ at, value: score }));
    const last = points.at(-1);
    return {
      name: risk.modelName,
      digits,
      points: last === undefined ? [] : [...points, { at: new Date(now).toISOString(), value: last.value }],
      // A score holds until the next: no gap between two of them is silence.
      everyMs: Number.MAX_SAFE_INTEGER,
      lines:
        model === undefined
          ? []
          : (["red", "orange", "yellow"] as const).map((severity) => ({ severity, value: model.from[severity] })),
      source: `${say(risk.thingName)} · ${t.risk.source}`,
      from: points[0] === undefined ? now - 3_600_000 : Date.parse(points[0].at),
      to: now,
    };
  }, [risk, model, say, t]);
};

/** Steps of the history told in words. */
const stepsTold = 12;

const History = ({ risk, model }: PartProps) => {
  const t = useText();
  const { say } = useUi();
  const series = useSeries({ risk, model });
  const nameOf = (id: string): string => {
    const found = model?.factors.find((factor) => factor.id === id);
    return found === undefined ? id : say(found.name);
  };
  return (
    <section>
      <h3>{t.risk.history}</h3>
      <SeriesChart series={series} height={150} />
      <h3>{t.risk.why}</h3>
      <ol className="risk-steps">
        {risk.history.slice(0, stepsTold).map(({ at, score, colour, why }) => (
          <li key={at}>
            <SeverityMark severity={colour} word={false} />{" "}
            <span className="figure">{formatNumber(score, digits)}</span> <Moment at={at} />
            <p className="second">
              {why.length === 0
                ? t.risk.first
                : why
                    .map(({ factor, from, to }) =>
                      fillText(t.risk.whyStep, {
                        factor: nameOf(factor),
                        from: formatNumber(from, digits),
                        to: formatNumber(to, digits),
                      }),
                    )
                    .join(" · ")}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
};

const Review = ({ risk }: Pick<PartProps, "risk">) => {
  const t = useText();
  const { data } = useMoves({ plural: "risks", id: risk.id, version: risk.version });
  const subject = { kind: "risk", plural: "risks", id: risk.id, version: risk.version };
  return (
    <section>
      <h3>{t.risk.controls}</h3>
      <p>
        {risk.controlState === undefined ? t.risk.never : t.risk.states[risk.controlState]}
        {risk.controls === undefined ? null : <span className="second"> · {risk.controls}</span>}
      </p>
      {risk.nextReview === undefined ? null : (
        <p className={risk.reviewLate ? "late" : "second"}>
          {t.risk.review} {risk.nextReview} {risk.reviewLate ? t.risk.reviewLate : null}
        </p>
      )}
      <Moves subject={subject} stage={risk.stage} offers={data?.items ?? []} quietly />
    </section>
  );
};

/** One risk: how grave, why, since when, what holds it down. */
export const RiskSheet = ({ id, models }: { readonly id: string; readonly models: readonly RiskModelShape[] }) => {
  const t = useText();
  const { say } = useUi();
  return (
    <QueryView query={useRisk(id)} rows={10}>
      {(risk) => {
        const model = models.find((one) => one.id === risk.model);
        return (
          <div className="detail detail-plain risk-sheet">
            <h2>{say(risk.thingName)}</h2>
            <p>
              <SeverityMark severity={risk.colour} />{" "}
              <strong className="figure">{formatNumber(risk.score, digits)}</strong> · {say(risk.modelName)} ·{" "}
              <span className="second">
                {t.risk.since} <Moment at={risk.since} />
              </span>
            </p>
            <p>
              <Link to={`/things/${risk.thingId}`}>{t.risk.thing}</Link>
            </p>
            <Review risk={risk} />
            <Factors risk={risk} model={model} />
            <Inputs risk={risk} model={model} />
            <History risk={risk} model={model} />
          </div>
        );
      }}
    </QueryView>
  );
};

import type { AreaRisk, RiskModelShape } from "@chengyun/contracts";
import { areaCodes, fillText } from "@chengyun/kernel";
import { Empty, SeverityMark, useUi } from "@chengyun/ui";
import { Button } from "antd";
import { useAreaRisks } from "../../data/risk.ts";
import { useAsked } from "../../frame/go.ts";
import { QueryView } from "../../parts/query-view.tsx";
import { useText } from "../../strings/text.ts";

/** The path one level up; undefined above the outermost. */
const above = (path: string): string | undefined => {
  const codes = areaCodes(path).slice(0, -1);
  return codes.length === 0 ? undefined : `${codes.join("/")}/`;
};

interface RowProps {
  readonly area: AreaRisk;
  readonly models: readonly RiskModelShape[];
  readonly onOpen: () => void;
}

const Row = ({ area, models, onOpen }: RowProps) => {
  const t = useText();
  const { say } = useUi();
  return (
    <li>
      <button type="button" className="risk-area" onClick={onOpen}>
        <span className="risk-area-name">
          <SeverityMark severity={area.colour} word={false} /> <strong>{say(area.name)}</strong>
        </span>
        {area.models.map(({ model, colour, counts }) => {
          const { red, orange, yellow, blue } = counts;
          const words = fillText(t.risk.counts, {
            red: String(red),
            orange: String(orange),
            yellow: String(yellow),
            blue: String(blue),
          });
          const name = models.find(({ id }) => id === model)?.name;
          return (
            <span key={model} className="risk-subject" title={words}>
              <SeverityMark severity={colour} word={false} />
              <span className="second">{name === undefined ? model : say(name)}</span>
              <span className="figure second">
                {red}/{orange}/{yellow}/{blue}
              </span>
            </span>
          );
        })}
      </button>
    </li>
  );
};

/** Which area is how: one line an area, one mark a subject; a click goes one level down. */
export const AreaColours = ({ models }: { readonly models: readonly RiskModelShape[] }) => {
  const t = useText();
  const [asked, ask] = useAsked();
  const area = asked["area"];
  return (
    <section className="risk-areas" aria-label={t.risk.areas}>
      <h2>{t.risk.areas}</h2>
      <p className="second">{t.risk.areasHint}</p>
      {area === undefined ? null : (
        <Button size="small" onClick={() => ask({ area: above(area) })}>
          {above(area) === undefined ? t.risk.whole : t.risk.back}
        </Button>
      )}
      <QueryView query={useAreaRisks(area)} rows={6}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t.risk.emptyAreas} hint={t.risk.emptyAreasHint} />
          ) : (
            <ul className="risk-area-list">
              {items.map((one) => (
                <Row key={one.path} area={one} models={models} onOpen={() => ask({ area: one.path })} />
              ))}
            </ul>
          )
        }
      </QueryView>
    </section>
  );
};

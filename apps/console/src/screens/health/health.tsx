import {
  CheckCircleFilled,
  CloseCircleFilled,
  ExclamationCircleFilled,
  QuestionCircleOutlined,
} from "@ant-design/icons";
import type { Output } from "@chengyun/client";
import type { Health } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { formatMoment, formatNumber, useUi } from "@chengyun/ui";
import { useHealth } from "../../data/upkeep.ts";
import { QueryView } from "../../parts/query-view.tsx";
import { useText } from "../../strings/text.ts";

type Part = Output<typeof Health>["parts"][number];

const icons = {
  well: CheckCircleFilled,
  degraded: ExclamationCircleFilled,
  down: CloseCircleFilled,
  unknown: QuestionCircleOutlined,
} as const;

const State = ({ state }: { readonly state: Part["state"] }) => {
  const t = useText();
  const Icon = icons[state];
  return (
    <span className={`health-state health-${state}`}>
      <Icon aria-hidden="true" /> {t.health[state]}
    </span>
  );
};

/** Enough digits to tell a figure, and no more. */
const digitsOf = (value: number): number => (Number.isInteger(value) ? 0 : 1);

const PartRow = ({ part }: { readonly part: Part }) => {
  const t = useText();
  const { say, language, zone } = useUi();
  return (
    <tr>
      <th scope="row">{say(part.name)}</th>
      <td>
        <State state={part.state} />
      </td>
      <td>
        {say(part.words)}
        {part.since === undefined ? null : (
          <span className="cy-faint">
            {" "}
            {fillText(t.health.since, { at: formatMoment(Date.parse(part.since), { language, zone }) })}
          </span>
        )}
      </td>
      <td>
        <ul className="health-figures">
          {part.figures.map((figure) => (
            <li key={figure.name.zh}>
              <span className="second">{say(figure.name)}</span>{" "}
              <span className="figure">
                {formatNumber(figure.value, digitsOf(figure.value))} {figure.unit ?? ""}
              </span>
            </li>
          ))}
        </ul>
      </td>
    </tr>
  );
};

/** For whoever keeps the platform running: each part, how it is, in words and figures. */
const HealthScreen = () => {
  const t = useText();
  const words = { well: t.health.allWell, degraded: t.health.someDegraded, down: t.health.someDown };
  return (
    <div className="page">
      <h1>{t.health.title}</h1>
      <QueryView query={useHealth()} rows={10}>
        {(health) => (
          <>
            <p className={`health-whole health-${health.state}`}>
              <State state={health.state} /> · {words[health.state]}
              <span className="cy-faint">
                {" "}
                {t.health.version} {health.version}
              </span>
            </p>
            <div className="scroll-x">
              <table className="health">
                <thead>
                  <tr>
                    <th scope="col">{t.health.part}</th>
                    <th scope="col">{t.what.state}</th>
                    <th scope="col">{t.health.words}</th>
                    <th scope="col">{t.health.figures}</th>
                  </tr>
                </thead>
                <tbody>
                  {health.parts.map((part) => (
                    <PartRow key={part.part} part={part} />
                  ))}
                </tbody>
              </table>
            </div>
          </>
        )}
      </QueryView>
    </div>
  );
};

export default HealthScreen;

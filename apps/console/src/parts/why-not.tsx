import type { MoveOffer } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Button, Popover } from "antd";
import { useState } from "react";
import { type FlowSubject, useExplained, useFlow } from "../data/flow.ts";
import { useText } from "../strings/text.ts";
import { QueryView } from "./query-view.tsx";

interface GroupProps {
  readonly title: string;
  readonly offers: readonly MoveOffer[];
}

/** Moves of one group, each with what stands in its way and what it asks for. */
const Group = ({ title, offers }: GroupProps) => {
  const t = useText();
  const { say, language } = useUi();
  const comma = language === "zh" ? "、" : ", ";
  if (offers.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {offers.map((offer) => (
          <div key={offer.move}>
            <dt>{say(offer.name)}</dt>
            <dd>
              <ul>
                {(offer.missing ?? []).map((reason) => (
                  <li key={reason.en}>{say(reason)}</li>
                ))}
              </ul>
              {offer.facts.every((fact) => !fact.required) ? null : (
                <span className="cy-faint">
                  {fillText(t.flow.asks, {
                    names: offer.facts.flatMap((fact) => (fact.required ? [say(fact.name)] : [])).join(comma),
                  })}
                </span>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
};

interface ReasonsProps {
  readonly kind: string;
  readonly stage: string;
  readonly offers: readonly MoveOffer[];
}

/** What one could do next and what it needs; what is another's turn; the names alone of what belongs to other stages. */
const Reasons = ({ kind, stage, offers }: ReasonsProps) => {
  const t = useText();
  const { say, language } = useUi();
  const flow = useFlow(kind);
  const fromHere = new Set(flow?.moves.filter(({ from }) => from.includes(stage)).map(({ id }) => id));
  const here = offers.filter(({ move }) => fromHere.has(move));
  const elsewhere = offers.filter(({ move }) => !fromHere.has(move));
  const name = flow?.stages.find(({ id }) => id === stage)?.name;
  return (
    <div className="why">
      <p className="cy-faint">{fillText(t.flow.whyHint, { stage: name === undefined ? stage : say(name) })}</p>
      <Group title={t.flow.whyNext} offers={here.filter(({ others }) => others !== true)} />
      <Group title={t.flow.whyOthers} offers={here.filter(({ others }) => others === true)} />
      {elsewhere.length === 0 ? null : (
        <details>
          <summary>{fillText(t.flow.whyElsewhere, { n: String(elsewhere.length) })}</summary>
          <p>{elsewhere.map((offer) => say(offer.name)).join(language === "zh" ? "、" : ", ")}</p>
        </details>
      )}
    </div>
  );
};

/** Why can't I? What can be done here and by whom, with everything that stands in its way. */
export const WhyNot = ({ subject, stage }: { readonly subject: FlowSubject; readonly stage: string }) => {
  const t = useText();
  const [open, setOpen] = useState(false);
  const query = useExplained(subject, open);
  return (
    <Popover
      trigger="click"
      open={open}
      onOpenChange={setOpen}
      placement="bottomLeft"
      content={
        <QueryView query={query}>
          {({ items }) => <Reasons kind={subject.kind} stage={stage} offers={items} />}
        </QueryView>
      }
    >
      <Button type="link" size="small">
        {t.flow.why}
      </Button>
    </Popover>
  );
};

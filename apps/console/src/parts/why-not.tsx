import type { MoveOffer } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Button, Popover } from "antd";
import { useState } from "react";
import { type FlowSubject, useExplained } from "../data/flow.ts";
import { useText } from "../strings/text.ts";
import { QueryView } from "./query-view.tsx";

interface ReasonsProps {
  readonly offers: readonly MoveOffer[];
}

/** Each move that can't be made, and everything that stands in its way. */
const Reasons = ({ offers }: ReasonsProps) => {
  const t = useText();
  const { say, language } = useUi();
  const comma = language === "zh" ? "、" : ", ";
  return (
    <div className="why">
      <p className="cy-faint">{t.flow.whyHint}</p>
      <dl>
        {[...offers.filter((offer) => offer.others !== true), ...offers.filter((offer) => offer.others === true)]
          .filter((offer) => offer.missing !== undefined)
          .map((offer) => (
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
    </div>
  );
};

/** Why can't I? Every move of the flow that is not possible now, with all its reasons. */
export const WhyNot = ({ subject }: { readonly subject: FlowSubject }) => {
  const t = useText();
  const [open, setOpen] = useState(false);
  const query = useExplained(subject, open);
  return (
    <Popover
      trigger="click"
      open={open}
      onOpenChange={setOpen}
      placement="bottomLeft"
      content={<QueryView query={query}>{({ items }) => <Reasons offers={items} />}</QueryView>}
    >
      <Button type="link" size="small">
        {t.flow.why}
      </Button>
    </Popover>
  );
};

import type { Case } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { formatMoment, useUi } from "@chengyun/ui";
import { Alert } from "antd";
import { useText } from "../strings/text.ts";

/** What was asked for and waits: what, by whom, until when it would be, and who decides. */
export const CasePending = ({ subject }: { readonly subject: Pick<Case, "pending"> }) => {
  const t = useText();
  const { say, language, zone } = useUi();
  const comma = language === "zh" ? "、" : ", ";
  const time = (at: string) => formatMoment(Date.parse(at), { language, zone });
  return subject.pending.map(({ move, name, at, by, reason, until, deciders }) => (
    <Alert
      key={move}
      className="case-pending"
      type="warning"
      showIcon
      title={fillText(t.flow.pending, { name: say(name), by, at: time(at) })}
      description={[
        until === undefined ? undefined : fillText(t.flow.pendingUntil, { until: time(until) }),
        reason === undefined ? undefined : fillText(t.flow.pendingReason, { reason }),
        fillText(t.flow.pendingBy, { roles: deciders.map(say).join(comma) }),
      ]
        .filter((words) => words !== undefined)
        .join(language === "zh" ? "；" : "; ")}
    />
  ));
};

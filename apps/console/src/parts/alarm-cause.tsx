import type { Alarm } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Alert } from "antd";
import { useText } from "../strings/text.ts";

interface AlarmCauseProps {
  readonly alarm: Pick<Alarm, "ruleName" | "valueText">;
}

/** The fact behind a case: which rule, at which value. */
export const AlarmCause = ({ alarm }: AlarmCauseProps) => {
  const { say } = useUi();
  return (
    <>
      {say(alarm.ruleName)}
      <span className="figure"> · {say(alarm.valueText)}</span>
    </>
  );
};

/** Says to whoever is about to verify or close that the condition still holds. */
export const StandingWarning = ({ alarms }: { readonly alarms: readonly Alarm[] }) => {
  const t = useText();
  const { say } = useUi();
  return alarms.map((alarm) => (
    <Alert
      key={alarm.id}
      className="form-fault"
      type="warning"
      showIcon
      title={fillText(t.move.alarmStands, { value: say(alarm.valueText) })}
    />
  ));
};

import { formatNear, useUi } from "@chengyun/ui";
import { useState } from "react";
import { toSentence } from "../data/api.ts";
import { serverNow } from "../data/clock.ts";
import { goOffDuty, goOnDuty } from "../data/duty.ts";
import { usePlace } from "../data/place.ts";
import { useField } from "../data/state.ts";
import { fill } from "../strings/fill.ts";
import { useText } from "../strings/text.ts";

/** Going on and off duty: what sharing one's place means is said before it begins. */
export const Duty = () => {
  const t = useText();
  const { language, zone } = useUi();
  const { duty, online } = useField();
  const { here } = usePlace();
  const [fault, setFault] = useState<string>();
  const run = async (way: () => Promise<void>): Promise<void> => {
    setFault(undefined);
    await way().catch((problem: unknown) => setFault(toSentence(problem)));
  };
  const since = duty?.since === undefined ? undefined : Date.parse(duty.since);
  return (
    <section className="duty" aria-label={t.me.duty}>
      <p>
        {since === undefined
          ? t.me.dutyOff
          : fill(t.me.dutyOn, { at: formatNear(since, serverNow(), { language, zone }) })}
      </p>
      {online ? null : <p className="hint">{t.me.needNet}</p>}
      {since === undefined && here === undefined ? <p className="hint">{t.me.needPlace}</p> : null}
      <button
        type="button"
        className={since === undefined ? "button button-main" : "button"}
        disabled={!online || (since === undefined && here === undefined)}
        onClick={() => void run(since === undefined ? goOnDuty : goOffDuty)}
      >
        {since === undefined ? t.me.goOn : t.me.goOff}
      </button>
      {fault === undefined ? null : (
        <p className="alert" role="alert">
          {fault}
        </p>
      )}
    </section>
  );
};

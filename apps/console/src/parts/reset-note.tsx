import { fillText } from "@chengyun/kernel";
import { Button } from "antd";
import { useMe, useResetsSeen } from "../data/session.ts";
import { useText } from "../strings/text.ts";
import { Moment } from "./words.tsx";

/** What somebody else reset of the own way in, until it was seen: who did not ask for it tells the auditor. */
export const ResetNote = () => {
  const t = useText().access;
  const { data: me } = useMe();
  const seen = useResetsSeen();
  const resets = me?.resets ?? [];
  if (resets.length === 0) return null;
  return (
    <div className="journal-stop" role="alert">
      <span>
        {resets.map(({ what, at, by }) => (
          <span key={`${what} ${at}`}>
            <strong>{fillText(t.reset[what], { by })}</strong> <Moment at={at} />{" "}
          </span>
        ))}
        {t.resetHint}
      </span>
      <Button size="small" loading={seen.isPending} onClick={() => seen.mutate()}>
        {t.resetSeen}
      </Button>
    </div>
  );
};

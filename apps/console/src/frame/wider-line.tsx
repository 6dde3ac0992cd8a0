import { useMe } from "../data/session.ts";
import { MoveButton } from "../parts/move-button.tsx";
import { WiderWhat } from "../parts/wider-what.tsx";
import { Moment } from "../parts/words.tsx";
import { useText } from "../strings/text.ts";

/** The line across every screen while somebody acts with a wider reach than their post's. */
export const WiderLine = () => {
  const t = useText().access;
  const { data: me } = useMe();
  const wider = me?.wider;
  if (wider === undefined) return null;
  return (
    <div className="journal-stop" role="alert">
      <span>
        <strong>{t.widerNow}</strong> <WiderWhat reach={wider} /> · {t.until} <Moment at={wider.until} /> · {t.recorded}
      </span>
      <MoveButton
        move="end"
        stage={wider.stage}
        subject={{ kind: "wider-reach", plural: "wider-reaches", id: wider.id, version: wider.version }}
      />
    </div>
  );
};

import { CountStrip } from "@chengyun/ui";
import { useMay } from "../data/session.ts";
import { useStrip } from "../data/upkeep.ts";
import { useText } from "../strings/text.ts";

/** What happened in the last 24 hours, under every screen; what one may not read is left out, not told as nothing. */
export const TimeStrip = () => {
  const t = useText();
  const may = useMay();
  const { data } = useStrip(24);
  const rows = [
    { id: "alarms", name: t.frame.alarms, counts: data?.alarms ?? [], by: "alarms.read" },
    { id: "reports", name: t.frame.reports, counts: data?.reports ?? [], by: "cases.read" },
    { id: "cases", name: t.frame.cases, counts: data?.cases ?? [], by: "cases.read" },
  ].filter(({ by }) => may(by));
  if (rows.length === 0) return null;
  if (data === undefined) return <footer className="strip" />;
  return (
    <footer className="strip">
      <CountStrip label={t.frame.strip} from={Date.parse(data.from)} sliceMs={data.sliceMs} rows={rows} />
    </footer>
  );
};

import { CountStrip } from "@chengyun/ui";
import { useStrip } from "../data/upkeep.ts";
import { useText } from "../strings/text.ts";

/** What happened in the last 24 hours, under every screen. */
export const TimeStrip = () => {
  const t = useText();
  const { data } = useStrip(24);
  if (data === undefined) return <footer className="strip" />;
  const rows = [
    { id: "alarms", name: t.frame.alarms, counts: data.alarms },
    { id: "reports", name: t.frame.reports, counts: data.reports },
    { id: "cases", name: t.frame.cases, counts: data.cases },
  ];
  return (
    <footer className="strip">
      <CountStrip label={t.frame.strip} from={Date.parse(data.from)} sliceMs={data.sliceMs} rows={rows} />
    </footer>
  );
};

import type { Alarm, Evidence, Stream } from "@chengyun/contracts";
import { type Series, SeriesChart, useUi } from "@chengyun/ui";
import { useMemo } from "react";
import { useEvidence } from "../data/alarm.ts";
import { useStreams } from "../data/sensing.ts";
import { useText } from "../strings/text.ts";
import { QueryView } from "./query-view.tsx";

/** One reading alone is shown in its half hour. */
const leastSpanMs = 1_800_000;

const toSpan = (from: number, to: number): Pick<Series, "from" | "to"> => {
  const missing = Math.max(0, leastSpanMs - (to - from));
  return { from: from - missing / 2, to: to + missing / 2 };
};

interface ChartOfEvidenceProps {
  readonly alarm: Alarm;
  readonly evidence: Evidence;
  readonly stream: Stream | undefined;
}

const ChartOfEvidence = ({ alarm, evidence, stream }: ChartOfEvidenceProps) => {
  const t = useText();
  const { say } = useUi();
  const series = useMemo<Series>(
    () => ({
      name: stream?.name ?? alarm.ruleName,
      unit: stream?.unit ?? alarm.unit,
      digits: stream?.digits ?? 1,
      states: stream?.states,
      everyMs: stream?.everyMs,
      points: evidence.readings,
      lines: evidence.thresholds,
      source: `${say(alarm.thingName)} · ${t.alarm.evidenceSource}`,
      ...toSpan(Date.parse(evidence.from), Date.parse(evidence.to)),
    }),
    [alarm, evidence, stream, say, t],
  );
  return <SeriesChart series={series} height={170} />;
};

/** The readings that raised an alarm, with the thresholds they passed. */
export const EvidenceChart = ({ alarm }: { readonly alarm: Alarm }) => {
  const evidence = useEvidence(alarm.id);
  const streams = useStreams(alarm.thingId);
  const stream = streams.data?.items.find((each) => each.no === alarm.streamNo);
  return (
    <QueryView query={evidence} rows={4}>
      {(data) => <ChartOfEvidence alarm={alarm} evidence={data} stream={stream} />}
    </QueryView>
  );
};

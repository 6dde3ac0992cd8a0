import type { Stream, Thing } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { type Series, SeriesChart, SeverityMark, useUi } from "@chengyun/ui";
import { Link } from "@tanstack/react-router";
import { Segmented } from "antd";
import { useMemo } from "react";
import { useAlarmsOfThing } from "../../data/alarm.ts";
import { useThing } from "../../data/atlas.ts";
import { useCasesOfThing } from "../../data/case.ts";
import { useNowStep } from "../../data/clock.ts";
import { useReadings, useStreams } from "../../data/sensing.ts";
import { useMay } from "../../data/session.ts";
import { useAsked, useGo, useId } from "../../frame/go.ts";
import { LiveMap } from "../../parts/live-map.tsx";
import { QueryView } from "../../parts/query-view.tsx";
import { LatestValue, Neighbours, ThingFacts, ThingHead, toSeriesLines } from "../../parts/thing-parts.tsx";
import { Moment, Part, StageName } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";

const hourMs = 3_600_000;
const windows = { h6: 6, h24: 24, d7: 168, d30: 720 } as const;
type Window = keyof typeof windows;

const toWindow = (text: string | undefined): Window =>
  text !== undefined && text in windows ? (text as Window) : "h24";

interface StreamChartProps {
  readonly thing: Thing;
  readonly stream: Stream;
  readonly from: number;
  readonly to: number;
}

/** One stream on the axis all streams of the thing share. */
const StreamChart = ({ thing, stream, from, to }: StreamChartProps) => {
  const t = useText();
  const { say } = useUi();
  const readings = useReadings(stream, from, to);
  const series = useMemo<Series>(
    () => ({
      name: stream.name,
      unit: stream.unit,
      digits: stream.digits,
      states: stream.states,
      everyMs: readings.data?.level === "raw" ? stream.everyMs : undefined,
      points: readings.data?.points ?? [],
      lines: toSeriesLines(stream),
      source: fillText(t.things.source, {
        device: say(thing.name),
        level: t.things.level[readings.data?.level ?? "raw"],
      }),
      from,
      to,
    }),
    [stream, readings.data, thing, from, to, say, t],
  );
  return (
    <div className="stream">
      <div className="stream-head">
        <span>{say(stream.name)}</span>
        <LatestValue stream={stream} />
      </div>
      <QueryView query={readings} rows={3}>
        {() => <SeriesChart series={series} height={130} />}
      </QueryView>
    </div>
  );
};

const Streams = ({ thing }: { readonly thing: Thing }) => {
  const t = useText();
  const [asked, ask] = useAsked();
  const window = toWindow(asked["window"]);
  const now = useNowStep(60_000);
  const streams = useStreams(thing.id);
  const from = now - windows[window] * hourMs;
  return (
    <Part
      title={t.things.streams}
      extra={
        <Segmented
          size="small"
          aria-label={t.things.window}
          value={window}
          onChange={(next) => ask({ window: next === "h24" ? undefined : next })}
          options={(Object.keys(windows) as Window[]).map((each) => ({ value: each, label: t.things[each] }))}
        />
      }
    >
      <QueryView query={streams} rows={6}>
        {(data) =>
          data.items.length === 0 ? (
            <p className="cy-faint">{t.things.noStreams}</p>
          ) : (
            data.items.map((stream) => (
              <StreamChart key={stream.id} thing={thing} stream={stream} from={from} to={now + 60_000} />
            ))
          )
        }
      </QueryView>
    </Part>
  );
};

const CaseRecords = ({ id }: { readonly id: string }) => {
  const t = useText();
  const { say } = useUi();
  return (
    <Part title={t.things.cases}>
      <QueryView query={useCasesOfThing(id)} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="cy-faint">{t.things.noCases}</p>
          ) : (
            items.map((row) => (
              <Link key={row.id} className="row-link" to={`/cases/${row.id}`}>
                <SeverityMark severity={row.severity} word={false} />
                <span className="row-main">{say(row.title)}</span>
                <StageName kind="case" stage={row.stage} />
                <Moment at={row.openedAt} />
              </Link>
            ))
          )
        }
      </QueryView>
    </Part>
  );
};

const AlarmRecords = ({ id }: { readonly id: string }) => {
  const t = useText();
  const { say } = useUi();
  return (
    <Part title={t.things.alarms}>
      <QueryView query={useAlarmsOfThing(id)} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="cy-faint">{t.things.noAlarms}</p>
          ) : (
            items.map((alarm) => (
              <Link
                key={alarm.id}
                className="row-link"
                to="/alarms"
                search={{ alarm: alarm.id, open: "false" } as never}
              >
                <SeverityMark severity={alarm.severity} word={false} />
                <span className="row-main">{say(alarm.ruleName)}</span>
                <span>{t.what[alarm.stage]}</span>
                <Moment at={alarm.startedAt} />
              </Link>
            ))
          )
        }
      </QueryView>
    </Part>
  );
};

/** For whoever must judge one thing: where, what, whose, how it is, what it measured, what came of it; of all that, what they may see. */
const ThingScreen = () => {
  const t = useText();
  const id = useId();
  const go = useGo();
  const may = useMay();
  const selection = useMemo(() => ({ kind: "thing", id }) as const, [id]);
  return (
    <QueryView query={useThing(id)} rows={12}>
      {(thing) => (
        <div className="page page-two">
          <div className="page-main">
            <ThingHead thing={thing} />
            {may("readings.read") ? <Streams thing={thing} /> : null}
          </div>
          <div className="page-side">
            <div className="page-map">
              <LiveMap
                selection={selection}
                near={thing.position}
                onSelect={(next) => next && go(next.kind === "case" ? `/cases/${next.id}` : `/things/${next.id}`)}
              />
            </div>
            <ThingFacts thing={thing} />
            <Part title={t.what.neighbours}>
              <Neighbours thing={thing} />
            </Part>
            {may("cases.read") ? <CaseRecords id={id} /> : null}
            {may("alarms.read") ? <AlarmRecords id={id} /> : null}
          </div>
        </div>
      )}
    </QueryView>
  );
};

export default ThingScreen;

import { BellOutlined, SoundOutlined } from "@ant-design/icons";
import type { CaseRow, TaskRow } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { toTimeLeft } from "@chengyun/ui";
import { Button } from "antd";
import { useMemo } from "react";
import { useOpenAlarms } from "../../data/alarm.ts";
import { useJointTasks, useOpenCases } from "../../data/case.ts";
import { asOf, useNowStep } from "../../data/clock.ts";
import { useFlow } from "../../data/flow.ts";
import { graveAlarms, isMine, toJoint, toQueue, wasHandedBackBy } from "../../data/queue.ts";
import { useMay, useMe } from "../../data/session.ts";
import { useAsked } from "../../frame/go.ts";
import { LiveMap } from "../../parts/live-map.tsx";
import { useMapPlace } from "../../parts/map-place.ts";
import { QueryView } from "../../parts/query-view.tsx";
import { changeSettings, useSettings } from "../../settings.ts";
import { useText } from "../../strings/text.ts";
import { useAlarmSound } from "./alarm-sound.ts";
import { Detail } from "./detail.tsx";
import { useFreshAlarms } from "./fresh.ts";
import { Panes } from "./panes.tsx";
import { QueueList } from "./queue-list.tsx";
import { readSelection, type Selection, toMapSelection, writeSelection } from "./selection.ts";
import { Situation } from "./situation.tsx";

interface QueueHeadProps {
  readonly cases: number;
  readonly late: number;
  readonly raised: number;
  /** How many wait for this person; absent for those who watch over everything. */
  readonly mine: number | undefined;
}

/** English tells one from many. */
const countWords = (n: number, one: string, many: string): string => (n === 1 ? one : fillText(many, { n: String(n) }));

/** The whole situation in one line: how many, how many late, how many nobody took. */
const QueueHead = ({ cases, late, raised, mine }: QueueHeadProps) => {
  const t = useText();
  const { sound } = useSettings();
  return (
    <header className="queue-head">
      {mine === undefined ? null : <strong className="figure">{fillText(t.duty.toDo, { n: String(mine) })}</strong>}
      <span className="figure">{countWords(cases, t.duty.oneCase, t.duty.openCases)}</span>
      {late === 0 ? null : <strong className="late figure">{fillText(t.duty.late, { n: String(late) })}</strong>}
      {raised === 0 ? null : (
        <span className="figure">{countWords(raised, t.duty.oneToAcknowledge, t.duty.toAcknowledge)}</span>
      )}
      <Button
        type="text"
        size="small"
        icon={sound ? <SoundOutlined /> : <BellOutlined />}
        aria-pressed={sound}
        aria-label={sound ? t.duty.soundOff : t.duty.soundOn}
        title={sound ? t.duty.soundOff : t.duty.soundOn}
        onClick={() => changeSettings({ sound: !sound })}
      />
    </header>
  );
};

/** Open cases without those that the own department handed back. */
const useOwnOpen = (cases: readonly CaseRow[] | undefined): readonly CaseRow[] => {
  const may = useMay();
  const { data: me } = useMe();
  const own = may("tasks.own") ? me?.post.departmentId : undefined;
  return useMemo(() => (cases ?? []).filter((row) => !wasHandedBackBy(row, own)), [cases, own]);
};

/** The cases whose next move is this person's; undefined for who dispatches, and so watches over everything. */
const useMine = (
  cases: readonly CaseRow[] | undefined,
  joint: ReadonlyMap<string, TaskRow>,
): ReadonlySet<string> | undefined => {
  const may = useMay();
  const flow = useFlow("case");
  const { data: me } = useMe();
  const watches = may("cases.dispatch");
  return useMemo(() => {
    if (watches || flow === undefined || !me) return undefined;
    return new Set((cases ?? []).filter((row) => joint.has(row.id) || isMine(row, flow, me)).map(({ id }) => id));
  }, [watches, flow, me, cases, joint]);
};

/** For the duty officer at 03:00: what is wrong now, where, who has it, how late. */
const Duty = () => {
  const t = useText();
  const may = useMay();
  const [asked, ask] = useAsked();
  const { sound } = useSettings();
  const cases = useOpenCases();
  const open = useOwnOpen(cases.data);
  const alarms = useOpenAlarms(may("alarms.read"));
  const now = useNowStep(10_000);
  const seesAllCases = !may("tasks.own");
  const items = useMemo(() => toQueue(open, alarms.data ?? [], seesAllCases), [open, alarms.data, seesAllCases]);
  const tasks = useJointTasks(may("tasks.own"));
  const joint = useMemo(() => toJoint(tasks.data?.items ?? []), [tasks.data]);
  const mine = useMine(cases.data, joint);
  const fresh = useFreshAlarms(alarms.data);
  const { camera, goal } = useMapPlace(false);
  useAlarmSound(sound && graveAlarms(alarms.data ?? []).length > 0);
  const selection = readSelection(asked["select"]);
  const select = (next: Selection | undefined): void => ask({ select: writeSelection(next) });
  const heardAt = cases.dataUpdatedAt;
  const late = open.filter(({ clock }) => clock !== undefined && toTimeLeft(clock, now, asOf(heardAt)).late).length;
  const raised = (alarms.data ?? []).filter((alarm) => alarm.stage === "raised").length;
  const mapSelection = useMemo(
    () => toMapSelection(readSelection(asked["select"]), alarms.data ?? []),
    [asked, alarms.data],
  );
  const pulses = useMemo(() => fresh.map((alarm) => alarm.thingId), [fresh]);
  return (
    <>
      <h1 className="cy-hidden">{t.screens.duty}</h1>
      <Panes
        queue={
          <div className="queue-pane">
            <QueueHead cases={open.length} late={late} raised={raised} mine={mine?.size} />
            <div className="queue-scroll">
              <QueryView query={cases} rows={12} still={t.duty.queueStill}>
                {() => (
                  <QueueList
                    items={items}
                    mine={mine}
                    joint={joint}
                    selection={selection}
                    onSelect={select}
                    fresh={new Set(fresh.map((alarm) => alarm.id))}
                    heardAt={heardAt}
                  />
                )}
              </QueryView>
            </div>
          </div>
        }
        map={(padRight) => (
          <LiveMap
            selection={mapSelection}
            onSelect={select}
            padRight={padRight}
            pulses={pulses}
            camera={camera}
            goal={goal}
          />
        )}
        detail={
          selection === undefined ? undefined : <Detail selection={selection} onClose={() => select(undefined)} />
        }
        empty={<Situation cases={cases.data ?? []} alarms={alarms.data ?? []} heardAt={heardAt} onSelect={select} />}
      />
    </>
  );
};

export default Duty;

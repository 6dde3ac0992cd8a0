import { atLeast, exactly, type Fault, type FaultFigure, none, speed, within } from "./fault.ts";
import { type OverloadSeen, overloadCity } from "./overload.ts";
import { openSmallCity } from "./small-city.ts";

const figuresOf = (seen: OverloadSeen, long: boolean): FaultFigure[] => [
  ...seen.floods.map(({ times, pressure }) =>
    speed(atLeast(`${times} ×: sent, of the capacity`, pressure, Math.round(times * 7) / 10, "×"), long),
  ),
  ...seen.floods.map(({ times, goodput }) =>
    speed(atLeast(`${times} ×: acknowledged, of the capacity`, goodput, 0.8, "×"), long),
  ),
  none("acknowledged and not stored", seen.lost),
  none("stored twice", seen.doubled),
  atLeast("refused over HTTP and told to come again", seen.told, 1),
  none("refused without saying when to come again", seen.untold),
  atLeast("readings held back over MQTT, unacknowledged", seen.floods.at(-1)?.withheld ?? 0, 1),
  atLeast("the alarm about ourselves before the first refusal", seen.aheadMs, 0, "ms"),
  exactly("notice of it to whoever looks after the platform", Number(seen.noticed), 1),
  exactly("health says degraded, at 3 × and 10 ×", seen.under.filter(({ health }) => health === "degraded").length, 2),
  exactly("the console's line says so, at 3 × and 10 ×", seen.under.filter(({ line }) => line !== "calm").length, 2),
  exactly(
    "history of a month put off (503, Retry-After)",
    seen.under.filter(({ history }) => history.status === 503 && history.after !== null).length,
    2,
  ),
  exactly("a change made meanwhile", seen.under.filter(({ command }) => command).length, 2),
  within("calm again after the load", seen.recoverySeconds, 30),
  within("most memory of the ingest process", seen.peakMb, seen.memoryMb, "MB"),
];

/** F10: more comes in than can be taken. */
const overload: Fault = {
  what: "3 × and 10 × of what the city can take, its disk slow and its queue short",
  run: async ({ long, tell }) => {
    return figuresOf(await overloadCity(await openSmallCity(), { seconds: long ? 30 : 6, tell }), long);
  },
};

/** Faults of too much coming in, by id. */
export const overloadFaults: Readonly<Record<string, Fault>> = { F10: overload };

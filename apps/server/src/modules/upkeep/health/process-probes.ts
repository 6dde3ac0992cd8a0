import type { PartHealth } from "@chengyun/contracts";
import type { Label } from "@chengyun/kernel";
import type { ProcessState } from "../../../platform/child.ts";
import type { Reactor } from "../../../platform/reactor.ts";
import { figure, type State, toHealth, type Watched } from "./model.ts";

export const processes = { part: "processes", name: { zh: "进程", en: "Processes" } } as const;
export const reactions = { part: "reactions", name: { zh: "自动处理", en: "Reactions" } } as const;

/** For this long after it came back a restarted process is looked at with suspicion. */
const suspicionMs = 300_000;

const names: Readonly<Record<string, Label>> = {
  database: { zh: "数据库进程", en: "Database process" },
  ingest: { zh: "接入进程", en: "Ingest process" },
  api: { zh: "接口进程", en: "API process" },
  simulator: { zh: "模拟器", en: "Simulator" },
};

const processSays = (process: ProcessState, now: number): { state: State; words: Label } => {
  if (process.state === "down")
    return {
      state: "down",
      words: { zh: "进程已停止，正在自动重启。", en: "It has stopped and is being started again." },
    };
  if (process.state === "starting") return { state: "degraded", words: { zh: "正在启动。", en: "It is starting." } };
  if (process.restarts > 0 && now - Date.parse(process.since) < suspicionMs)
    return { state: "degraded", words: { zh: "刚刚重启过。", en: "It was restarted a moment ago." } };
  return { state: "well", words: { zh: "运行正常。", en: "It is running." } };
};

/** Every process the supervisor keeps. */
export const probeProcesses = async ({ seed }: Watched): Promise<readonly PartHealth[]> => {
  const { clock, deployment } = seed();
  const list = deployment.vitals.processes();
  if (list.length === 0)
    return [
      toHealth(processes, {
        state: "unknown",
        words: {
          zh: "没有主进程看护，进程停止后不会自动重启。",
          en: "No supervisor watches over the processes: what stops is not started again.",
        },
      }),
    ];
  return list.map((process) => ({
    ...toHealth(
      { part: `process.${process.name}`, name: names[process.name] ?? { zh: process.name, en: process.name } },
      {
        ...processSays(process, clock.real().getTime()),
        figures: [figure({ zh: "重启次数", en: "Restarts" }, process.restarts)],
      },
    ),
    since: process.since,
  }));
};

/** More than this is not worked off within seconds. */
const manyBehind = 1_000;
/** A reaction that came no further for this long is failing. */
const stuckMs = 60_000;

type Lag = Pick<Awaited<ReturnType<Reactor["lag"]>>[number], "name" | "position" | "behind">;

/** Remembers where each reaction stood, and tells which ones stand still although there is work. */
export const createStuckWatch = () => {
  const seen = new Map<string, { position: number; since: number }>();
  return (lags: readonly Lag[], now: number): string[] =>
    lags
      .filter(({ name, position, behind }) => {
        const before = seen.get(name);
        if (behind === 0 || before?.position !== position) {
          seen.set(name, { position, since: now });
          return false;
        }
        return now - before.since > stuckMs;
      })
      .map(({ name }) => name);
};

/** How far each reaction is behind the journal, and whether one fails again and again. */
export const createReactionProbe = ({ seed, reactor }: Watched) => {
  const listStuck = createStuckWatch();
  return async (): Promise<PartHealth> => {
    const lags = await reactor.lag();
    const stuck = listStuck(lags, seed().clock.real().getTime());
    // Names only where something waits: a list of what keeps up tells an operator nothing.
    const figures = [
      figure({ zh: "待处理", en: "Waiting" }, Math.max(0, ...lags.map(({ behind }) => behind))),
      ...lags
        .filter(({ behind }) => behind > 0)
        .map(({ name, behind }) => figure({ zh: `${name} 落后`, en: `${name} behind` }, behind)),
    ];
    if (stuck.length > 0)
      return toHealth(reactions, {
        state: "degraded",
        words: {
          zh: `自动处理停滞，系统在反复重试：${stuck.join("、")}。`,
          en: `These stand still and are tried again and again: ${stuck.join(", ")}.`,
        },
        figures,
      });
    const parked = lags.filter((lag) => lag.parked > 0).map(({ name }) => name);
    if (parked.length > 0)
      return toHealth(reactions, {
        state: "degraded",
        words: {
          zh: `有条目多次处理失败，已搁置，重启时重试：${parked.join("、")}。`,
          en: `Entries failed again and again and were set aside; a restart tries them once more: ${parked.join(", ")}.`,
        },
        figures,
      });
    return lags.some(({ behind }) => behind > manyBehind)
      ? toHealth(reactions, {
          state: "degraded",
          words: {
            zh: "自动处理积压，由报警生成案卷等会延迟。",
            en: "Reactions are behind: cases of alarms and notices come late.",
          },
          figures,
        })
      : toHealth(reactions, {
          state: "well",
          words: { zh: "自动处理及时。", en: "Reactions keep up." },
          figures,
        });
  };
};

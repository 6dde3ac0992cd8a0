import type { PartHealth } from "@chengyun/contracts";
import type { Label } from "@chengyun/kernel";
import type { ProcessState } from "./child.ts";
import { createMetrics, type Metrics } from "./metrics.ts";

/** Finds out how a part fares, or how each of several does. */
export type Probe = () => Promise<PartHealth | readonly PartHealth[]>;

/** How this process and what it depends on fare. */
export interface Vitals {
  /** Adds a probe; its name is said when it cannot answer itself. */
  readonly add: (part: { readonly part: string; readonly name: Label }, probe: Probe) => void;
  /** Asks every probe at once; one that fails or takes longer answers "unknown", with a sentence. */
  readonly readAll: (
    timeoutMs: number,
    onFault?: (part: string, error: unknown) => void,
  ) => Promise<readonly PartHealth[]>;
  /** What the supervisor said last about all processes. */
  readonly setProcesses: (processes: readonly ProcessState[]) => void;
  readonly processes: () => readonly ProcessState[];
  readonly metrics: Metrics;
}

const hung: Label = { zh: "在限定时间内没有应答。", en: "It did not answer in time." };
const failed: Label = { zh: "查询失败，状态不明。", en: "Asking failed; its state is not known." };

/** What some work answers, or undefined when it takes too long. */
export const within = async <Result>(timeoutMs: number, work: Promise<Result>): Promise<Result | undefined> => {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), timeoutMs);
  });
  try {
    return await Promise.race([work, patience]);
  } finally {
    clearTimeout(timer);
  }
};

/** Makes the vitals of one process, without probes. */
export const createVitals = (): Vitals => {
  const probes: { part: string; name: Label; probe: Probe }[] = [];
  const states = new Map<string, { state: PartHealth["state"]; since: string }>();
  let processes: readonly ProcessState[] = [];

  /** Since when it has been as it is, as far as this process saw. */
  const withSince = (health: PartHealth): PartHealth => {
    const known = states.get(health.part);
    const seen = known?.state === health.state ? known : { state: health.state, since: new Date().toISOString() };
    states.set(health.part, seen);
    return { since: seen.since, ...health };
  };
  return {
    add: ({ part, name }, probe) => {
      probes.push({ part, name, probe });
    },
    readAll: async (timeoutMs, onFault) => {
      const ask = async ({ part, name, probe }: (typeof probes)[number]): Promise<readonly PartHealth[]> => {
        const silent = { part, name, state: "unknown" as const, figures: [] };
        try {
          const answer = await within(timeoutMs, probe());
          return answer === undefined ? [{ ...silent, words: hung }] : [answer].flat();
        } catch (error) {
          // Whatever a probe trips over must not hide how the others fare.
          onFault?.(part, error);
          return [{ ...silent, words: failed }];
        }
      };
      return (await Promise.all(probes.map(ask))).flat().map(withSince);
    },
    setProcesses: (list) => {
      processes = list;
    },
    processes: () => processes,
    metrics: createMetrics(),
  };
};

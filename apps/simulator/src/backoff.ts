import { setTimeout as sleep } from "node:timers/promises";

/** Waits before the next try: doubling from half a second to twenty, with a little chance so that devices spread. */
export const pauseMs = (tries: number): number =>
  Math.min(20_000, 500 * 2 ** Math.min(tries, 10)) * (0.75 + 0.5 * Math.random());

/** Does something until it works or the signal ends it; each failure is told. */
export const persist = async <Result>(
  work: () => Promise<Result>,
  signal: AbortSignal,
  onFail: (fault: Error, tries: number) => void,
): Promise<Result> => {
  for (let tries = 0; ; tries += 1) {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (fault) {
      if (!(fault instanceof Error)) throw fault;
      onFail(fault, tries);
      await sleep(pauseMs(tries), undefined, { signal });
    }
  }
};

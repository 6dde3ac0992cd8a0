import { ProblemError } from "@chengyun/client";
import type { CityClock } from "../city-clock.ts";
import type { Log } from "../log.ts";
import { Citizens } from "./citizens.ts";
import { Desk, type Staff } from "./desk.ts";
import { signInAll, type Worker } from "./people.ts";
import type { Town } from "./plan.ts";

/** What life needs of the rest. */
export interface LifeOptions {
  readonly url: string;
  readonly key: string;
  readonly town: Town;
  /** One-click entries of the demo city. */
  readonly entries: readonly string[];
  readonly clock: CityClock;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** The colleague at the desk; whoever tries the city out has the chair of the first. */
const secondOfficer = "second-officer";
/** In real time: often enough for a clock that races, seldom enough for a machine that has other things to do. */
const slowestMs = 10_000;
const fastestMs = 1_000;
/** City time between two looks, as far as the beat allows. */
const cityStepMs = 60_000;
const reportEveryMs = 3_600_000;

const staffOf = (workers: readonly Worker[]): Staff | undefined => {
  const officer = workers.find(({ entry }) => entry === secondOfficer);
  const verifiers = workers.filter(({ role }) => role === "verifier");
  const crews = new Map(workers.filter(({ role }) => role === "handler").map((one) => [one.departmentId, one]));
  return officer === undefined || verifiers.length === 0 ? undefined : { officer, verifiers, crews };
};

const isSessionOver = (fault: unknown): boolean => fault instanceof ProblemError && fault.problem.status === 401;

/** Lets people live in the city until the signal ends it. */
export const startLife = async (options: LifeOptions): Promise<void> => {
  const { url, key, town, entries, clock, log, signal } = options;
  const citizens = new Citizens({ url, key, town }, clock.now() - 20 * 60_000);
  const open = async (): Promise<Desk | undefined> => {
    const staff = staffOf(await signInAll(url, entries));
    return staff === undefined ? undefined : new Desk(staff);
  };
  let desk = await open();
  if (desk === undefined)
    log("warn", `nobody at the desk: the city offers no entry ${secondOfficer}; citizens report alone`);
  let told = clock.now();
  const tellSteps = (now: number): void => {
    if (now - told < reportEveryMs) return;
    told = now;
    const steps = [...(desk?.taken ?? [])].map(([move, times]) => `${move} ${times}`).join(", ");
    log("info", `life: ${citizens.told} reports told; ${steps}`);
  };
  const turnDesk = async (now: number): Promise<void> => {
    await desk?.turn({ seed: town.seed, zone: town.zone, now });
    tellSteps(now);
  };
  const stumble = async (fault: unknown): Promise<void> => {
    if (signal.aborted) return;
    if (isSessionOver(fault)) desk = await open().catch(() => desk);
    else log("warn", `life stumbles and goes on: ${fault instanceof Error ? fault.message : String(fault)}`);
  };
  const go = async (turn: (now: number) => Promise<void>): Promise<void> => {
    while (!signal.aborted) {
      await turn(clock.now()).catch(stumble);
      const pause = Math.max(fastestMs, Math.min(slowestMs, cityStepMs / Math.max(0.001, clock.speed())));
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  };
  // Citizens don't wait for the desk, nor the desk for them.
  void go((now) => citizens.turn(now));
  void go(turnDesk);
};

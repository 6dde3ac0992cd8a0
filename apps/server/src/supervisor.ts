import { type ChildProcess, fork } from "node:child_process";
import type { ChildWord, ProcessState, SupervisorWord } from "./platform/child.ts";
import type { Log } from "./platform/log.ts";

/** One child the supervisor keeps alive. */
export interface ChildPlan {
  readonly name: string;
  readonly script: string;
  readonly env: NodeJS.ProcessEnv;
}

/** A kept child. */
interface Kept {
  readonly state: () => ProcessState;
  readonly tell: (word: SupervisorWord) => void;
  readonly stop: () => Promise<void>;
}

const firstPauseMs = 200;
const longestPauseMs = 5_000;
/** A child that lived this long starts anew without a growing pause. */
const steadyMs = 10_000;
const killAfterMs = 20_000;
const silenceSeconds = 15;

interface KeepEvents {
  readonly ready: () => void;
  readonly changed: () => void;
  readonly isStopping: () => boolean;
}

/** What the supervisor of a city needs to know. */
export interface SupervisorOptions {
  readonly log: Log;
  /** Called when a child says that trying again is hopeless. */
  readonly onHopeless: (name: string, sentence: string) => void;
  /** Seconds without a sign of life after which a child that was ready is ended. */
  readonly silenceSeconds?: number;
}

const ended = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

/**
 * Calls when a child that gave signs of life gives none any more. Seconds are counted, not measured:
 * a machine that slept, or a supervisor that was held, accuses nobody.
 */
const watchSilence = (child: ChildProcess, limit: number, onSilent: () => void): (() => void) => {
  let silent = 0;
  let timer: NodeJS.Timeout | undefined;
  const turn = () => {
    silent += 1;
    if (silent === limit) onSilent();
  };
  child.once("exit", () => clearInterval(timer));
  return () => {
    silent = 0;
    timer ??= setInterval(turn, 1_000).unref();
  };
};

/** One child: forked, watched, forked again when it ends. */
const keepAlive = (plan: ChildPlan, options: SupervisorOptions, events: KeepEvents): Kept => {
  let child: ChildProcess;
  let state: ProcessState["state"] = "starting";
  let since = Date.now();
  let restarts = -1;
  let pauseMs = firstPauseMs;
  const enter = (next: ProcessState["state"]) => {
    state = next;
    since = Date.now();
    events.changed();
  };
  const start = () => {
    restarts += 1;
    child = fork(plan.script, { env: { ...process.env, ...plan.env }, stdio: ["ignore", "inherit", "inherit", "ipc"] });
    enter("starting");
    const started = child;
    const heard = watchSilence(started, options.silenceSeconds ?? silenceSeconds, () => {
      if (events.isStopping()) return;
      options.log.error({ child: plan.name, pid: started.pid }, "a process hangs and is ended");
      started.kill("SIGKILL");
    });
    child.on("message", (word: ChildWord) => {
      if (word.is === "alive") return heard();
      if (word.is === "hopeless") return options.onHopeless(plan.name, word.sentence);
      enter("up");
      events.ready();
    });
    child.once("exit", (code, signal) => {
      const lived = Date.now() - since;
      enter("down");
      if (events.isStopping()) return;
      pauseMs = lived > steadyMs ? firstPauseMs : Math.min(longestPauseMs, pauseMs * 2);
      options.log.warn({ child: plan.name, code, signal, againInMs: pauseMs }, "a process ended and is started again");
      setTimeout(() => !events.isStopping() && start(), pauseMs);
    });
  };
  start();
  return {
    state: () => ({ name: plan.name, state, pid: child.pid, since: new Date(since).toISOString(), restarts }),
    tell: (word) => {
      if (child.connected) child.send(word, () => undefined);
    },
    stop: () => stopChild(child),
  };
};

const stopChild = async (child: ChildProcess): Promise<void> => {
  if (ended(child)) return;
  const done = new Promise((resolve) => child.once("exit", resolve));
  const killer = setTimeout(() => child.kill("SIGKILL"), killAfterMs);
  if (child.connected) child.send({ is: "stop" } satisfies SupervisorWord, () => undefined);
  await done;
  clearTimeout(killer);
};

/** Starts children in stages and keeps each alive until stopped. */
export const createSupervisor = (options: SupervisorOptions) => {
  const kept: Kept[] = [];
  let stopping = false;
  const changed = () => {
    const processes = kept.map((child) => child.state());
    for (const child of kept) child.tell({ is: "processes", processes });
  };
  const keep = (plan: ChildPlan) =>
    new Promise<void>((ready) => {
      kept.push(keepAlive(plan, options, { ready, changed, isStopping: () => stopping }));
    });
  return {
    /** Starts some children and waits until each was ready once. */
    start: (plans: readonly ChildPlan[]) => Promise.all(plans.map(keep)),
    /** Stops all children, the last started first. */
    stop: async () => {
      stopping = true;
      for (const child of [...kept].reverse()) await child.stop();
    },
  };
};

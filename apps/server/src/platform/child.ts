/** What a child tells the supervisor. */
export type ChildWord =
  | { readonly is: "ready" }
  /** Said every second: one that falls silent hangs. */
  | { readonly is: "alive" }
  /** It will not work by trying again: a sentence for the operator. */
  | { readonly is: "hopeless"; readonly sentence: string };

/** How one process fares, as the supervisor sees it. */
export interface ProcessState {
  readonly name: string;
  readonly state: "starting" | "up" | "down";
  readonly pid: number | undefined;
  readonly since: string;
  readonly restarts: number;
}

/** What the supervisor tells a child. */
export type SupervisorWord =
  | { readonly is: "stop" }
  | { readonly is: "processes"; readonly processes: readonly ProcessState[] };

const tell = (word: ChildWord): Promise<void> =>
  new Promise((told) => {
    if (process.send === undefined || !process.connected) return told();
    process.send(word, undefined, undefined, () => told());
  });

const aliveEveryMs = 1_000;

/** The supervisor says a hopeless start's sentence; without one it is said here. */
const giveUp = async (error: unknown): Promise<never> => {
  const hopeless = error instanceof Hopeless;
  // The supervisor's log is this child's standard error.
  if (!hopeless) process.stderr.write(`${(error as Error).stack ?? String(error)}\n`);
  else if (process.send === undefined) process.stderr.write(`${error.message}\n`);
  else await tell({ is: "hopeless", sentence: error.message });
  process.exit(hopeless ? 78 : 1);
};

const stopPatienceMs = 15_000;

/**
 * Runs a child: starts it, says that it is ready, and stops it when the supervisor says so or is gone.
 * A signal meant for the whole terminal (Ctrl-C) is left to the supervisor.
 */
export const runChild = async (
  start: (onWord: (listener: (word: SupervisorWord) => void) => void) => Promise<() => Promise<void>>,
): Promise<void> => {
  const listeners: ((word: SupervisorWord) => void)[] = [];
  let stop: (() => Promise<void>) | undefined;
  let stopping = false;
  const end = async () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), stopPatienceMs).unref();
    await stop?.().catch(() => undefined);
    process.exit(0);
  };
  process.on("SIGINT", () => undefined);
  process.on("SIGTERM", () => void end());
  process.on("disconnect", () => void end());
  process.on("message", (word: SupervisorWord) => {
    if (word.is === "stop") void end();
    else for (const listener of listeners) listener(word);
  });
  try {
    stop = await start((listener) => listeners.push(listener));
    setInterval(() => void tell({ is: "alive" }), aliveEveryMs).unref();
    await tell({ is: "alive" });
    await tell({ is: "ready" });
  } catch (error) {
    await giveUp(error);
  }
};

/** A start that will fail again however often it is tried. */
export class Hopeless extends Error {}

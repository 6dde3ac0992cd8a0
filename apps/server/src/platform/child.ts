/** What a child tells the supervisor. */
export type ChildWord =
  | { readonly is: "ready" }
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

const tell = (word: ChildWord): void => {
  process.send?.(word);
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
    tell({ is: "ready" });
  } catch (error) {
    if (error instanceof Hopeless) tell({ is: "hopeless", sentence: error.message });
    // The supervisor's log is this child's standard error.
    process.stderr.write(`${(error as Error).stack ?? String(error)}\n`);
    process.exit(error instanceof Hopeless ? 78 : 1);
  }
};

/** A start that will fail again however often it is tried. */
export class Hopeless extends Error {}

import { open, rename } from "node:fs/promises";
import { type Judge, type JudgedReading, newRuleMemory, type RuleMemory, type RuleState } from "@chengyun/kernel";
import { z } from "zod";
import { findKept } from "../../../platform/kept-file.ts";
import type { Log } from "../../../platform/log.ts";
import type { AlarmEvent, Watch } from "./model.ts";

/** A watch as it is kept. */
export interface KeptWatch {
  readonly key: string;
  readonly kind: Judge["kind"];
  readonly state: RuleState;
  readonly base?: RuleState;
  readonly next?: RuleState;
  readonly readings?: readonly (readonly [at: number, value: number, received: number])[];
}

/** What survives a crash: the states, and what was judged and not yet told to the operations store. */
export interface Snapshot {
  readonly version: 1;
  /** Everything received before this city time was judged. */
  readonly cut: number;
  readonly watches: readonly KeptWatch[];
  readonly events: readonly AlarmEvent[];
}

/** Longer windows are left out: the late readings of one minute after a crash are then not put in their place. */
const longestWindow = 64;

/** A watch as it is kept, sharing nothing that changes: it is made into text before anything else happens. */
export const keepWatch = ({ key, judge, memory }: Watch): KeptWatch => {
  const { state, base, next, readings } = memory;
  if (judge.kind === "silence" || readings.length > longestWindow) return { key, kind: judge.kind, state };
  return {
    key,
    kind: judge.kind,
    state,
    base,
    next,
    readings: readings.map(({ at, value, received }) => [at, value, received] as const),
  };
};

/** Memory from what was kept; undefined when the rule has changed so that it no longer fits. */
export const restoreMemory = (judge: Judge, kept: KeptWatch): RuleMemory | undefined => {
  const levels = judge.kind === "silence" ? 0 : judge.levels.length;
  if (kept.kind !== judge.kind || kept.state.turned.length !== levels) return undefined;
  const { state, base, next, readings } = kept;
  if (base === undefined || next === undefined || readings === undefined) return newRuleMemory(judge, state);
  const window: JudgedReading[] = readings.map(([at, value, received]) => ({ at, value, received }));
  return { state, base, next, readings: window };
};

/** Writes a snapshot whole or not at all. */
export const saveSnapshot = async (path: string, snapshot: Snapshot): Promise<void> => {
  const text = JSON.stringify(snapshot);
  const file = await open(`${path}.new`, "w", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
};

/** What restoring relies on; the rest of a state is numbers that are judged as they are. */
const StateShape = z.looseObject({ turned: z.array(z.unknown()), recent: z.array(z.unknown()) });
const SnapshotShape = z.object({
  version: z.literal(1),
  cut: z.number(),
  watches: z.array(
    z.object({
      key: z.string(),
      kind: z.string(),
      state: StateShape,
      base: StateShape.optional(),
      next: StateShape.optional(),
      readings: z.array(z.array(z.number()).length(3)).optional(),
    }),
  ),
  events: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(["raise", "step", "clear", "move"]),
      rule: z.string(),
      thing: z.object({ id: z.string(), areaPath: z.string() }),
      streamNo: z.number(),
      startedAt: z.number(),
      at: z.number(),
    }),
  ),
});

/** Reads the last snapshot; undefined when there is none or it can't be read. */
export const findSnapshot = (path: string, log: Log): Promise<Snapshot | undefined> =>
  findKept<Snapshot>(path, SnapshotShape, log);

import type {
  Backups,
  BreakGlassIn,
  Entry,
  EntryQuery,
  EntryType,
  GuardState,
  Health,
  LoadStand,
  Strip,
} from "@chengyun/contracts";
import type { Caller } from "../caller.ts";
import type { Asked, Input, Output, Page } from "../shape.ts";

/** Calls about the journal, which proves what happened. */
export const journalCalls = ({ get, getBody, getText, post }: Caller) => ({
  journal: (query: Asked<typeof EntryQuery> = {}) => get<Page<Entry>>("/journal", query),
  /** What has ever happened, by type. */
  journalTypes: () => get<{ items: Output<typeof EntryType>[] }>("/journal/types"),
  checkpoint: () => getText("/journal/checkpoint"),
  /** The whole journal as lines of JSON. */
  journalExport: () => getBody("/journal/export"),
  /** Proof that the journal only grew between two sizes. */
  consistency: (from: number, to: number) =>
    get<{ from: number; to: number; fromRoot: string; toRoot: string; proof: string[] }>(
      `/journal/consistency/${from}/${to}`,
    ),
  journalGuard: () => get<GuardState>("/journal/guard"),
  breakGlass: (wish: Input<typeof BreakGlassIn>) => post<GuardState>("/journal/guard/break-glass", wish),
  /** Proof that an entry is in the journal as it stood at a size. */
  inclusion: (position: number, size: number) =>
    get<{ index: number; size: number; leaf: string; proof: string[] }>(`/journal/proof/${position}`, { size }),
  journalKey: () => getText("/journal/key"),
});

/** Calls about the platform itself and the figures of the last hours. */
export const upkeepCalls = ({ get, post }: Caller) => ({
  backups: () => get<Backups>("/backups"),
  makeBackup: () => post<Backups>("/backups"),
  testBackup: () => post<Backups>("/backups/test"),
  health: () => get<Output<typeof Health>>("/health/parts"),
  /** Whether the platform is overloaded, for everybody at work. */
  load: () => get<LoadStand & { words: { zh: string; en: string } }>("/health/load"),
  strip: (hours: number) => get<Output<typeof Strip>>("/strip", { hours }),
});

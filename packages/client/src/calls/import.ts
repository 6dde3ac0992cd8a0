import type {
  AreaBatchIn,
  AreaTrialIn,
  BaseBatchIn,
  BaseTrialIn,
  ImportBatchKept,
  ImportReject,
  ImportRun,
  ImportRunBegun,
  ImportRunIn,
  ImportTrial,
  LinkBatchIn,
  LinkTrialIn,
  ReadingBatchIn,
  ReadingTrial,
  ReadingTrialIn,
  ReportBatchIn,
  ReportTrialIn,
  ThingBatchIn,
  ThingTrialIn,
} from "@chengyun/contracts";
import type { Caller } from "../caller.ts";
import type { Input, Page } from "../shape.ts";

/** Batches of state by the kind of their rows. */
export interface StateBatches {
  readonly areas: Input<typeof AreaBatchIn>;
  readonly things: Input<typeof ThingBatchIn>;
  readonly links: Input<typeof LinkBatchIn>;
  readonly base: Input<typeof BaseBatchIn>;
  readonly reports: Input<typeof ReportBatchIn>;
}

/** The same to be tried. */
export interface StateTrials {
  readonly areas: Input<typeof AreaTrialIn>;
  readonly things: Input<typeof ThingTrialIn>;
  readonly links: Input<typeof LinkTrialIn>;
  readonly base: Input<typeof BaseTrialIn>;
  readonly reports: Input<typeof ReportTrialIn>;
}

/** Files that come in: runs, their batches, and the rows that were not taken. */
export const importCalls = ({ get, post }: Caller) => ({
  beginImportRun: (run: ImportRunIn) => post<ImportRunBegun>("/import-runs", run),
  importRuns: (asked: { after?: string | undefined; limit?: number } = {}) =>
    get<Page<ImportRun>>("/import-runs", asked),
  importRun: (id: string) => get<ImportRun>(`/import-runs/${id}`),
  importRunRejects: (id: string, asked: { after?: string | undefined; limit?: number } = {}) =>
    get<Page<ImportReject>>(`/import-runs/${id}/rejects`, asked),
  addImportRejects: (id: string, rejects: readonly ImportReject[]) =>
    post<{ kept: number }>(`/import-runs/${id}/rejects`, { rejects }),
  endImportRun: (id: string, rows: number) => post<ImportRun>(`/import-runs/${id}/end`, { rows }),
  importState: <Kind extends keyof StateBatches>(kind: Kind, batch: StateBatches[Kind]) =>
    post<ImportBatchKept>(`/imports/${kind}`, batch),
  tryImport: <Kind extends keyof StateTrials>(kind: Kind, batch: StateTrials[Kind]) =>
    post<ImportTrial>(`/imports/${kind}/trial`, batch),
  tryReadings: (asked: Input<typeof ReadingTrialIn>) => post<ReadingTrial>("/imports/readings/trial", asked),
  importReadings: (batch: ReadingBatchIn) => post<ImportBatchKept>("/imports/readings", batch),
});

import type {
  AreaBatchIn,
  BaseBatchIn,
  ImportBatchKept,
  ImportReject,
  ImportRun,
  ImportRunBegun,
  ImportRunIn,
  LinkBatchIn,
  ReadingBatchIn,
  ThingBatchIn,
} from "@chengyun/contracts";
import type { Caller } from "../caller.ts";
import type { Input, Page } from "../shape.ts";

/** Batches of state by the kind of their rows. */
export interface StateBatches {
  readonly areas: Input<typeof AreaBatchIn>;
  readonly things: Input<typeof ThingBatchIn>;
  readonly links: Input<typeof LinkBatchIn>;
  readonly base: Input<typeof BaseBatchIn>;
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
  importReadings: (batch: ReadingBatchIn) => post<ImportBatchKept>("/imports/readings", batch),
});

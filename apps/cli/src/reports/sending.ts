import type { Client } from "@chengyun/client";
import { type ImportBatchTried, type ImportedRow, importBatchMost } from "@chengyun/contracts";
import type { Reject } from "./report-row.ts";

/** So many batches are on their way at once: the city works on one while the next comes. */
const atOnce = 2;

/** What became of all rows. */
export interface Sent {
  readonly added: number;
  readonly known: number;
  readonly refused: readonly Reject[];
}

/** What keeps a batch, or says what would become of it. */
type Call = (batch: Parameters<Client["importCases"]>[0]) => Promise<ImportBatchTried>;

interface Sending {
  readonly source: string;
  readonly file: string;
  readonly rows: readonly ImportedRow[];
  readonly tell: (done: number) => void;
}

/**
 * Sends rows in batches. What was kept before is told as known, so a run that was cut off is simply started again.
 */
export const sendRows = async (call: Call, { source, file, rows, tell }: Sending): Promise<Sent> => {
  let [added, known, done, next] = [0, 0, 0, 0];
  const refused: Reject[] = [];
  const work = async (): Promise<void> => {
    while (next < rows.length) {
      const batch = rows.slice(next, next + importBatchMost);
      next += batch.length;
      const made = await call({ source, file, rows: batch });
      added += made.added;
      known += made.known;
      refused.push(...made.refused.map(({ line, ref, code }) => ({ line, ref, reason: code })));
      done += batch.length;
      tell(done);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { added, known, refused };
};

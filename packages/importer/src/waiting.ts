import type { ImportReject } from "@chengyun/contracts";
import type { RowFault } from "./fault.ts";
import { nobodys, type StreamAsker, StreamReasons } from "./stream-reasons.ts";
import { type Understanding, withPieces } from "./understanding.ts";

/** So many readings of things nobody knows are written out row by row; a file of which nothing is known tells it sooner. */
export const waitingRowsMost = 10_000;

/** The same file with its readings of things nobody knows among the faults, up to a bound: they wait, and may be mended. */
const withWaiting = (understanding: Understanding, ask: StreamAsker, most = waitingRowsMost): Understanding =>
  withPieces(understanding, () => {
    const reasons = new StreamReasons(ask);
    let told = 0;
    return async (piece) => {
      if (piece.kind !== "readings" || told >= most) return piece;
      await reasons.learn(piece.rows);
      const faults: RowFault[] = [];
      for (const row of piece.rows) {
        const reason = reasons.of(row);
        if (reason?.code !== nobodys || told >= most) continue;
        told += 1;
        faults.push({ line: row.line, field: row.thing, code: nobodys, text: reason.text });
      }
      return { ...piece, faults: [...piece.faults, ...faults] };
    };
  });

/** Rejects without those that tell a thing nobody knows once for all its readings, where each of these is told itself. */
async function* withoutTold(rejects: AsyncIterable<ImportReject>): AsyncGenerator<ImportReject> {
  for await (const one of rejects) if (one.line !== 0 || one.code !== nobodys) yield one;
}

interface NotTaken {
  readonly understanding: Understanding;
  readonly rejects: AsyncIterable<ImportReject>;
  /** Readings of things nobody knows. */
  readonly waiting: number;
  /** Rows the file itself has wrong, as far as that is known. */
  readonly faultCount: number;
  readonly ask: StreamAsker;
}

/** What `rejectedRows` is given after a run, so that readings that wait are told row by row as far as the bound goes. */
export const toldRowByRow = ({
  understanding,
  rejects,
  waiting,
  faultCount,
  ask,
}: NotTaken): readonly [Understanding, AsyncIterable<ImportReject>, number | undefined] => {
  if (waiting === 0) return [understanding, rejects, faultCount];
  return [withWaiting(understanding, ask), waiting > waitingRowsMost ? rejects : withoutTold(rejects), undefined];
};

import type { ImportReject, ImportTrial } from "@chengyun/contracts";
import type { Context } from "../../../platform/context.ts";
import type { TriedRow } from "../../../platform/row-change.ts";
import { reasonText } from "./reason.ts";

/** How rows of a kind are tried: judged as they would be kept, by the same code, and nothing is written. */
export interface Trier<Row> {
  readonly refOf: (row: Row) => string;
  /** Answers by ref, in whatever order. */
  readonly tryRows: (ctx: Context, rows: readonly Row[]) => Promise<readonly TriedRow[]>;
}

/** A batch to be tried. */
export interface TrialBatch<Row> {
  readonly rows: readonly { readonly line: number; readonly row: Row }[];
  readonly describe: number;
}

const repeated: Pick<TriedRow, "kept" | "reason"> = { kept: "refused", reason: "repeated-in-file" };

/** Why a row was not taken, as the importer is told. */
export const toReject = (line: number, { ref, reason = "refused", about }: TriedRow): ImportReject => ({
  line,
  field: (about?.field ?? ref).slice(0, 200),
  code: reason,
  text: reasonText(reason, ref, about),
});

/** Says what would become of rows; of several with one ref the first is the one that counts. */
export const tryState = async <Row>(
  ctx: Context,
  trier: Trier<Row>,
  { rows, describe }: TrialBatch<Row>,
): Promise<ImportTrial> => {
  const firsts = new Map<string, Row>();
  for (const { row } of rows) if (!firsts.has(trier.refOf(row))) firsts.set(trier.refOf(row), row);
  const told = new Map((await trier.tryRows(ctx, [...firsts.values()])).map((one) => [one.ref, one]));
  const verdicts: ImportTrial["verdicts"] = [];
  const rejects: ImportReject[] = [];
  const changed: ImportTrial["changed"] = [];
  for (const { line, row } of rows) {
    const ref = trier.refOf(row);
    const one: TriedRow = (firsts.get(ref) === row ? told.get(ref) : undefined) ?? { ref, ...repeated };
    verdicts.push(one.kept);
    if (one.kept === "refused") rejects.push(toReject(line, one));
    if (one.kept === "changed" && changed.length < describe)
      changed.push({ line, ref, changes: [...(one.changes ?? [])] });
  }
  return { verdicts, rejects, changed };
};

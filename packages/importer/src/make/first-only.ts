import { areaPath } from "@chengyun/kernel";
import { fault, quoted, type RowFault } from "../fault.ts";
import type { Piece } from "../understanding.ts";
import type { Lined, RowKind } from "./row.ts";

type StateKind = Exclude<RowKind, "readings">;

const refOf = (row: unknown): string => {
  const { ref, code = "", parentPath = "" } = row as { ref?: string; code?: string; parentPath?: string };
  return ref ?? areaPath(code, parentPath);
};

const repeated = (line: number, ref: string, first: number): RowFault =>
  fault(line, "ref", "repeated-in-file", [
    `${quoted(ref)} 已在第 ${first} 行出现，以第 ${first} 行为准，本行未取`,
    `${quoted(ref)} stands in line ${first} already; that line counts and this one was not taken`,
  ]);

/** Lets a ref count once in a file, at its first good row, wherever batches end; each later row is told with both lines. */
export class FirstOnly {
  readonly #lines: Record<StateKind, Map<string, number>> = {
    areas: new Map(),
    things: new Map(),
    links: new Map(),
    base: new Map(),
  };

  /** The piece without what came before. Readings may come as often as they like: the city knows the same moment again. */
  check(piece: Piece): Piece {
    if (piece.kind === "readings") return piece;
    const known = this.#lines[piece.kind];
    const faults: RowFault[] = [];
    const rows = (piece.rows as readonly Lined<unknown>[]).filter(({ line, row }) => {
      const ref = refOf(row);
      const first = known.get(ref);
      if (first === undefined) known.set(ref, line);
      else faults.push(repeated(line, ref, first));
      return first === undefined;
    });
    return faults.length === 0 ? piece : ({ ...piece, rows, faults: [...piece.faults, ...faults] } as Piece);
  }
}

import { fault, quoted, type RowFault } from "./fault.ts";
import type { Lined } from "./make/row.ts";
import type { Piece, Understanding } from "./understanding.ts";

/** Types a city knows, by their ids. */
export interface KnownTypes {
  readonly things: ReadonlySet<string>;
  readonly links: ReadonlySet<string>;
}

const kinds = { things: ["部件", "thing"], links: ["管线", "link"] } as const;

const unknownType = (line: number, type: string, kind: keyof typeof kinds): RowFault =>
  fault(line, "type", "unknown-type", [
    `这座城市没有类型为 ${quoted(type)} 的${kinds[kind][0]}`,
    `this city knows no type of ${kinds[kind][1]} ${quoted(type)}`,
  ]);

type Typed = Lined<{ readonly type: string }>;

const split = <Row extends Typed>(kind: keyof typeof kinds, rows: readonly Row[], known: ReadonlySet<string>) => {
  const unknown = rows.filter(({ row }) => !known.has(row.type));
  return {
    rows: unknown.length === 0 ? rows : rows.filter(({ row }) => known.has(row.type)),
    unknown: unknown.map(({ line, row }) => unknownType(line, row.type, kind)),
  };
};

const checkPiece = (piece: Piece, types: KnownTypes): Piece => {
  if (piece.kind === "things") {
    const { rows, unknown } = split("things", piece.rows, types.things);
    return { ...piece, rows, faults: [...piece.faults, ...unknown] };
  }
  if (piece.kind === "links") {
    const { rows, unknown } = split("links", piece.rows, types.links);
    return { ...piece, rows, faults: [...piece.faults, ...unknown] };
  }
  return piece;
};

/** A file as its dry run tells it: rows of types the city does not know are refused there, as the city itself would. */
export const withKnownTypes = (understanding: Understanding, types: KnownTypes): Understanding => {
  const { pieces, table } = understanding;
  return {
    ...understanding,
    pieces: async function* checked() {
      for await (const piece of pieces()) yield checkPiece(piece, types);
    },
    table:
      table === undefined
        ? undefined
        : async function* checkedTable() {
            for await (const { found, piece } of table()) {
              const checked = checkPiece(piece, types);
              yield { found, piece: checked, faults: checked.faults };
            }
          },
  };
};

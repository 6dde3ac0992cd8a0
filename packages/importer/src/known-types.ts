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

const checkPiece = (piece: Piece, types: KnownTypes): Piece => {
  if (piece.kind !== "things" && piece.kind !== "links") return piece;
  const { kind } = piece;
  const known = types[kind];
  const all = piece.rows as readonly Lined<{ readonly type: string }>[];
  const unknown = all.filter(({ row }) => !known.has(row.type));
  if (unknown.length === 0) return piece;
  const rows = all.filter(({ row }) => known.has(row.type));
  const faults = [...piece.faults, ...unknown.map(({ line, row }) => unknownType(line, row.type, kind))];
  return { ...piece, rows, faults } as Piece;
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

import type { EditionDifference } from "@chengyun/contracts";
import { classKey } from "../dictionary/index.ts";
import type { ColumnName, SourceFile, SourceRow } from "./model.ts";
import { leadOf, twinKey } from "./reading.ts";

const compared: readonly (readonly [what: EditionDifference["what"], column: ColumnName])[] = [
  ["limit", "written"],
  ["closes", "closes"],
  ["name", "name"],
  ["responsible", "responsible"],
  ["supervising", "supervising"],
];

const plain = (text: string | undefined): string => (text ?? "").normalize("NFKC").replace(/\s+/gu, "");

interface Placed {
  readonly file: number;
  readonly row: SourceRow;
}

const about = ({ row }: Placed) => ({
  key: classKey(row.of, `${row.cells.majorCode ?? ""}${row.cells.minorCode ?? ""}`),
  name: row.cells.name ?? "",
  files: row.cells.files ?? "",
});

const side = ({ file, row }: Placed, column: ColumnName) => ({ file, line: row.line, says: row.cells[column] ?? "" });

const compareRows = (first: Placed, other: Placed): EditionDifference[] =>
  compared
    .filter(([, column]) => {
      const [one, two] = [first.row.cells[column], other.row.cells[column]];
      // An edition without a column says nothing else, it says nothing.
      return one !== undefined && two !== undefined && plain(one) !== plain(two);
    })
    .map(([what, column]) => ({ ...about(first), what, first: side(first, column), other: side(other, column) }));

const compareEditions = (lead: readonly Placed[], others: readonly Placed[]): EditionDifference[] => {
  const byTwin = new Map(others.map((one) => [twinKey(one.row), one]));
  const leading = new Set(lead.map(({ row }) => twinKey(row)));
  return [
    ...lead.flatMap((one) => {
      const twin = byTwin.get(twinKey(one.row));
      return twin === undefined
        ? [{ ...about(one), what: "only-in-first" as const, first: side(one, "written") }]
        : compareRows(one, twin);
    }),
    ...others
      .filter(({ row }) => !leading.has(twinKey(row)))
      .map((one) => ({ ...about(one), what: "only-in-other" as const, other: side(one, "written") })),
  ];
};

/** Lists, condition by condition, what the editions of an import say differently; each is compared with the first. */
export const compareFiles = (files: readonly SourceFile[]): EditionDifference[] =>
  (["part", "event"] as const).flatMap((of) => {
    const lead = leadOf(files, of);
    const placed = (file: number): Placed[] =>
      (files[file]?.rows ?? []).filter((row) => row.of === of).map((row) => ({ file, row }));
    return files.flatMap((_, file) =>
      file === lead || placed(file).length === 0 ? [] : compareEditions(placed(lead), placed(file)),
    );
  });

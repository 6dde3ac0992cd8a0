import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import { readSizes } from "../palette.ts";

/** One column: what it shows of a row, and how wide it is as a grid track. */
export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  /** A CSS grid track, e.g. `120px` or `minmax(160px, 2fr)`. */
  readonly width: string;
  readonly cell: (row: Row) => ReactNode;
  readonly numeric?: boolean;
}

interface DataTableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly onOpen?: ((row: Row) => void) | undefined;
  /** Asked when the reader comes near the end: the next page. */
  readonly onEnd?: (() => void) | undefined;
  /** Shown instead of rows when there are none. */
  readonly empty: ReactNode;
  /** Whether a row is the one that is looked at elsewhere, e.g. on a map beside. */
  readonly isMarked?: ((row: Row) => boolean) | undefined;
  /** Rows of two lines, for a phone. */
  readonly tall?: boolean;
}

const ahead = 20;

/** The least width of a track in pixels: its first figure. */
const leastOf = (width: string): number => Number.parseFloat(width.replace(/^\D+/, ""));

/** A dense table that draws only what is seen, so that a list of 100,000 rows scrolls. */
export const DataTable = <Row,>(props: DataTableProps<Row>) => {
  const { label, columns, rows, rowKey, onOpen, onEnd, empty, isMarked, tall = false } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = readSizes()[tall ? "rowTall" : "row"];
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollPaddingStart: rowHeight,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - ahead) onEnd?.();
  }, [last, rows.length, onEnd]);
  const minWidth = columns.reduce((sum, column) => sum + leastOf(column.width), 0);
  const gridTemplateColumns = columns.map((column) => column.width).join(" ");
  const open = (event: KeyboardEvent, row: Row): void => {
    if (event.key === "Enter" && event.target === event.currentTarget) onOpen?.(row);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are placed by hand so that only the visible ones exist
    <div className="cy-table" ref={scroller} role="table" aria-label={label} aria-rowcount={rows.length + 1}>
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: a header row has nothing to do */}
      <div className="cy-table-head" role="row" style={{ gridTemplateColumns, minWidth }}>
        {columns.map((column) => (
          // biome-ignore lint/a11y/useSemanticElements: as above
          // biome-ignore lint/a11y/useFocusableInteractive: as above
          <div key={column.id} role="columnheader" className={column.numeric === true ? "cy-number" : undefined}>
            {column.title}
          </div>
        ))}
      </div>
      {rows.length === 0 ? <div className="cy-table-empty">{empty}</div> : null}
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <div className="cy-table-body" role="rowgroup" style={{ height: virtual.getTotalSize(), minWidth }}>
        {items.map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          return (
            // biome-ignore lint/a11y/useSemanticElements: as above
            <div
              key={rowKey(row)}
              role="row"
              aria-rowindex={item.index + 2}
              className={`cy-table-row${onOpen === undefined ? "" : " cy-table-row-open"}${isMarked?.(row) === true ? " cy-table-row-marked" : ""}`}
              aria-current={isMarked?.(row) === true ? "true" : undefined}
              tabIndex={onOpen === undefined ? -1 : 0}
              style={{ gridTemplateColumns, height: rowHeight, transform: `translateY(${item.start}px)` }}
              onClick={() => onOpen?.(row)}
              onKeyDown={(event) => open(event, row)}
            >
              {columns.map((column) => (
                // biome-ignore lint/a11y/useSemanticElements: as above
                <div key={column.id} role="cell" className={column.numeric === true ? "cy-number" : undefined}>
                  {column.cell(row)}
                </div>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
};

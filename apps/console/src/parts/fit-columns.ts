import type { Column } from "@chengyun/ui";
import type { Room } from "../frame/width.ts";

/** The columns there is room for: on a phone only those named, as wide as named there. */
export const fitColumns = <Row>(
  columns: readonly Column<Row>[],
  room: Room,
  onPhone: ReadonlyMap<string, string>,
): readonly Column<Row>[] => {
  if (room !== "phone") return columns;
  return columns.flatMap((column) => {
    const width = onPhone.get(column.id);
    return width === undefined ? [] : [{ ...column, width }];
  });
};

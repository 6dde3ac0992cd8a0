export { isFault, type RowFault, Unusable } from "./fault.ts";
export { type Encoding, encodings, inspectFile, type SourceFile } from "./file/source-file.ts";
export type { Lined, ReadingRow, RowKind, Rows } from "./make/row.ts";
export { checkMapping, type Format, formats, Mapping, type MappingOf, readMapping, toMapping } from "./map/mapping.ts";
export { type ControlPoint, fitDrawing, type Placement } from "./place/control-point.ts";
export { CoordinateSystem, describeSystem, openPlacing } from "./place/coordinate-system.ts";
export { GrowingBox } from "./shape/geometry.ts";
export { type Piece, type Understanding, understand } from "./understanding.ts";

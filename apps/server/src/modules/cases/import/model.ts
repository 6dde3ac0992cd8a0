import type { ImportedRow } from "@chengyun/contracts";
import type { Clock } from "@chengyun/kernel";
import type { RowField } from "../../../platform/bulk.ts";

/** A row of another system as a case of this city, ready to be written. */
export interface ImportedCase {
  readonly row: ImportedRow;
  readonly id: string;
  readonly stage: string;
  readonly areaPath: string;
  /** Of what nobody placed and that came without one, the middle of the city. */
  readonly position: readonly [longitude: number, latitude: number];
  readonly departmentId: string | undefined;
  /** The promise as a clock; absent where none was made. */
  readonly clock: { readonly id: string; readonly state: Clock } | undefined;
}

/** Why a row is no case of this city. */
export interface Refusal {
  readonly line: number;
  readonly ref: string;
  readonly code: string;
  /** Which field of the row it is about, where it is about one. */
  readonly about?: RowField;
}

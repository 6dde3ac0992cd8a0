import type { ImportedRow } from "@chengyun/contracts";
import type { Clock } from "@chengyun/kernel";

/** A row of another system as a case of this city, ready to be written. */
export interface ImportedCase {
  readonly row: ImportedRow;
  readonly id: string;
  readonly stage: string;
  readonly areaPath: string;
  readonly departmentId: string | undefined;
  /** The promise as a clock; absent where none was made. */
  readonly clock: { readonly id: string; readonly state: Clock } | undefined;
}

/** Why a row is no case of this city. */
export interface Refusal {
  readonly line: number;
  readonly ref: string;
  readonly code: string;
}

import { type ErrorCode, errors, type Fault } from "@chengyun/contracts";
import type { Label } from "@chengyun/kernel";

/** A fault whose words may be in both languages: whoever asked reads theirs. */
export type SaidFault = Omit<Fault, "text"> & { readonly text?: string | Label | undefined };

/** A failure the caller can act on: its code is in the contracts' table, its sentence comes from there. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly faults: readonly SaidFault[];
  readonly current: { readonly stage: string; readonly version: number } | undefined;

  constructor(
    code: ErrorCode,
    more: { faults?: readonly SaidFault[]; current?: { stage: string; version: number } } = {},
  ) {
    super(errors[code].text.en);
    this.code = code;
    this.faults = more.faults ?? [];
    this.current = more.current;
  }

  get status(): number {
    return errors[this.code].status;
  }

  get text(): Label {
    return errors[this.code].text;
  }
}

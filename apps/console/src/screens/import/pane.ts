import type { FileImport } from "@chengyun/contracts";

/** What each step of an import is given. */
export interface PaneProps {
  readonly shown: FileImport;
  /** Goes to a step; without one, to where the import is. */
  readonly onStep: (step?: number) => void;
}

import type { FileImport } from "@chengyun/contracts";

/** What each step of an import is given. */
export interface PaneProps {
  readonly shown: FileImport;
  readonly onStep: (step: number) => void;
}

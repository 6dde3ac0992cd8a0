import type { DictionaryImport } from "@chengyun/contracts";

/** What each step of an import is given. */
export interface PaneProps {
  readonly shown: DictionaryImport;
  readonly onStep: (step: number) => void;
}

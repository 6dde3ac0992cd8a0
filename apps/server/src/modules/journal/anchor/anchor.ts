import type { Config } from "../../../config.ts";
import { folderAnchor } from "./folder.ts";

/** Somewhere outside where checkpoints are put for good; each kind of place is one adapter. */
export interface Anchor {
  /** Signed notes that were put there; nothing of them is to be believed yet. */
  readonly list: () => Promise<string[]>;
  /** Puts one note there; one of the same size stays as it is. Throws when the place can't be reached. */
  readonly put: (size: number, note: string) => Promise<void>;
}

/** The anchor that is set; undefined when none is. */
export const anchorOf = ({ anchorDir }: Pick<Config, "anchorDir">): Anchor | undefined =>
  anchorDir === undefined ? undefined : folderAnchor(anchorDir);

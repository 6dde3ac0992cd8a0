import type { Label } from "@chengyun/kernel";
import type { Step } from "./make.ts";

/** What a backup's or a restore's process says, one JSON line each. */
export type BackupWord =
  | { readonly is: "step"; readonly step: Step }
  | {
      readonly is: "made";
      readonly name: string;
      readonly bytes: number;
      readonly size: number;
      readonly missing: number;
    }
  | { readonly is: "restored"; readonly name: string; readonly lines: readonly Label[] }
  | { readonly is: "busy" }
  | { readonly is: "fault"; readonly words: Label };

/** Says it; resolves when it is out, so that a process may end behind it. */
export const tell = (word: BackupWord): Promise<void> =>
  new Promise((told) => {
    process.stdout.write(`${JSON.stringify(word)}\n`, () => told());
  });

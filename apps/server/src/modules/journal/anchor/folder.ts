import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import type { Anchor } from "./anchor.ts";

const named = /^checkpoint-(\d+)\.txt$/;

/**
 * Checkpoints as files in a folder of somebody else's: a share of the archive's that can only be added to, a medium
 * that is written once. What lies there is never written over.
 */
export const folderAnchor = (folder: string): Anchor => ({
  list: async () =>
    readdirSync(folder)
      .filter((name) => named.test(name))
      .map((name) => readFileSync(join(folder, name), "utf8")),
  put: async (size, note) => {
    if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new Error(`${folder} is no folder`);
    const path = join(folder, `checkpoint-${size}.txt`);
    if (existsSync(path)) return;
    const draft = `${path}.new`;
    const file = openSync(draft, "w", 0o644);
    try {
      writeSync(file, note);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    // A link fails when the file is there: whatever was put first stays.
    linkSync(draft, path);
    rmSync(draft);
  },
});

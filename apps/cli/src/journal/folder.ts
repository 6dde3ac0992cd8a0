import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { Exit, exitCodes } from "../exit.ts";

const entriesPerFile = 100_000;

/** An export being written; nothing is at its place before `finish`. */
export interface ExportFolder {
  readonly entry: (line: string) => void;
  readonly checkpoint: (note: string, size: string) => void;
  /** A time stamp of the checkpoint of a size: an authority's answer, in DER. */
  readonly stamp: (answer: Uint8Array, size: number) => void;
  readonly finish: (newest: string, key: string) => void;
  readonly discard: () => void;
}

/** Begins an export beside its place; a folder that holds something is never written over. */
export const createExportFolder = (place: string): ExportFolder => {
  const target = resolve(place);
  if (existsSync(target) && readdirSync(target).length > 0)
    throw new Exit(exitCodes.usage, {
      zh: `${target} 不是空目录，未写入任何内容。`,
      en: `${target} is not empty; nothing was written.`,
    });
  const partial = `${target}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(join(partial, "checkpoints"), { recursive: true });
  let entries = 0;
  let file: number | undefined;
  const close = () => {
    if (file !== undefined) closeSync(file);
    file = undefined;
  };
  return {
    entry: (line) => {
      if (entries % entriesPerFile === 0) {
        close();
        const number = String(entries / entriesPerFile + 1).padStart(6, "0");
        file = openSync(join(partial, `entries-${number}.ndjson`), "w");
      }
      entries += 1;
      if (file !== undefined) writeSync(file, `${line}\n`);
    },
    checkpoint: (note, size) => writeFileSync(join(partial, "checkpoints", size), note),
    stamp: (answer, size) => {
      mkdirSync(join(partial, "stamps"), { recursive: true });
      writeFileSync(join(partial, "stamps", `${size}.tsr`), answer);
    },
    finish: (newest, key) => {
      close();
      writeFileSync(join(partial, "checkpoint"), newest);
      writeFileSync(join(partial, "key.pub"), `${key}\n`);
      mkdirSync(dirname(target), { recursive: true });
      rmSync(target, { recursive: true, force: true });
      renameSync(partial, target);
    },
    discard: () => {
      close();
      rmSync(partial, { recursive: true, force: true });
    },
  };
};

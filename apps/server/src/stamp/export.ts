import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Label, parseNote } from "@chengyun/kernel";
import { checkStamp, readRoots, StampFault } from "./check.ts";

/** What one time stamp of an export proves, or why it proves nothing. */
export type CheckedStamp =
  | { readonly size: number; readonly at: string; readonly authority: string }
  | { readonly size?: number; readonly fault: Label };

const missing: Label = { zh: "没有它所盖的检查点。", en: "The checkpoint that it stamps is not there." };

const checkOne = async (folder: string, size: number, roots: ReturnType<typeof readRoots>): Promise<CheckedStamp> => {
  const path = join(folder, "checkpoints", String(size));
  const text = existsSync(path) ? parseNote(readFileSync(path, "utf8"))?.text : undefined;
  if (text === undefined) return { size, fault: missing };
  const answer = readFileSync(join(folder, "stamps", `${size}.tsr`));
  const { at, authority } = await checkStamp(answer, Buffer.from(text), { roots });
  return { size, at: at.toISOString(), authority };
};

/** A stamp that does not hold says why; anything else is a fault of ours. */
const saying = async (size: number | undefined, work: () => Promise<CheckedStamp[]>): Promise<CheckedStamp[]> => {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StampFault)) throw error;
    return [{ ...(size === undefined ? {} : { size }), fault: error.words }];
  }
};

/** Checks each time stamp of an export of the journal by certificates (PEM) that vouch for who gave it. */
export const checkStamps = ({
  folder,
  roots: pem,
}: {
  readonly folder: string;
  readonly roots: string;
}): Promise<CheckedStamp[]> =>
  saying(undefined, async () => {
    const roots = readRoots(pem);
    const sizes = readdirSync(join(folder, "stamps"))
      .flatMap((name) => /^(\d+)[.]tsr$/.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((one, other) => one - other);
    const checked: CheckedStamp[] = [];
    for (const size of sizes) checked.push(...(await saying(size, async () => [await checkOne(folder, size, roots)])));
    return checked;
  });

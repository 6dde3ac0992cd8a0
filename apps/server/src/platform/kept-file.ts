import { readFile, rename } from "node:fs/promises";
import type { z } from "zod";
import type { Log } from "./log.ts";

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Reads a JSON file this program kept; one of another shape is moved aside, said once, and counts as none. */
export const findKept = async <Kept>(path: string, shape: z.ZodType, log: Log): Promise<Kept | undefined> => {
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const found = parse(text);
  if (shape.safeParse(found).success) return found as Kept;
  const aside = `${path}.bad-${Date.now()}`;
  await rename(path, aside).catch(() => undefined);
  log.error({ path, aside }, "a kept file does not have the shape it was written in; it was moved aside and not used");
  return undefined;
};

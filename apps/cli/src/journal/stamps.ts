import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Label } from "@chengyun/kernel";
import { runServerProcess } from "../server-process.ts";

/** What one time stamp of an export proves, or why it proves nothing. */
export type CheckedStamp =
  | { readonly size: number; readonly at: string; readonly authority: string }
  | { readonly size?: number; readonly fault: Label };

/** How many checkpoints of an export were stamped with the time. */
export const countStamps = (folder: string): number => {
  const place = join(folder, "stamps");
  return existsSync(place) ? readdirSync(place).filter((name) => name.endsWith(".tsr")).length : 0;
};

/** Checks each of them by certificates (PEM) that vouch for who gave it; what reads them lies with the server. */
export const checkStamps = async (folder: string, roots: string): Promise<CheckedStamp[]> => {
  const checked: CheckedStamp[] = [];
  const wish = { folder: resolve(folder), roots };
  const code = await runServerProcess("stamps", { wish, env: {} }, (word) => checked.push(word as CheckedStamp));
  if (code !== 0) throw new Error(`checking the time stamps ended with code ${code}`);
  return checked;
};

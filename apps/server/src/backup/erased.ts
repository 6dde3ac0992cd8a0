import { createReadStream, existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { eraseAgain } from "../modules/persons/person/index.ts";
import type { Context } from "../platform/context.ts";
import { BackupFault } from "./fault.ts";

/** What became of those who had been erased after the backup. */
export interface ErasedAgain {
  readonly erased: number;
  /** An account holds them again: to be seen to by hand. */
  readonly held: readonly string[];
}

const unreadable = (path: string): BackupFault =>
  new BackupFault(
    { zh: "读不懂删除清单（应为日志导出的文件或目录）：", en: "The list of erasures is no export of the journal:" },
    path,
  );

const listFiles = (path: string): string[] => {
  if (!existsSync(path)) throw unreadable(path);
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => name.endsWith(".ndjson"))
    .sort()
    .map((name) => join(path, name));
};

const parseLine = (line: string, path: string): { type?: unknown; subject?: unknown } => {
  try {
    return JSON.parse(line);
  } catch {
    throw unreadable(path);
  }
};

/** Ids of the persons an export of the journal says were erased: one file, or a folder of them. */
export const readErased = async (path: string): Promise<string[]> => {
  const ids = new Set<string>();
  for (const file of listFiles(path))
    for await (const line of createInterface({ input: createReadStream(file) })) {
      if (!line.includes('"person.erased"')) continue;
      const { type, subject } = parseLine(line, file);
      if (type === "person.erased" && typeof subject === "string") ids.add(subject);
    }
  return [...ids];
};

/** Erases again whom the restore brought back. */
export const eraseListed = async (ctx: Context, ids: readonly string[]): Promise<ErasedAgain> => {
  let erased = 0;
  const held: string[] = [];
  for (const id of ids) {
    const what = await eraseAgain(ctx, id);
    if (what === "erased") erased += 1;
    if (what === "held") held.push(id);
  }
  return { erased, held };
};

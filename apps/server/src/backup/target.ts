import { existsSync, readdirSync } from "node:fs";
import { mkdir, open, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { BackupFault } from "./fault.ts";

/** File in a data directory that says: a restore into it has begun and did not end. */
export const restoringName = "restoring.json";

/** Whether a data directory was begun by a restore that did not end. */
export const isHalfRestored = (root: string): boolean => existsSync(join(root, restoringName));

const occupied = (root: string): BackupFault =>
  new BackupFault(
    {
      zh: "目标目录不是空的，未恢复，也未改动任何内容：",
      en: "The target is not empty; nothing was restored and nothing was touched:",
    },
    root,
  );

const sync = async (path: string): Promise<void> => {
  const file = await open(path, "r");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
};

/**
 * Takes a data directory for a restore: an empty one, or what an unfinished restore left, which is thrown away. The
 * mark is on the disk before anything else is.
 */
export const takeTarget = async (root: string, name: string): Promise<void> => {
  await mkdir(root, { recursive: true });
  const found = readdirSync(root);
  if (found.length > 0 && !found.includes(restoringName)) throw occupied(root);
  for (const item of await readdir(root))
    if (item !== restoringName) await rm(join(root, item), { recursive: true, force: true, maxRetries: 5 });
  await writeFile(join(root, restoringName), `${JSON.stringify({ from: name, began: new Date().toISOString() })}\n`);
  await sync(join(root, restoringName));
  await sync(root);
};

/** From now on the directory counts as a city. */
export const releaseTarget = async (root: string): Promise<void> => {
  await rm(join(root, restoringName));
  await sync(root);
};

const within = (root: string, path: string): string => {
  if (path.split("/").some((part) => part === ".." || part === "") || path.includes("\0"))
    throw new BackupFault({ zh: "备份里有越界的路径：", en: "A path in the backup leads outside:" }, path);
  return join(root, path);
};

/** Writes one file of an archive below the data directory; it is on the disk when this resolves. */
export const placeFile = async (root: string, path: string, content: AsyncIterable<Buffer>): Promise<void> => {
  const full = within(root, path);
  await mkdir(dirname(full), { recursive: true, mode: 0o700 });
  const file = await open(full, "w", 0o600);
  try {
    for await (const chunk of content) await file.write(chunk);
    await file.sync();
  } finally {
    await file.close();
  }
};

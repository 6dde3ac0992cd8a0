import { createHash } from "node:crypto";
import { chmodSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Longest path a Unix socket may have on Linux and macOS, less what PostgreSQL appends to its folder. */
const longestSocketFolder = 80;

/** The folders below a data directory. */
export interface Directory {
  readonly root: string;
  readonly keys: string;
  readonly files: string;
  readonly database: string;
  readonly readings: string;
  /** Folder of Unix sockets; elsewhere when the data directory's path is too long for one. */
  readonly sockets: string;
}

const privateFolder = (path: string): string => {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  return path;
};

const socketFolder = (root: string): string => {
  const inside = join(root, "run");
  if (inside.length <= longestSocketFolder) return inside;
  return join(tmpdir(), `chengyun-${createHash("sha256").update(root).digest("hex").slice(0, 16)}`);
};

/** Names the folders below a data directory and makes those that every process may need. */
export const openDirectory = (root: string): Directory => {
  const directory: Directory = {
    root,
    keys: join(root, "keys"),
    files: join(root, "files"),
    database: join(root, "database"),
    readings: join(root, "readings"),
    sockets: socketFolder(root),
  };
  mkdirSync(root, { recursive: true });
  for (const folder of [directory.keys, directory.files]) privateFolder(folder);
  // The database may run under another uid and has its socket here; the databases ask for their own secret.
  mkdirSync(directory.sockets, { recursive: true });
  chmodSync(directory.sockets, 0o755);
  return directory;
};

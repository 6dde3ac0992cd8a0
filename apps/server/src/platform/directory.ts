import { createHash } from "node:crypto";
import { chmodSync, existsSync, lstatSync, mkdirSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

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

const digestOf = (root: string): string => createHash("sha256").update(root).digest("hex").slice(0, 16);

const worldExecutable = 0o001;

/** Whether an account that owns nothing on the way can reach a folder. */
export const isReachable = (path: string): boolean => {
  for (let at = resolve(path); at !== dirname(at); at = dirname(at))
    if (existsSync(at) && (statSync(at).mode & worldExecutable) === 0) return false;
  return true;
};

/** PostgreSQL never runs as root, and its own account can't look into root's private home: it lives outside then. */
const isClosedToDatabase = (root: string): boolean => process.getuid?.() === 0 && !isReachable(root);

const socketFolder = (root: string): string => {
  const inside = join(root, "run");
  if (inside.length <= longestSocketFolder && !isClosedToDatabase(root)) return inside;
  return join(tmpdir(), `chengyun-${digestOf(root)}`);
};

/** Where the cluster lies when the data directory is closed to its account. */
const outsideDatabase = (root: string): string => join("/var/lib/chengyun", digestOf(root), "database");

const databaseFolder = (root: string): string =>
  isClosedToDatabase(root) ? outsideDatabase(root) : join(root, "database");

/** Leaves a link where the cluster would lie, when it lies outside. */
export const linkOutside = ({ root, database }: Directory): void => {
  const link = join(root, "database");
  if (database === link || lstatSync(link, { throwIfNoEntry: false }) !== undefined) return;
  mkdirSync(dirname(database), { recursive: true, mode: 0o755 });
  symlinkSync(database, link);
};

/** Names the folders below a data directory and makes those that every process may need. */
export const openDirectory = (root: string): Directory => {
  const directory: Directory = {
    root,
    keys: join(root, "keys"),
    files: join(root, "files"),
    database: databaseFolder(root),
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

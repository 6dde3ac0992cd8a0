import { rmSync } from "node:fs";
import { createConnection, createServer, type Server } from "node:net";
import { join } from "node:path";
import type { Directory } from "./directory.ts";

/** Holds a data directory for one supervisor as long as the process lives. */
export interface DirectoryLock {
  readonly release: () => Promise<void>;
}

const ask = (path: string): Promise<string | undefined> =>
  new Promise((resolve) => {
    const socket = createConnection(path);
    let said = "";
    socket.setTimeout(1_000, () => socket.destroy());
    socket.on("data", (chunk) => {
      said += chunk.toString();
    });
    socket.on("error", () => resolve(undefined));
    socket.on("close", () => resolve(said === "" ? undefined : said));
  });

const listen = (path: string): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.end(String(process.pid));
    });
    server.once("error", reject);
    server.listen(path, () => resolve(server));
  });

/**
 * Takes the directory, or answers the process id of who holds it. A Unix socket is the lock: it ends with its
 * process, so nothing is left to clean up by hand after a crash.
 */
export const lockDirectory = async (directory: Directory): Promise<DirectoryLock | { heldBy: string }> => {
  const path = join(directory.sockets, "lock");
  const holder = await ask(path);
  if (holder !== undefined) return { heldBy: holder };
  rmSync(path, { force: true });
  const server = await listen(path);
  server.unref();
  return {
    release: () => new Promise((resolve) => server.close(() => resolve())),
  };
};

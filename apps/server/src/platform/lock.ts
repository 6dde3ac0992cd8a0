import { randomBytes } from "node:crypto";
import { readdirSync, rmSync } from "node:fs";
import { createConnection, createServer, type Server } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Directory } from "./directory.ts";

/** Holds a data directory for one supervisor as long as the process lives. */
export interface DirectoryLock {
  readonly release: () => Promise<void>;
}

/** What is at a socket: a process that holds the directory, one that is about to, or (undefined) nobody any more. */
type Found = { readonly state: "holds" | "asks"; readonly pid: string } | undefined;

const askMs = 1_000;
const againMs = 20;
/** Said before its process id by who has not looked yet whether anybody else is there. */
const asking = "?";

const ask = (path: string): Promise<Found> =>
  new Promise((resolve) => {
    const socket = createConnection(path);
    let said = "";
    let isThere = false;
    socket.setTimeout(askMs, () => socket.destroy());
    socket.on("connect", () => {
      isThere = true;
    });
    socket.on("data", (chunk) => {
      said += chunk.toString();
    });
    socket.on("error", () => undefined);
    socket.on("close", () => {
      // Who takes the call lives, and only finds no time to speak.
      if (!isThere) resolve(undefined);
      else if (said.startsWith(asking)) resolve({ state: "asks", pid: said.slice(asking.length) });
      else resolve({ state: "holds", pid: said === "" ? "?" : said });
    });
  });

const listen = (path: string, say: () => string): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.end(say());
    });
    server.once("error", reject);
    server.listen(path, () => resolve(server));
  });

const listOthers = (folder: string, own: string): string[] =>
  readdirSync(folder).filter((name) => name.startsWith("lock") && name !== own);

/** Looks at everybody else until nobody is there (undefined) or one is before us; who asks too is before us by name. */
const findHolder = async (folder: string, own: string): Promise<string | undefined> => {
  for (;;) {
    let isAlone = true;
    for (const name of listOthers(folder, own)) {
      const found = await ask(join(folder, name));
      if (found?.state === "holds" || (found !== undefined && name < own)) return found.pid;
      if (found !== undefined) isAlone = false;
    }
    if (isAlone) return undefined;
    await wait(againMs);
  }
};

/**
 * Takes the directory, or answers the process id of who holds it. A Unix socket is the lock: it ends with its
 * process, so nothing is left to clean up by hand after a crash. Each start binds a name of its own first and then
 * looks who else is there, so of two at once the later sees the earlier, and nobody removes a socket that lives.
 */
export const lockDirectory = async (directory: Directory): Promise<DirectoryLock | { heldBy: string }> => {
  const folder = directory.sockets;
  const own = `lock-${randomBytes(4).toString("hex")}`;
  let isMine = false;
  const server = await listen(join(folder, own), () => `${isMine ? "" : asking}${process.pid}`);
  const release = (): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
  const holder = await findHolder(folder, own);
  if (holder !== undefined) {
    await release();
    return { heldBy: holder };
  }
  isMine = true;
  // Until one of them binds anew nobody is behind these, and names are not used twice.
  for (const name of listOthers(folder, own))
    if ((await ask(join(folder, name))) === undefined) rmSync(join(folder, name), { force: true });
  server.unref();
  return { release };
};

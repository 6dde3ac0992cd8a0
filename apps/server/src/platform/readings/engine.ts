import { mkdir, rm, unlink } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { drainPending } from "chdb";
import { Dialect } from "./engine-dialect.ts";
import { EngineSession, SessionPool } from "./engine-session.ts";

export interface EngineConfig {
  /** Data directory of the engine; made when missing, readable by us alone. */
  readonly directory: string;
  /** Unix socket to answer on; `port` instead is for tests of the server way. */
  readonly socket: string;
  readonly port?: number;
}

export interface Engine {
  stop(): Promise<void>;
}

/** Enough for a bulk batch; a bigger body is refused with 413. */
const maxBody = 512 * 1024 * 1024;
/** A thousand keys looked up at once are parameters in the URL. */
const maxHead = 2 * 1024 * 1024;
/** sun_path of Linux is 108 bytes with its closing zero, macOS has 104. */
const maxSocketPath = 103;

const readerCount = 4;
const writerCount = 3;

const isAnswered = (socket: string): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = connect(socket);
    probe.once("connect", () => {
      probe.destroy();
      resolve(true);
    });
    probe.once("error", () => resolve(false));
  });

const claim = async ({ directory, socket }: EngineConfig): Promise<void> => {
  if (Buffer.byteLength(socket) > maxSocketPath) {
    throw new Error(
      `The socket path ${socket} is longer than ${maxSocketPath} bytes; choose a shorter data directory.`,
    );
  }
  if (await isAnswered(socket)) {
    throw new Error(`The readings store in ${directory} is already open.`);
  }
  await unlink(socket).catch((fault: NodeJS.ErrnoException) => {
    if (fault.code !== "ENOENT") throw fault;
  });
};

const readBody = async (request: IncomingMessage): Promise<Buffer | undefined> => {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    const bytes = part as Buffer;
    size += bytes.length;
    if (size > maxBody) return undefined;
    parts.push(bytes);
  }
  return parts.length === 1 ? parts[0] : Buffer.concat(parts, size);
};

const serve = async (dialect: Dialect, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const url = new URL(request.url ?? "/", "http://engine");
  const body = await readBody(request);
  if (url.pathname === "/ping") {
    response.end("Ok.\n");
    return;
  }
  if (body === undefined) {
    response.writeHead(413).end(`Body over ${maxBody} bytes`);
    return;
  }
  const answer = await dialect.answer({ search: url.searchParams, body });
  response.writeHead(answer.status, { ...answer.headers, "Content-Length": answer.body.length });
  response.end(answer.body);
};

const listen = async (server: Server, { socket, port }: EngineConfig): Promise<void> => {
  // The socket is made with the process's mask: nobody may slip in before a chmod.
  const mask = process.umask(0o177);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      if (port === undefined) server.listen(socket, resolve);
      else server.listen(port, "127.0.0.1", resolve);
    });
  } finally {
    process.umask(mask);
  }
};

const openSessions = (directory: string, count: number, readOnly: boolean): SessionPool => {
  const sessions: EngineSession[] = [];
  try {
    for (let i = 0; i < count; i++) sessions.push(new EngineSession(directory, readOnly));
  } catch (fault) {
    for (const session of sessions) session.close();
    throw new Error(
      `The readings store in ${directory} cannot be opened; is another process using it? ${String(fault)}`,
      { cause: fault },
    );
  }
  return new SessionPool(sessions);
};

/** Opens chDB in this process and answers the ClickHouse HTTP dialect on a Unix socket. */
export const startEngine = async (config: EngineConfig): Promise<Engine> => {
  await mkdir(config.directory, { recursive: true, mode: 0o700 });
  await claim(config);
  const writers = openSessions(config.directory, writerCount, false);
  const readers = openSessions(config.directory, readerCount, true);
  // Only now is the directory ours, and what a killed process left in it too.
  const inbox = join(config.directory, "inbox");
  await rm(inbox, { recursive: true, force: true });
  await mkdir(inbox, { mode: 0o700 });
  const dialect = new Dialect(readers, writers, inbox);
  const server = createServer({ maxHeaderSize: maxHead, keepAliveTimeout: 60_000 }, (request, response) => {
    serve(dialect, request, response).catch(() => response.destroy());
  });
  await listen(server, config);
  return {
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      await Promise.race([closed, wait(10_000, undefined, { ref: false })]);
      server.closeAllConnections();
      await drainPending();
      readers.close();
      writers.close();
      await drainPending();
    },
  };
};

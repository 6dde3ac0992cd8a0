import { rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type ErrorCode, errors } from "@chengyun/contracts";
import { uuidv7 } from "uuidv7";
import { hashToken } from "../modules/sensing/device/index.ts";
import type { Intake, Taken } from "./intake.ts";
import type { QuarantineDesk } from "./quarantine-desk.ts";
import type { Roster } from "./roster.ts";

/** What the HTTP door works with. */
export interface DoorParts {
  readonly intake: Intake;
  readonly roster: Roster;
  readonly desk: QuarantineDesk;
  /** Reads who is registered again: a device may knock before we heard of it. */
  readonly lookAgain: () => Promise<void>;
  /** Why the store takes nothing; undefined when it does. */
  readonly storeFault: () => Error | undefined;
  /** Answers for the other processes by path, on the Unix socket alone. */
  readonly inside: Readonly<Record<string, (body: unknown) => unknown>>;
}

/** The door for HTTP. */
export interface Door {
  readonly listenInside: (socket: string) => Promise<void>;
  readonly listenOutside: (port: number, host: string) => Promise<number>;
  readonly close: () => Promise<void>;
}

/** Largest batch, in bytes. */
const bodyLimitBytes = 1024 * 1024;
/** A device waits this long for its readings to be on disk; nothing was acknowledged then. */
const patienceMs = 10_000;
const retryAfterSeconds = "5";

const readBody = async (request: IncomingMessage): Promise<Buffer | undefined> => {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    const bytes = part as Buffer;
    size += bytes.length;
    if (size > bodyLimitBytes) return undefined;
    parts.push(bytes);
  }
  return parts.length === 1 ? parts[0] : Buffer.concat(parts, size);
};

const answer = (response: ServerResponse, status: number, type: string, body: unknown): void => {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "Content-Type": `${type}; charset=utf-8`,
    "Content-Length": Buffer.byteLength(text),
    ...(status === 503 ? { "Retry-After": retryAfterSeconds } : {}),
  });
  response.end(text);
};

const fail = (request: IncomingMessage, response: ServerResponse, code: ErrorCode): void => {
  const { status, text } = errors[code];
  const language = /^\s*en\b/i.test(request.headers["accept-language"] ?? "") ? "en" : "zh";
  const problem = { type: `/errors/${code}`, title: text[language], status, code, requestId: uuidv7() };
  answer(response, status, "application/problem+json", problem);
};

/** Makes the HTTP door; nothing listens yet. */
export const createDoor = ({ intake, roster, desk, storeFault, inside, lookAgain }: DoorParts): Door => {
  const servers: Server[] = [];

  const finish = (request: IncomingMessage, response: ServerResponse, taken: Taken): void => {
    if (response.writableEnded) return;
    if (taken === "undecodable") fail(request, response, "device.undecodable");
    else if (taken === "down") fail(request, response, "store.down");
    else answer(response, 200, "application/json", taken);
  };
  const findDevice = async (hash: Buffer) => {
    const known = roster.findByToken(hash);
    if (known !== undefined) return known;
    await lookAgain();
    return roster.findByToken(hash);
  };
  const up = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
    const device = token === undefined ? undefined : await findDevice(hashToken(token));
    if (device === undefined) {
      request.resume();
      const address = request.socket.remoteAddress?.replace(/^::ffff:/, "");
      desk.put({
        reason: "wrong-token",
        deviceId: undefined,
        address,
        detail: { zh: "HTTP 上报的令牌不对，已拒绝。", en: "Wrong token over HTTP; refused." },
      });
      return fail(request, response, "device.refused");
    }
    const body = await readBody(request);
    if (body === undefined) {
      response.setHeader("Connection", "close");
      return fail(request, response, "request.too-large");
    }
    if (storeFault() !== undefined) return fail(request, response, "store.down");
    const timer = setTimeout(() => finish(request, response, "down"), patienceMs);
    const taken = intake.take(device, body, (how) => {
      clearTimeout(timer);
      finish(request, response, how);
    });
    if (taken) return;
    clearTimeout(timer);
    fail(request, response, "store.full");
  };
  const within = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const handle = inside[request.url ?? ""];
    if (handle === undefined) return fail(request, response, "request.not-found");
    const body = await readBody(request);
    const content: unknown = body === undefined || body.length === 0 ? undefined : JSON.parse(body.toString());
    answer(response, 200, "application/json", await handle(content));
  };
  const serve = (isInside: boolean) => (request: IncomingMessage, response: ServerResponse) => {
    const isUp = request.method === "POST" && request.url === "/api/v1/up";
    if (!isUp && !isInside) return fail(request, response, "request.not-found");
    (isUp ? up(request, response) : within(request, response)).catch(() => response.destroy());
  };
  const open = (isInside: boolean): Server => {
    const server = createServer({ keepAliveTimeout: 65_000, requestTimeout: 30_000 }, serve(isInside));
    servers.push(server);
    return server;
  };
  return {
    listenInside: async (socket) => {
      await rm(socket, { force: true });
      const server = open(true);
      const mask = process.umask(0o177);
      try {
        await new Promise<void>((resolve, reject) => {
          server.once("error", reject);
          server.listen(socket, resolve);
        });
      } finally {
        process.umask(mask);
      }
    },
    listenOutside: (port, host) =>
      new Promise((resolve, reject) => {
        const server = open(false);
        server.once("error", reject);
        server.listen(port, host, () => {
          const address = server.address();
          resolve(typeof address === "object" && address !== null ? address.port : port);
        });
      }),
    close: async () => {
      await Promise.all(
        servers.map(
          (server) =>
            new Promise((resolve) => {
              server.close(resolve);
              server.closeAllConnections();
            }),
        ),
      );
    },
  };
};

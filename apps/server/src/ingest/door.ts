import { rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type ErrorCode, errors } from "@chengyun/contracts";
import { uuidv7 } from "uuidv7";
import { hashToken } from "../modules/sensing/device/index.ts";
import { backfillBytes } from "./backfill.ts";
import type { Intake, Taken } from "./intake.ts";
import type { Load } from "./load.ts";
import type { QuarantineDesk } from "./quarantine-desk.ts";
import type { KnownDevice, Roster } from "./roster.ts";

/** What the HTTP door works with. */
export interface DoorParts {
  readonly intake: Intake;
  readonly load: Load;
  readonly roster: Roster;
  readonly desk: QuarantineDesk;
  /** Reads who is registered again: a device may knock before we heard of it. */
  readonly lookAgain: () => Promise<void>;
  /** Why the store takes nothing; undefined when it does. */
  readonly storeFault: () => Error | undefined;
  /** Takes readings of the past, on the Unix socket alone. */
  readonly backfill: (body: Buffer) => Promise<object | "full" | "down" | "malformed">;
  /** Answers for the other processes by path, on the Unix socket alone. */
  readonly inside: Readonly<Record<string, (body: unknown) => unknown>>;
}

/** Largest batch, in bytes. */
const bodyLimitBytes = 1024 * 1024;
/** A device waits this long for its readings to be on disk; nothing was acknowledged then. */
const patienceMs = 10_000;
/** When somebody may come again: an overload lasts a while, one device's share is free again at once. */
const retryAfterSeconds: Readonly<Record<number, string>> = { 503: "5", 429: "1" };
/** Bytes of bodies that are being read or wait for the disk; beyond, nobody's body is read. */
const heldLimitBytes = 64 * 1024 * 1024;

const readBody = async (request: IncomingMessage, most = bodyLimitBytes): Promise<Buffer | undefined> => {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    const bytes = part as Buffer;
    size += bytes.length;
    if (size > most) return undefined;
    parts.push(bytes);
  }
  return parts.length === 1 ? parts[0] : Buffer.concat(parts, size);
};

const answer = (response: ServerResponse, status: number, type: string, body: unknown): void => {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "Content-Type": `${type}; charset=utf-8`,
    "Content-Length": Buffer.byteLength(text),
    ...(retryAfterSeconds[status] === undefined ? {} : { "Retry-After": retryAfterSeconds[status] }),
  });
  response.end(text);
};

const fail = (request: IncomingMessage, response: ServerResponse, code: ErrorCode): void => {
  const { status, text } = errors[code];
  const language = /^\s*en\b/i.test(request.headers["accept-language"] ?? "") ? "en" : "zh";
  const problem = { type: `/errors/${code}`, title: text[language], status, code, requestId: uuidv7() };
  answer(response, status, "application/problem+json", problem);
};

const finish = (request: IncomingMessage, response: ServerResponse, taken: Taken): void => {
  if (response.writableEnded) return;
  if (taken === "undecodable") fail(request, response, "device.undecodable");
  else if (taken === "down") fail(request, response, "store.down");
  else answer(response, 200, "application/json", taken);
};

const portOf = (server: Server): number => {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
};

/** The door for HTTP: for devices, and on the Unix socket for the other processes too. */
export class Door {
  readonly #parts: DoorParts;
  readonly #servers: Server[] = [];
  #heldBytes = 0;

  constructor(parts: DoorParts) {
    this.#parts = parts;
  }

  async listenInside(socket: string): Promise<void> {
    await rm(socket, { force: true });
    const server = this.#open(true);
    const mask = process.umask(0o177);
    try {
      await new Promise<void>((resolve, reject) => {
        server.once("error", reject);
        server.listen(socket, resolve);
      });
    } finally {
      process.umask(mask);
    }
  }

  listenOutside(port: number, host: string): Promise<number> {
    return new Promise((resolve, reject) => {
      const server = this.#open(false);
      server.once("error", reject);
      server.listen(port, host, () => resolve(portOf(server)));
    });
  }

  async close(): Promise<void> {
    const closed = this.#servers.map((server) => new Promise((resolve) => server.close(resolve)));
    for (const server of this.#servers) server.closeAllConnections();
    await Promise.all(closed);
  }

  #open(isInside: boolean): Server {
    const server = createServer({ keepAliveTimeout: 65_000, requestTimeout: 30_000 }, (request, response) => {
      const isUp = request.method === "POST" && request.url === "/api/v1/up";
      if (!isUp && !isInside) return fail(request, response, "request.not-found");
      (isUp ? this.#up(request, response) : this.#within(request, response)).catch(() => response.destroy());
    });
    this.#servers.push(server);
    return server;
  }

  async #findDevice(hash: Buffer): Promise<KnownDevice | undefined> {
    const { roster, lookAgain } = this.#parts;
    const known = roster.findByToken(hash);
    if (known !== undefined) return known;
    await lookAgain();
    return roster.findByToken(hash);
  }

  #refuse(request: IncomingMessage, response: ServerResponse): void {
    request.resume();
    this.#parts.desk.put({
      reason: "wrong-token",
      deviceId: undefined,
      address: request.socket.remoteAddress?.replace(/^::ffff:/, ""),
      detail: { zh: "HTTP 上报的令牌不对，已拒绝。", en: "Wrong token over HTTP; refused." },
    });
    fail(request, response, "device.refused");
  }

  async #up(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { storeFault } = this.#parts;
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
    const device = token === undefined ? undefined : await this.#findDevice(hashToken(token));
    if (device === undefined) return this.#refuse(request, response);
    if (this.#heldBytes >= heldLimitBytes) return this.#refuseUnread(request, response);
    const held = Math.min(bodyLimitBytes, Number(request.headers["content-length"] ?? bodyLimitBytes));
    this.#heldBytes += held;
    response.once("close", () => {
      this.#heldBytes -= held;
    });
    const body = await readBody(request);
    if (body === undefined) {
      response.setHeader("Connection", "close");
      return fail(request, response, "request.too-large");
    }
    if (storeFault() !== undefined) return fail(request, response, "store.down");
    const timer = setTimeout(() => finish(request, response, "down"), patienceMs);
    const admitted = this.#parts.intake.take(device, body, (how) => {
      clearTimeout(timer);
      finish(request, response, how);
    });
    if (admitted === "taken") return;
    clearTimeout(timer);
    if (admitted === "too-fast") return fail(request, response, "device.too-fast");
    await this.#parts.load.refuse("refused");
    fail(request, response, "store.full");
  }

  /** Too many bodies are held already: this one is not even read. */
  async #refuseUnread(request: IncomingMessage, response: ServerResponse): Promise<void> {
    await this.#parts.load.refuse("refused");
    response.setHeader("Connection", "close");
    fail(request, response, "store.full");
  }

  /** Readings of the past give way first: whoever imports them waits and goes on. */
  async #backfill(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.#parts.load.level !== "calm") {
      await this.#parts.load.refuse("givenWay");
      request.resume();
      return fail(request, response, "store.full");
    }
    const body = await readBody(request, backfillBytes);
    if (body === undefined) return fail(request, response, "request.too-large");
    const taken = await this.#parts.backfill(body);
    if (taken === "malformed") fail(request, response, "request.invalid");
    else if (taken === "full" || taken === "down")
      fail(request, response, taken === "full" ? "store.full" : "store.down");
    else answer(response, 200, "application/json", taken);
  }

  async #within(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === "/internal/backfill") return this.#backfill(request, response);
    const handle = this.#parts.inside[request.url ?? ""];
    if (handle === undefined) return fail(request, response, "request.not-found");
    const body = await readBody(request);
    const content: unknown = body === undefined || body.length === 0 ? undefined : JSON.parse(body.toString());
    answer(response, 200, "application/json", await handle(content));
  }
}

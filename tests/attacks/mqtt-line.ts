import { connect, type Socket } from "node:net";

const text = (words: string | Buffer): Buffer => {
  const bytes = Buffer.from(words as string);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length & 0xffff);
  return Buffer.concat([length, bytes]);
};

const lengthOf = (bytes: number): Buffer => {
  const digits: number[] = [];
  let left = bytes;
  do {
    digits.push((left % 128) | (left >= 128 ? 0x80 : 0));
    left = Math.floor(left / 128);
  } while (left > 0);
  return Buffer.from(digits);
};

/** A packet of MQTT 3.1.1: kind and flags, then what it holds. */
export const packet = (first: number, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.of(first), lengthOf(body.length), body]);
};

/** Who signs in, and what is said when the line breaks. */
export interface Hello {
  readonly id: string;
  readonly username?: string;
  readonly token?: string;
  readonly will?: { readonly topic: string; readonly payload: string; readonly retain?: boolean };
  readonly keeps?: boolean;
}

export const helloPacket = ({ id, username = id, token = "", will, keeps = false }: Hello): Buffer =>
  packet(
    0x10,
    text("MQTT"),
    Buffer.of(4, 0xc0 | (keeps ? 0 : 2) | (will === undefined ? 0 : 0x0c | (will.retain ? 0x20 : 0)), 0, 60),
    text(id),
    ...(will === undefined ? [] : [text(will.topic), text(will.payload)]),
    text(username),
    text(token),
  );

/** A message; with a number it wants an acknowledgement. */
export const publishPacket = (
  topic: string | Buffer,
  payload: string | Buffer,
  { no, qos = 1, retain = false }: { no?: number; qos?: 0 | 1 | 2; retain?: boolean } = {},
): Buffer =>
  packet(
    0x30 | (qos << 1) | Number(retain),
    text(topic),
    ...(qos === 0 ? [] : [Buffer.of((no ?? 1) >> 8, (no ?? 1) & 0xff)]),
    Buffer.from(payload as string),
  );

export const subscribePacket = (no: number, topics: readonly string[]): Buffer =>
  packet(0x82, Buffer.of(no >> 8, no & 0xff), ...topics.flatMap((topic) => [text(topic), Buffer.of(1)]));

/** What came back: kind of packet and its body. */
export interface Got {
  readonly kind: number;
  readonly body: Buffer;
}

/** Takes the whole packets off the front of what came. */
const readPackets = (bytes: Buffer): { got: Got[]; rest: Buffer } => {
  const got: Got[] = [];
  let rest = bytes;
  for (;;) {
    let [length, scale, at] = [0, 1, 1];
    for (; at < rest.length; at += 1) {
      const digit = rest[at] ?? 0;
      length += (digit & 0x7f) * scale;
      scale *= 128;
      if (digit < 0x80) break;
    }
    const end = at + 1 + length;
    if (at >= rest.length || end > rest.length) return { got, rest };
    got.push({ kind: (rest[0] ?? 0) >> 4, body: rest.subarray(at + 1, end) });
    rest = rest.subarray(end);
  }
};

/** A bare line to the broker, on which anything can be said. */
export class RawLine {
  readonly socket: Socket;
  readonly got: Got[] = [];
  closed = false;
  readonly #gone: Promise<void>;
  #rest: Buffer = Buffer.alloc(0);
  #wake: () => void = () => undefined;

  constructor(port: number, from?: string) {
    this.socket = connect({ port, host: "127.0.0.1", ...(from === undefined ? {} : { localAddress: from }) });
    this.socket.on("error", () => undefined);
    this.socket.on("data", (part) => {
      const { got, rest } = readPackets(Buffer.concat([this.#rest, part]));
      this.got.push(...got);
      this.#rest = rest;
      this.#wake();
    });
    this.#gone = new Promise((resolve) =>
      this.socket.once("close", () => {
        this.closed = true;
        this.#wake();
        resolve();
      }),
    );
  }

  send(bytes: Buffer): void {
    if (!this.socket.destroyed) this.socket.write(bytes);
  }

  /** The first packet that fits; undefined when the line broke or nothing came in time. */
  async find(fits: (got: Got) => boolean, withinMs = 5_000): Promise<Got | undefined> {
    const until = performance.now() + withinMs;
    for (;;) {
      const found = this.got.find(fits);
      const left = until - performance.now();
      if (found !== undefined || this.closed || left <= 0) return found;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  /** Signs in; the code it was answered with, undefined when the line broke. */
  async enter(hello: Hello): Promise<number | undefined> {
    this.send(helloPacket(hello));
    return (await this.find(({ kind }) => kind === 2))?.body[1];
  }

  /** Whether a message was acknowledged. */
  async say(
    topic: string | Buffer,
    payload: string | Buffer,
    how: { no?: number; retain?: boolean } = {},
  ): Promise<boolean> {
    const no = how.no ?? 1;
    this.send(publishPacket(topic, payload, { no, ...how }));
    return (await this.find(({ kind, body }) => kind === 4 && body.readUInt16BE(0) === no)) !== undefined;
  }

  /** True when the line is cut by the other side within a time. */
  async isCut(withinMs = 5_000): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([
      this.#gone,
      new Promise((resolve) => {
        timer = setTimeout(resolve, withinMs);
      }),
    ]);
    clearTimeout(timer);
    return this.closed;
  }

  end(): void {
    this.socket.destroy();
  }
}

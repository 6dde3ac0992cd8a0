import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";

/** Who signs in. */
interface Device {
  readonly id: string;
  readonly token: string;
}

const text = (value: string): Buffer => {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
};

/** MQTT's length of what follows. */
const lengthOf = (bytes: number): Buffer => {
  const parts: number[] = [];
  for (let left = bytes; left > 0 || parts.length === 0; left = Math.floor(left / 128))
    parts.push((left % 128) | (left >= 128 ? 128 : 0));
  return Buffer.from(parts);
};

const packet = (head: number, ...body: readonly Buffer[]): Buffer => {
  const all = Buffer.concat(body);
  return Buffer.concat([Buffer.from([head]), lengthOf(all.length), all]);
};

const number = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
};

/** CONNECT with a clean session and a keep-alive of a minute. */
export const connectPacket = ({ id, token }: Device): Buffer =>
  packet(0x10, text("MQTT"), Buffer.from([4, 0xc2]), number(60), text(id), text(id), text(token));

/** PUBLISH at QoS 1. */
export const publishPacket = (topic: string, payload: Buffer, messageId: number): Buffer =>
  packet(0x32, text(topic), number(messageId), payload);

/** SUBSCRIBE at QoS 1. */
export const subscribePacket = (topic: string): Buffer => packet(0x82, number(1), text(topic), Buffer.from([1]));

/** A line without a library between: it reads only when told to, and may send what no library would. */
export interface RawLine {
  readonly socket: Socket;
  /** Acknowledgements of messages so far. */
  readonly acknowledged: () => number;
  /** Resolves with the first of them. */
  readonly firstAck: Promise<void>;
  /** Resolves when the other side has ended it. */
  readonly ended: Promise<void>;
}

/** Signs in and counts PUBACKs; fails when it is refused. */
export const openRawLine = (port: number, device: Device, isTls = false): Promise<RawLine> =>
  new Promise((resolve, reject) => {
    const socket = isTls
      ? connectTls({ port, host: "127.0.0.1", rejectUnauthorized: false })
      : connect({ port, host: "127.0.0.1" });
    let [acknowledged, rest, isIn] = [0, Buffer.alloc(0) as Buffer, false];
    let first: () => void = () => undefined;
    const firstAck = new Promise<void>((settle) => {
      first = settle;
    });
    const ended = new Promise<void>((end) => socket.once("close", () => end()));
    socket.once(isTls ? "secureConnect" : "connect", () => socket.write(connectPacket(device)));
    socket.once("error", reject);
    socket.once("close", () => reject(new Error("cut")));
    socket.on("data", (data: Buffer) => {
      rest = Buffer.concat([rest, data]);
      while (rest.length >= 2 && rest.length >= 2 + (rest[1] ?? 0)) {
        const [kind, length] = [(rest[0] ?? 0) >> 4, rest[1] ?? 0];
        if (kind === 4) {
          acknowledged += 1;
          first();
        }
        if (kind === 2 && !isIn) {
          isIn = true;
          if (rest[3] === 0) resolve({ socket, acknowledged: () => acknowledged, firstAck, ended });
          else reject(new Error(`refused: ${rest[3]}`));
        }
        rest = rest.subarray(2 + length);
      }
    });
  });

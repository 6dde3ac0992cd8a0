// Devices as raw sockets: one process stands for thousands of gauges, each with its own credentials, each waiting for
// the acknowledgement of its reading before it sends the next. Told by its parent what to do, answers with figures.
import { connect, type Socket } from "node:net";

/** A gauge that signs in. */
export interface LoadDevice {
  readonly id: string;
  readonly token: string;
}

/** What the load is asked for. */
export interface LoadWish {
  readonly port: number;
  readonly devices: readonly LoadDevice[];
  readonly seconds: number;
  /** Messages a second of all together; 0 for as many as are acknowledged. */
  readonly perSecond: number;
  /** First device time of this run: runs must not repeat each other. */
  readonly from: number;
  readonly stream: string;
}

/** What came of it. */
export interface LoadResult {
  readonly sent: number;
  readonly acknowledged: number;
  readonly seconds: number;
  /** From message to PUBACK, in ms. */
  readonly p50: number;
  readonly p99: number;
  readonly worst: number;
  readonly lost: number;
  /** Acknowledged by each device, in order. */
  readonly byDevice: readonly number[];
  readonly cpuSeconds: number;
}

interface Line {
  readonly device: LoadDevice;
  readonly socket: Socket;
  readonly head: Buffer;
  sentAt: number;
  acknowledged: number;
  sent: number;
  at: number;
  isReady: boolean;
  isOpen: boolean;
}

const text = (value: string): Buffer => {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
};

const remaining = (length: number): Buffer =>
  length < 128 ? Buffer.from([length]) : Buffer.from([(length % 128) | 128, Math.floor(length / 128)]);

const connectPacket = ({ id, token }: LoadDevice): Buffer => {
  const body = Buffer.concat([text("MQTT"), Buffer.from([4, 0xc2, 0, 0]), text(id), text(id), text(token)]);
  return Buffer.concat([Buffer.from([0x10]), remaining(body.length), body]);
};

const payloadOf = (line: Line, stream: string): string =>
  `{"at":"${new Date(line.at).toISOString()}","v":{"${stream}":${20 + (line.sent % 50)}}}`;

const send = (line: Line, stream: string): void => {
  line.at = Math.max(line.at + 1, Date.now());
  line.sent += 1;
  line.isReady = false;
  const payload = payloadOf(line, stream);
  const packet = Buffer.allocUnsafe(3 + line.head.length + 2 + payload.length);
  const length = line.head.length + 2 + payload.length;
  packet[0] = 0x32;
  packet[1] = (length % 128) | 128;
  packet[2] = Math.floor(length / 128);
  line.head.copy(packet, 3);
  packet.writeUInt16BE((line.sent % 65_000) + 1, 3 + line.head.length);
  packet.write(payload, 5 + line.head.length, "latin1");
  line.sentAt = performance.now();
  line.socket.write(packet);
};

const open = (wish: LoadWish, device: LoadDevice, onAck: (line: Line) => void): Promise<Line> =>
  new Promise((resolve, reject) => {
    const socket = connect({ port: wish.port, host: "127.0.0.1", noDelay: true });
    const line: Line = {
      device,
      socket,
      head: text(`up/${device.id}`),
      sentAt: 0,
      acknowledged: 0,
      sent: 0,
      at: wish.from,
      isReady: true,
      isOpen: false,
    };
    let pending = 0;
    socket.once("connect", () => socket.write(connectPacket(device)));
    socket.on("data", (data) => {
      let bytes = data.length + pending;
      if (!line.isOpen) {
        if (data[0] !== 0x20 || data[3] !== 0) return reject(new Error(`refused: ${data[3]}`));
        line.isOpen = true;
        bytes -= 4;
        resolve(line);
      }
      for (; bytes >= 4; bytes -= 4) onAck(line);
      pending = bytes;
    });
    socket.once("error", reject);
    socket.once("close", () => {
      line.isOpen = false;
    });
  });

const openAll = async (wish: LoadWish, onAck: (line: Line) => void): Promise<Line[]> => {
  const lines: Line[] = [];
  for (let start = 0; start < wish.devices.length; start += 100)
    lines.push(
      ...(await Promise.all(wish.devices.slice(start, start + 100).map((device) => open(wish, device, onAck)))),
    );
  return lines;
};

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Sends at a steady pace whatever is acknowledged; a device that still waits is passed over. */
const pace = async (wish: LoadWish, lines: readonly Line[], until: number): Promise<void> => {
  const began = performance.now();
  let sent = 0;
  let next = 0;
  while (performance.now() < until) {
    const due = Math.floor(((performance.now() - began) / 1_000) * wish.perSecond);
    for (let tried = 0; sent < due && tried < lines.length; tried += 1) {
      const line = lines[next % lines.length];
      next += 1;
      if (line?.isReady !== true) continue;
      send(line, wish.stream);
      sent += 1;
    }
    await sleep(2);
  }
};

const percentile = (sorted: Float64Array, share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

/** Runs one load. */
export const load = async (wish: LoadWish): Promise<LoadResult> => {
  const times = new Float64Array(20_000_000);
  let acknowledged = 0;
  let running = false;
  const onAck = (line: Line) => {
    times[acknowledged] = performance.now() - line.sentAt;
    acknowledged += 1;
    line.acknowledged += 1;
    line.isReady = true;
    if (running && wish.perSecond === 0) send(line, wish.stream);
  };
  const lines = await openAll(wish, onAck);
  const cpu = process.cpuUsage();
  const began = performance.now();
  const until = began + wish.seconds * 1_000;
  running = true;
  if (wish.perSecond === 0) {
    for (const line of lines) send(line, wish.stream);
    await sleep(wish.seconds * 1_000);
  } else await pace(wish, lines, until);
  running = false;
  const inTime = acknowledged;
  const seconds = (performance.now() - began) / 1_000;
  const used = process.cpuUsage(cpu);
  for (let turn = 0; turn < 300 && lines.some((line) => !line.isReady && line.isOpen); turn += 1) await sleep(50);
  const lost = lines.filter((line) => !line.isReady).length;
  for (const line of lines) line.socket.destroy();
  const sorted = times.slice(0, acknowledged).sort();
  return {
    sent: lines.reduce((sum, line) => sum + line.sent, 0),
    acknowledged: inTime,
    seconds,
    p50: percentile(sorted, 0.5),
    p99: percentile(sorted, 0.99),
    worst: sorted.at(-1) ?? Number.NaN,
    lost,
    byDevice: lines.map((line) => line.acknowledged),
    cpuSeconds: (used.user + used.system) / 1e6,
  };
};

process.on("message", (wish: LoadWish) => {
  void load(wish).then(
    (result) => process.send?.({ result }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});

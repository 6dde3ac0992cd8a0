import type { Aedes, Client } from "aedes";
import type { DeviceNotice, DeviceNoticeAnswer } from "../platform/ingest-link.ts";

/** Where a display or a sounder listens. */
export const noticeTopic = (deviceId: string): string => `notices/${deviceId}`;

/** Longest that a device may take to acknowledge; whoever asked waits a second more. */
const patienceMs = 4_000;
const largestId = 65_535;
/** What may lie unread for a line that does not read; beyond, it is cut, and what keeps a session has it later. */
const mostUnreadBytes = 1024 * 1024;

/** What of a line the broker's library keeps to itself: numbers of messages, what is subscribed, what comes in. */
interface Line {
  _nextId: number;
  readonly id: string;
  readonly clean: boolean;
  readonly conn: { readonly writableLength?: number; readonly destroy: () => void };
  readonly subscriptions: Readonly<Record<string, { readonly qos: number } | undefined>>;
  readonly deliverQoS: (packet: object, done: (error?: Error) => void) => void;
  readonly _parser: {
    on: (event: "packet", listener: (packet: Incoming) => void) => void;
    removeListener: (event: "packet", listener: (packet: Incoming) => void) => void;
  };
}

interface Incoming {
  readonly cmd: string;
  readonly messageId?: number;
}

const nextIdOf = (line: Line): number => {
  const id = line._nextId;
  line._nextId = id >= largestId ? 1 : id + 1;
  return id;
};

/** The same of the broker. */
interface Lines {
  readonly id: string;
  counter: number;
  readonly clients: Readonly<Record<string, Client | undefined>>;
  readonly persistence: {
    readonly storeRetained: (packet: object) => Promise<unknown>;
    readonly outgoingEnqueue: (to: { clientId: string }, packet: object) => Promise<unknown>;
  };
}

/** Writes one message to a line that listens; resolves when its own PUBACK comes, and not before. */
const sendTo = async (lines: Lines, line: Line, topic: string, payload: Buffer): Promise<DeviceNoticeAnswer> => {
  const messageId = nextIdOf(line);
  lines.counter += 1;
  const from = { brokerId: lines.id, brokerCounter: lines.counter };
  const packet = { ...from, cmd: "publish", topic, payload, qos: 1, retain: false, dup: false, messageId };
  // A device that keeps its session gets what it did not acknowledge when it comes back.
  if (!line.clean) await lines.persistence.outgoingEnqueue({ clientId: line.id }, packet);
  return new Promise((resolve) => {
    const end = (answer: DeviceNoticeAnswer): void => {
      clearTimeout(timer);
      line._parser.removeListener("packet", listen);
      resolve(answer);
    };
    const listen = ({ cmd, messageId: of }: Incoming): void => {
      if (cmd === "puback" && of === messageId) end("acknowledged");
    };
    const timer = setTimeout(() => end("silent"), patienceMs);
    line._parser.on("packet", listen);
    line.deliverQoS(packet, (error) => {
      if (error) end("silent");
    });
  });
};

/** Tells a device something over the broker, at least once; kept for the next that subscribes when it is retained. */
export const tellDevice = async (
  aedes: Aedes,
  { device, payload, retain }: DeviceNotice,
): Promise<DeviceNoticeAnswer> => {
  const topic = noticeTopic(device);
  const body = Buffer.from(payload);
  const lines = aedes as unknown as Lines;
  if (retain) await lines.persistence.storeRetained({ cmd: "publish", topic, payload: body, qos: 1, retain: true });
  const line = lines.clients[device] as unknown as Line | undefined;
  if (line === undefined) return "away";
  const subscription = line.subscriptions[topic];
  if (subscription === undefined) return "deaf";
  if (subscription.qos < 1) return "unacknowledging";
  if ((line.conn.writableLength ?? 0) <= mostUnreadBytes) return sendTo(lines, line, topic, body);
  line.conn.destroy();
  return "silent";
};

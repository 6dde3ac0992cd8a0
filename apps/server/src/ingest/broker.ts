import { timingSafeEqual } from "node:crypto";
import { createServer, type Server, type Socket } from "node:net";
import { Aedes, type AuthenticateError, type Client, type PublishPacket } from "aedes";
import { hashToken } from "../modules/sensing/device/index.ts";
import type { Intake } from "./intake.ts";
import type { QuarantineDesk } from "./quarantine-desk.ts";
import type { KnownDevice, Roster } from "./roster.ts";

/** What the broker works with. */
export interface BrokerParts {
  readonly intake: Intake;
  readonly roster: Roster;
  readonly desk: QuarantineDesk;
  /** Reads who is registered again: a device may knock before we heard of it. */
  readonly lookAgain: () => Promise<void>;
}

/** The door for devices that speak MQTT. */
export interface Broker {
  readonly listen: (port: number, host: string) => Promise<number>;
  /** Cuts the lines of devices whose token no longer opens. */
  readonly cut: (deviceIds: readonly string[]) => void;
  readonly connections: () => number;
  readonly close: () => Promise<void>;
}

/** Longest payload of a message, in bytes; its packet has a topic and a header besides. */
export const payloadLimitBytes = 256 * 1024;
const packetLimitBytes = payloadLimitBytes + 1_024;
/** A CONNECT holds an id, a name and a token. */
const connectLimitBytes = 2_048;
const mostConnections = 50_000;
/** Sockets that have not signed in yet; more are turned away at once. */
const mostStrangers = 2_000;
const connectMs = 10_000;
const drainMs = 8_000;
/** Between two tries of a message that found the queue full; its socket is not read meanwhile. */
const roomMs = 25;

const badPassword = 4;

const refusal = (): AuthenticateError => Object.assign(new Error("refused"), { returnCode: badPassword });

const ownTopics = ["up/", "cmd/"] as const;

/** What a device may publish to: its readings, and answers to commands. */
const isOwnUp = (topic: string, id: string): boolean =>
  topic.length === id.length + 3 && topic.startsWith(ownTopics[0]) && topic.endsWith(id);

const isOwnAck = (topic: string, id: string): boolean => topic === `cmd/${id}/ack`;

/** Length of the packet that is being received, as its header says; aedes would gather 256 MB of it. */
const announcedLength = (client: Client): number =>
  (client as unknown as { _parser?: { packet?: { length?: number } } })._parser?.packet?.length ?? 0;

const addressOf = (client: Client | null): string | undefined =>
  (client?.conn as Socket | undefined)?.remoteAddress?.replace(/^::ffff:/, "");

/** Starts a broker that hands every message to the intake and acknowledges it when that is done. */
export const startBroker = async ({ intake, roster, desk, lookAgain }: BrokerParts): Promise<Broker> => {
  const broker = await Aedes.createBroker({
    connectTimeout: connectMs,
    drainTimeout: drainMs,
    heartbeatInterval: 60_000,
    maxTopicLevels: 8,
    queueLimit: 8,
    maxInflightInbound: 64,
  });
  const devices = new WeakMap<Client, KnownDevice>();
  const waiting: (() => boolean)[] = [];

  const putStranger = (client: Client, reason: "unknown-device" | "wrong-token", id: string) =>
    desk.put({
      reason,
      deviceId: id,
      address: addressOf(client),
      detail:
        reason === "wrong-token"
          ? { zh: "令牌不对，已拒绝连接。", en: "Wrong token; the connection was refused." }
          : { zh: "没有登记的设备，已拒绝连接。", en: "Not a registered device; the connection was refused." },
    });
  const putForeign = (device: KnownDevice, client: Client, topic: string) =>
    desk.put({
      reason: "foreign-topic",
      deviceId: device.id,
      address: addressOf(client),
      detail: {
        zh: `不属于它的主题“${topic.slice(0, 100)}”，已拒绝。`,
        en: `Not its own topic “${topic.slice(0, 100)}”; refused.`,
      },
      areaPath: device.areaPath,
      about: topic.slice(0, 100),
    });
  const putTooLarge = (device: KnownDevice | undefined, client: Client, bytes: number) =>
    desk.put({
      reason: "too-large",
      deviceId: device?.id,
      address: addressOf(client),
      detail: {
        zh: `报文 ${bytes} 字节，上限 ${payloadLimitBytes} 字节；连接已断开。`,
        en: `A message of ${bytes} bytes, the limit is ${payloadLimitBytes}; the line was cut.`,
      },
      ...(device === undefined ? {} : { areaPath: device.areaPath, about: "size" }),
    });

  /** The device that may come in with these words, or why nobody may. */
  const judgeStranger = (
    id: string,
    username: string | undefined,
    token: Buffer,
  ): KnownDevice | "unknown-device" | "wrong-token" => {
    const device = roster.find(id);
    if (device === undefined || username !== id) return "unknown-device";
    return timingSafeEqual(hashToken(token), device.tokenHash) ? device : "wrong-token";
  };
  broker.authenticate = (client, username, password, done) => {
    const token = (password ?? Buffer.alloc(0)) as Buffer;
    const admit = (device: KnownDevice) => {
      devices.set(client, device);
      done(null, true);
    };
    const first = judgeStranger(client.id, username, token);
    if (typeof first === "object") return admit(first);
    void lookAgain().then(() => {
      const second = judgeStranger(client.id, username, token);
      if (typeof second === "object") return admit(second);
      putStranger(client, second, client.id);
      done(refusal(), null);
    });
  };
  const takeWhenRoom = (device: KnownDevice, payload: Buffer, done: (error?: Error | null) => void) => {
    const attempt = () =>
      intake.take(device, payload, (taken) => done(taken === "down" ? new Error("the store is away") : null));
    if (!attempt()) waiting.push(attempt);
  };
  const retry = setInterval(() => {
    while (waiting[0]?.() === true) waiting.shift();
  }, roomMs);
  broker.authorizePublish = (client, packet, done) => {
    const device = client === null ? undefined : devices.get(client);
    if (client === null || device === undefined) return done(new Error("nobody publishes here but devices"));
    if (isOwnUp(packet.topic, device.id)) {
      const payload = packet.payload as Buffer;
      if (payload.length <= payloadLimitBytes) return takeWhenRoom(device, payload, done);
      putTooLarge(device, client, payload.length);
      return done(new Error("too large"));
    }
    if (isOwnAck(packet.topic, device.id)) return done(null);
    putForeign(device, client, packet.topic);
    done(new Error("not its own topic"));
  };
  broker.authorizeSubscribe = (client, subscription, done) => {
    const device = devices.get(client);
    if (device !== undefined && subscription.topic === `cmd/${device.id}`) return done(null, subscription);
    if (device !== undefined) putForeign(device, client, subscription.topic);
    done(null, null);
  };
  // Readings are nobody's subscription, and one kept as retained would stay in memory: they end at the intake.
  const publish = broker.publish.bind(broker);
  const route = (packet: PublishPacket, client: unknown, done?: unknown): void => {
    const end = (typeof client === "function" ? client : done) as ((error?: Error) => void) | undefined;
    if (packet.topic.startsWith(ownTopics[0])) end?.();
    else (publish as (...given: unknown[]) => void)(packet, client, done);
  };
  broker.publish = route as typeof broker.publish;

  let strangers = 0;
  const sockets = new Set<Socket>();
  const watchSize = (socket: Socket, client: Client) => {
    socket.on("readable", () => {
      const bytes = announcedLength(client);
      const device = devices.get(client);
      if (bytes <= (device === undefined ? connectLimitBytes : packetLimitBytes)) return;
      putTooLarge(device, client, bytes);
      socket.destroy();
    });
  };
  const accept = (socket: Socket) => {
    if (strangers >= mostStrangers) {
      socket.destroy();
      return;
    }
    strangers += 1;
    sockets.add(socket);
    socket.setNoDelay(true);
    let isStranger = true;
    const settle = () => {
      if (isStranger) strangers -= 1;
      isStranger = false;
    };
    const client = broker.handle(socket);
    (client as unknown as { once: (event: string, listener: () => void) => void }).once("connected", settle);
    watchSize(socket, client);
    socket.once("close", () => {
      sockets.delete(socket);
      settle();
    });
  };
  const server: Server = createServer(accept);
  server.maxConnections = mostConnections;
  for (const event of ["clientError", "connectionError"] as const) broker.on(event, () => undefined);
  return {
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen({ port, host, backlog: 1_024 }, () => {
          const address = server.address();
          resolve(typeof address === "object" && address !== null ? address.port : port);
        });
      }),
    cut: (deviceIds) => {
      const clients = (broker as unknown as { clients: Record<string, Client | undefined> }).clients;
      for (const id of deviceIds) clients[id]?.close();
    },
    connections: () => broker.connectedClients,
    close: async () => {
      clearInterval(retry);
      const closed = new Promise((resolve) => server.close(resolve));
      await new Promise<void>((resolve) => broker.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
};

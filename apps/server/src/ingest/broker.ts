import { timingSafeEqual } from "node:crypto";
import { createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type Server as TlsServer } from "node:tls";
import { Aedes, type AuthenticateError, type Client, type PublishPacket } from "aedes";
import { hashToken } from "../modules/sensing/device/index.ts";
import type { TlsSetting } from "../platform/certificate.ts";
import type { DeviceNotice, DeviceNoticeAnswer } from "../platform/ingest-link.ts";
import type { Intake } from "./intake.ts";
import type { Load } from "./load.ts";
import { noticeTopic, tellDevice } from "./notice-line.ts";
import type { QuarantineDesk } from "./quarantine-desk.ts";
import type { KnownDevice, Roster } from "./roster.ts";
import { type StrangerLimits, Strangers } from "./strangers.ts";
import { WaitingRoom } from "./waiting-room.ts";

/** What the broker works with. */
export interface BrokerParts {
  readonly intake: Intake;
  readonly load: Load;
  readonly roster: Roster;
  readonly desk: QuarantineDesk;
  /** Reads who is registered again: a device may knock before we heard of it. */
  readonly lookAgain: () => Promise<void>;
}

/** Longest payload of a message, in bytes; its packet has a topic and a header besides. */
export const payloadLimitBytes = 256 * 1024;
const packetLimitBytes = payloadLimitBytes + 1_024;
/** A CONNECT holds an id, a name and a token. */
const connectLimitBytes = 2_048;
const mostConnections = 50_000;
/** Lines that have not signed in yet: a good one takes some milliseconds for it. */
const strangerLimits: StrangerLimits = { most: 2_000, patienceMs: 2_000 };
const connectMs = 10_000;
const drainMs = 8_000;
/** Bytes of messages that may wait for a place, over all lines; who brings more is cut. */
export const heldLimitBytes = 64 * 1024 * 1024;
/** Between two tries of a message that found the queue full; its socket is not read meanwhile. */
const roomMs = 25;

const badPassword = 4;
/** How the library refuses a topic before anybody else sees it. */
const badTopic = /^topic has too many levels$|not allowed in PUBLISH$/;

const refusal = (): AuthenticateError => Object.assign(new Error("refused"), { returnCode: badPassword });

const upTopic = "up/";

/** What a device may publish to: its readings, and answers to commands. */
const isOwnUp = (topic: string, id: string): boolean =>
  topic.length === upTopic.length + id.length && topic.startsWith(upTopic) && topic.endsWith(id);

const isOwnAck = (topic: string, id: string): boolean => topic === `cmd/${id}/ack`;

/** Length of the packet that is being received, as its header says; aedes would gather 256 MB of it. */
const announcedLength = (client: Client): number =>
  (client as unknown as { _parser?: { packet?: { length?: number } } })._parser?.packet?.length ?? 0;

const addressOf = (client: Client | null): string | undefined =>
  (client?.conn as Socket | undefined)?.remoteAddress?.replace(/^::ffff:/, "");

interface Credentials {
  readonly username: string | undefined;
  readonly password: Buffer | undefined;
}

const toAedes = (): Promise<Aedes> =>
  Aedes.createBroker({
    connectTimeout: connectMs,
    drainTimeout: drainMs,
    heartbeatInterval: 60_000,
    maxTopicLevels: 8,
    queueLimit: 8,
    maxInflightInbound: 64,
  });

/** Readings are nobody's subscription, and one kept as retained would stay in memory: they end at the intake. */
const endReadings = (aedes: Aedes): void => {
  const publish = aedes.publish.bind(aedes) as (...given: unknown[]) => void;
  const route = (packet: PublishPacket, client: unknown, done?: unknown): void => {
    const end = (typeof client === "function" ? client : done) as ((error?: Error) => void) | undefined;
    if (packet.topic.startsWith(upTopic)) end?.();
    else publish(packet, client, done);
  };
  aedes.publish = route as typeof aedes.publish;
};

const listenOn = (server: Server, port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host, backlog: 1_024 }, () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });

/** The door for devices that speak MQTT: every message goes to the intake and is acknowledged when that is done. */
export class Broker {
  readonly #parts: BrokerParts;
  readonly #aedes: Aedes;
  readonly #server: Server;
  readonly #devices = new WeakMap<Client, KnownDevice>();
  readonly #sockets = new Set<Socket>();
  /** Messages that found the queue full. */
  readonly #waiting = new WaitingRoom();
  readonly #retry: NodeJS.Timeout;
  readonly #strangers = new Strangers(strangerLimits);
  #secure: TlsServer | undefined;

  private constructor(parts: BrokerParts, aedes: Aedes) {
    this.#parts = parts;
    this.#aedes = aedes;
    this.#server = createServer((socket) => this.#accept(socket));
    this.#server.maxConnections = mostConnections;
    this.#retry = setInterval(() => this.#waiting.drain(), roomMs);
    aedes.authenticate = (client, username, password, done) => this.#authenticate(client, { username, password }, done);
    aedes.authorizePublish = (client, packet, done) => this.#authorizePublish(client, packet, done);
    aedes.authorizeSubscribe = (client, subscription, done) => {
      const device = this.#devices.get(client);
      const { topic } = subscription;
      if (device !== undefined && (topic === `cmd/${device.id}` || topic === noticeTopic(device.id)))
        return done(null, subscription);
      if (device !== undefined) this.#putForeign(device, client, topic);
      done(null, null);
    };
    endReadings(aedes);
    aedes.on("connectionError", () => undefined);
    aedes.on("clientError", (client: Client, { message }: Error) => {
      const device = this.#devices.get(client);
      if (device !== undefined && badTopic.test(message)) this.#putBadTopic(device, client);
    });
  }

  static async start(parts: BrokerParts): Promise<Broker> {
    return new Broker(parts, await toAedes());
  }

  listen(port: number, host: string): Promise<number> {
    return listenOn(this.#server, port, host);
  }

  /** The same door over TLS; answers its port, and how a renewed certificate is taken. */
  async listenTls(
    tls: TlsSetting,
    port: number,
    host: string,
  ): Promise<{ port: number; renew: (tls: TlsSetting) => void }> {
    const server: TlsServer = createTlsServer({ ...tls, handshakeTimeout: connectMs }, (socket) =>
      this.#accept(socket),
    );
    server.maxConnections = mostConnections;
    // A handshake that fails is nobody who came in.
    server.on("tlsClientError", () => undefined);
    this.#secure = server;
    return { port: await listenOn(server, port, host), renew: (fresh) => server.setSecureContext(fresh) };
  }

  /** Tells a registered device something. */
  async tell(notice: DeviceNotice): Promise<DeviceNoticeAnswer> {
    return this.#parts.roster.find(notice.device) === undefined ? "unknown" : tellDevice(this.#aedes, notice);
  }

  /** Cuts the lines of devices whose token no longer opens. */
  cut(deviceIds: readonly string[]): void {
    const { clients } = this.#aedes as unknown as { clients: Record<string, Client | undefined> };
    for (const id of deviceIds) clients[id]?.close();
  }

  get connections(): number {
    return this.#aedes.connectedClients;
  }

  /** Bytes of messages that wait for a place. */
  get heldBytes(): number {
    return this.#waiting.bytes;
  }

  async close(): Promise<void> {
    clearInterval(this.#retry);
    const servers: Server[] = [this.#server, ...(this.#secure === undefined ? [] : [this.#secure])];
    const closed = Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    await new Promise<void>((resolve) => this.#aedes.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  /** The device that may come in with these words, or why nobody may. */
  #judge(id: string, { username, password }: Credentials): KnownDevice | "unknown-device" | "wrong-token" {
    const device = this.#parts.roster.find(id);
    if (device === undefined || username !== id) return "unknown-device";
    const hash = hashToken(password ?? Buffer.alloc(0));
    return timingSafeEqual(hash, device.tokenHash) ? device : "wrong-token";
  }

  #authenticate(
    client: Client,
    words: Credentials,
    done: (error: AuthenticateError | null, success: boolean | null) => void,
  ): void {
    const admit = (device: KnownDevice) => {
      this.#devices.set(client, device);
      done(null, true);
    };
    const first = this.#judge(client.id, words);
    if (typeof first === "object") {
      admit(first);
      return;
    }
    void this.#parts.lookAgain().then(() => {
      const second = this.#judge(client.id, words);
      if (typeof second === "object") {
        admit(second);
        return;
      }
      this.#putStranger(client, second);
      done(refusal(), null);
    });
  }

  #authorizePublish(client: Client | null, packet: PublishPacket, done: (error?: Error | null) => void): void {
    const device = client === null ? undefined : this.#devices.get(client);
    if (client === null || device === undefined) done(new Error("nobody publishes here but devices"));
    else if (isOwnUp(packet.topic, device.id)) {
      const payload = packet.payload as Buffer;
      if (payload.length <= payloadLimitBytes) this.#takeWhenRoom(device, client, { payload, done });
      else {
        this.#putTooLarge(device, client, payload.length);
        done(new Error("too large"));
      }
    } else if (isOwnAck(packet.topic, device.id)) done(null);
    else {
      this.#putForeign(device, client, packet.topic);
      done(new Error("not its own topic"));
    }
  }

  /** Takes a message now or when there is room; it is acknowledged only then, and its socket not read until. */
  #takeWhenRoom(
    device: KnownDevice,
    client: Client,
    { payload, done }: { payload: Buffer; done: (error?: Error | null) => void },
  ): void {
    const { intake, load } = this.#parts;
    const attempt = () =>
      intake.take(device, payload, (taken) => done(taken === "down" ? new Error("the store is away") : null));
    const first = this.#waiting.has(device) ? "too-fast" : attempt();
    if (first === "taken") return;
    if (first === "full") void load.announce();
    if (this.#waiting.bytes + payload.length <= heldLimitBytes)
      this.#waiting.add(device, payload.length, () => (client.closed ? "gone" : attempt()));
    else
      void load.refuse("cut").then(() => {
        client.close();
        done(new Error("too much waits already"));
      });
  }

  #accept(socket: Socket): void {
    const settle = this.#strangers.take(socket);
    if (settle === undefined) {
      socket.destroy();
      return;
    }
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    const client = this.#aedes.handle(socket);
    (client as unknown as { once: (event: string, listener: () => void) => void }).once("connected", settle);
    this.#watchSize(socket, client);
    socket.once("close", () => {
      this.#sockets.delete(socket);
      settle();
    });
  }

  #watchSize(socket: Socket, client: Client): void {
    socket.on("readable", () => {
      const bytes = announcedLength(client);
      const device = this.#devices.get(client);
      if (bytes <= (device === undefined ? connectLimitBytes : packetLimitBytes)) return;
      this.#putTooLarge(device, client, bytes);
      socket.destroy();
    });
  }

  #putStranger(client: Client, reason: "unknown-device" | "wrong-token"): void {
    const detail =
      reason === "wrong-token"
        ? { zh: "令牌不对，已拒绝连接。", en: "Wrong token; the connection was refused." }
        : { zh: "没有登记的设备，已拒绝连接。", en: "Not a registered device; the connection was refused." };
    this.#parts.desk.put({ reason, deviceId: client.id, address: addressOf(client), detail });
  }

  #putForeign({ id, areaPath }: KnownDevice, client: Client, topic: string): void {
    const name = topic.slice(0, 100);
    const detail = { zh: `不属于它的主题“${name}”，已拒绝。`, en: `Not its own topic “${name}”; refused.` };
    const address = addressOf(client);
    this.#parts.desk.put({ reason: "foreign-topic", deviceId: id, address, detail, areaPath, about: name });
  }

  #putBadTopic({ id, areaPath }: KnownDevice, client: Client): void {
    const detail = {
      zh: "主题为空、含通配符或层数过多，连接已断开。",
      en: "A topic that is empty, has wildcards or too many levels; the line was cut.",
    };
    const address = addressOf(client);
    this.#parts.desk.put({
      reason: "foreign-topic",
      deviceId: id,
      address,
      detail,
      areaPath,
      about: "shape of a topic",
    });
  }

  #putTooLarge(device: KnownDevice | undefined, client: Client, bytes: number): void {
    const detail = {
      zh: `报文 ${bytes} 字节，上限 ${payloadLimitBytes} 字节；连接已断开。`,
      en: `A message of ${bytes} bytes, the limit is ${payloadLimitBytes}; the line was cut.`,
    };
    const who = device === undefined ? {} : { areaPath: device.areaPath, about: "size" };
    this.#parts.desk.put({ reason: "too-large", deviceId: device?.id, address: addressOf(client), detail, ...who });
  }
}

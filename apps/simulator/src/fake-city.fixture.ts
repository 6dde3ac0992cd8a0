import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTcpServer, type Socket, type Server as TcpServer } from "node:net";
import { makeQuarter } from "@chengyun/demo-city";
import { Aedes } from "aedes";

/** A message a device sent. */
export interface Heard {
  readonly device: string;
  readonly payload: Buffer;
}

interface FakeThing {
  readonly id: string;
  readonly ref: string;
  readonly type: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly attributes: Readonly<Record<string, number | string>>;
  readonly version: number;
}
interface FakeDevice {
  readonly id: string;
  readonly ref: string;
  /** Of a device registered by itself: the city's id of its thing. */
  readonly thingId?: string;
  /** Of a device of a batch: the `ref` of its thing. */
  readonly thing?: string;
  tokenHash: string;
}

interface FakeWish {
  readonly speed: number;
  readonly reason: string;
  readonly lease?: number;
  readonly while?: number;
}

const digest = (token: string): string => createHash("sha256").update(token).digest("hex");

const { extent } = makeQuarter(2026);

const portOf = (server: TcpServer | undefined): number => {
  const address = server?.address();
  return typeof address === "object" && address !== null ? address.port : 0;
};

/** The city's public protocols over a real MQTT broker and a real HTTP server, and nothing behind them. */
export class FakeCity {
  readonly things = new Map<string, FakeThing>();
  readonly devices = new Map<string, FakeDevice>();
  readonly heard: Heard[] = [];
  readonly clockSettings: { speed: number; reason: string; lease?: number }[] = [];
  /** Id of the city; another than the demo's makes the simulator idle. */
  id = "yunze";
  /** False: nobody gets a PUBACK. */
  stores = true;
  #origin = { real: Date.now(), city: Date.parse("2026-06-14T00:00:00Z"), speed: 1 };
  #isLeased = false;
  #http: Server | undefined;
  #mqtt: TcpServer | undefined;
  #broker: Aedes | undefined;
  readonly #lines = new Set<Socket>();
  #tokens = 0;

  get now(): number {
    return this.#origin.city + (Date.now() - this.#origin.real) * this.#origin.speed;
  }

  get url(): string {
    return `http://127.0.0.1:${portOf(this.#http)}`;
  }

  get mqttPort(): number {
    return portOf(this.#mqtt);
  }

  get mqttUrl(): string {
    return `mqtt://127.0.0.1:${this.mqttPort}`;
  }

  /** `ref` of the thing whose device this is. */
  thingOf(device: string): string | undefined {
    const found = [...this.devices.values()].find(({ id }) => id === device);
    return found?.thing ?? [...this.things.values()].find(({ id }) => id === found?.thingId)?.ref;
  }

  async open(): Promise<void> {
    this.#http = createServer((request, response) => void this.#answer(request, response));
    await new Promise<void>((ready) => this.#http?.listen(0, "127.0.0.1", ready));
    await this.openBroker(0);
  }

  async openBroker(port: number): Promise<void> {
    const broker = await Aedes.createBroker();
    broker.authenticate = (client, user, password, done) => {
      const device = [...this.devices.values()].find(({ id }) => id === user);
      const fits =
        device !== undefined && device.tokenHash === digest(password?.toString() ?? "") && client.id === user;
      if (fits) done(null, true);
      else done(Object.assign(new Error("refused"), { returnCode: 4 }), false);
    };
    broker.authorizePublish = (client, packet, done) => {
      if (client === null || packet.topic !== `up/${client.id}`) return done(new Error("foreign topic"));
      if (!this.stores) return undefined;
      this.heard.push({ device: client.id, payload: Buffer.from(packet.payload) });
      return done(null);
    };
    this.#broker = broker;
    this.#mqtt = createTcpServer((line) => {
      this.#lines.add(line);
      line.on("close", () => this.#lines.delete(line));
      broker.handle(line);
    });
    await new Promise<void>((ready) => this.#mqtt?.listen(port, "127.0.0.1", ready));
  }

  /** As when the ingest process is killed: the port is shut at once, the lines are cut. */
  async closeBroker(): Promise<void> {
    const shut = new Promise<void>((done) => this.#mqtt?.close(() => done()));
    for (const line of this.#lines) line.destroy();
    await new Promise<void>((done) => this.#broker?.close(() => done()));
    await shut;
  }

  async close(): Promise<void> {
    await this.closeBroker();
    this.#http?.closeAllConnections();
    await new Promise<void>((done) => this.#http?.close(() => done()));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = chunks.length === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString());
    const path = (request.url ?? "").replace("/api/v1", "").split("?")[0] ?? "";
    const answer = this.#route(`${request.method} ${path}`, body);
    response.writeHead(answer === undefined ? 404 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(answer ?? { type: "about:blank", title: "no such thing", status: 404, code: "x.y" }));
  }

  #route(call: string, body: Record<string, unknown>): unknown {
    const [, id = ""] = /^\w+ \/things\/([^/]+)/.exec(call) ?? [];
    const thing = [...this.things.values()].find((one) => one.id === id);
    if (call === "GET /city")
      return { id: this.id, extent, name: { zh: "城", en: "City" }, zone: "Asia/Shanghai", demo: [] };
    if (call === "GET /clock") return this.#clock();
    if (call === "POST /clock") return this.#setClock(body as unknown as FakeWish);
    if (call === "GET /things") return { items: [...this.things.values()] };
    if (call === "POST /things") return this.#addThing(body as unknown as FakeThing);
    if (call === "POST /devices") return this.#addDevice(body as unknown as Omit<FakeDevice, "tokenHash">);
    if (call === "POST /imports/devices")
      return { items: (body["devices"] as readonly Omit<FakeDevice, "id">[]).map((row) => this.#keepDevice(row)) };
    return thing;
  }

  #clock(): unknown {
    const { speed } = this.#origin;
    return { now: new Date(this.now).toISOString(), real: new Date().toISOString(), speed, simulated: true };
  }

  #setClock({ speed, reason, lease, while: only }: FakeWish): unknown {
    if (only !== undefined && (!this.#isLeased || this.#origin.speed !== only)) return this.#clock();
    this.#isLeased = lease !== undefined;
    if (speed === this.#origin.speed && only === speed) return this.#clock();
    this.clockSettings.push({ speed, reason, ...(lease === undefined ? {} : { lease }) });
    this.#origin = { real: Date.now(), city: this.now, speed };
    return this.#clock();
  }

  #addThing(given: FakeThing): unknown {
    const id = this.things.get(given.ref)?.id ?? crypto.randomUUID();
    const found = { ...given, id, version: 1 };
    this.things.set(given.ref, found);
    return { id: found.id, no: this.things.size };
  }

  #addDevice(given: Omit<FakeDevice, "tokenHash">): unknown {
    const id = this.devices.get(given.ref)?.id ?? crypto.randomUUID();
    this.#tokens += 1;
    const token = `token-${this.#tokens}`;
    this.devices.set(given.ref, { ...given, id, tokenHash: digest(token) });
    return { id, token };
  }

  #keepDevice(given: Omit<FakeDevice, "id">): unknown {
    const { ref } = given;
    const known = this.devices.get(ref);
    const id = known?.id ?? crypto.randomUUID();
    this.devices.set(ref, { ...given, id });
    if (known === undefined) return { ref, kept: "added", id };
    return { ref, kept: known.tokenHash === given.tokenHash ? "known" : "changed", id };
  }
}

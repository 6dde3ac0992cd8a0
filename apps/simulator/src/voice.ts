import type { Decoded } from "@chengyun/kernel";
import mqtt, { type MqttClient } from "mqtt";
import { pauseMs, persist } from "./backoff.ts";
import type { Log } from "./log.ts";
import { type Part, toPayload } from "./part.ts";

/** What a device signs in with. */
export interface Credentials {
  readonly id: string;
  readonly token: string;
}

/** What a device's connection needs of the rest. */
export interface VoiceOptions {
  readonly mqttUrl: string;
  readonly signal: AbortSignal;
  readonly log: Log;
  /** What the device signs in with; asked again when the city refused it. */
  readonly credentials: (part: Part, refused: boolean) => Promise<Credentials>;
}

/** A device's memory, as a real gauge has one: what could not be sent is sent later, with its times. */
const memory = 240;
const inFlight = 8;
/** Somebody waits for a play to end: a city that answers nobody for so long is not waited for. */
const patienceMs = 60_000;
const firstPauseMs = 500;
/** CONNACK codes 4 and 5: bad user or password, not authorised. */
const refusals = new Set([4, 5]);

/** A device on the line. */
export class Voice {
  readonly part: Part;
  readonly #options: VoiceOptions;
  #client: MqttClient | undefined;
  #kept: Decoded[] = [];
  #unanswered = 0;
  #tries = 0;
  #id = "";

  constructor(part: Part, options: VoiceOptions) {
    this.part = part;
    this.#options = options;
  }

  /** Number of readings that wait for a connection. */
  get kept(): number {
    return this.#kept.length;
  }

  /** Whether what it has to say waits for the city to have stored what it said before. */
  get isBehind(): boolean {
    return this.#unanswered >= inFlight || this.kept > 0;
  }

  async open(refused = false): Promise<void> {
    const { mqttUrl, signal, log, credentials } = this.#options;
    const tell = (fault: Error, tries: number): void => {
      if (tries === 3) log("warn", `${this.part.name}: not known to the city yet (${fault.message})`);
    };
    const { id, token } = await persist(() => credentials(this.part, refused), signal, tell);
    this.#id = id;
    const client = mqtt.connect(mqttUrl, {
      clientId: id,
      username: id,
      password: token,
      reconnectPeriod: firstPauseMs,
      connectTimeout: 10_000,
      queueQoSZero: false,
    });
    this.#client = client;
    client.on("connect", () => {
      this.#tries = 0;
      this.#flush();
    });
    client.on("error", (fault) => {
      if ("code" in fault && refusals.has(Number(fault.code))) this.#reopen(client);
    });
    client.on("close", () => {
      client.options.reconnectPeriod = pauseMs(this.#tries);
      this.#tries += 1;
    });
  }

  /** Sends readings now, or keeps them until the line is back. Live: they are of this very moment. */
  send(readings: readonly Decoded[], { isLive } = { isLive: true }): void {
    if (readings.length === 0) return;
    if (this.#client?.connected !== true || this.#unanswered >= inFlight) {
      this.#kept = [...this.#kept, ...readings].slice(-memory);
      return;
    }
    this.#flush();
    // A gauge without a clock of its own lets the server stamp what it sends at once.
    this.#publish(
      this.part.encoding === undefined || !isLive ? readings : readings.map(({ stream, value }) => ({ stream, value })),
    );
  }

  async close(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    await client?.endAsync(true);
  }

  /** Waits until everything sent so far is acknowledged: stored by the city. Ends without that when told to stop, or after a while. */
  async settle(): Promise<void> {
    const until = Date.now() + patienceMs;
    while ((this.#unanswered > 0 || this.#kept.length > 0) && !this.#options.signal.aborted && Date.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 20));
  }

  #flush(): void {
    if (this.#kept.length === 0) return;
    const kept = this.#kept;
    this.#kept = [];
    this.#publish(kept);
  }

  #publish(readings: readonly Decoded[]): void {
    this.#unanswered += 1;
    const payload = toPayload(this.part, readings);
    const body = typeof payload === "string" ? payload : Buffer.from(payload);
    this.#client?.publish(`up/${this.#id}`, body, { qos: 1 }, (fault) => {
      this.#unanswered -= 1;
      if (!fault && this.#client?.connected === true) this.#flush();
      if (fault) this.#kept = [...readings, ...this.#kept].filter(({ at }) => at !== undefined).slice(-memory);
    });
  }

  /** The city no longer takes the token: asks for another. */
  #reopen(refused: MqttClient): void {
    if (refused !== this.#client) return;
    this.#client = undefined;
    refused.end(true);
    const { signal, log } = this.#options;
    const again = (): void => {
      if (signal.aborted) return;
      this.open(true).catch((fault: unknown) => {
        if (!signal.aborted) log("error", `${this.part.name}: ${String(fault)}`);
      });
    };
    setTimeout(again, pauseMs(this.#tries)).unref();
    this.#tries += 1;
  }
}

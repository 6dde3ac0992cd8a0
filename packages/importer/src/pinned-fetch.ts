import type { IncomingMessage } from "node:http";
import { Agent, request } from "node:https";
import type { Duplex } from "node:stream";
import { buffer } from "node:stream/consumers";
import { type ConnectionOptions, connect } from "node:tls";

type Hand = (error: Error | null, line: Duplex) => void;

/**
 * Connections to one certificate and no other, whatever names it carries and whoever signed it. Nothing is sent before
 * it was seen.
 */
class PinnedAgent extends Agent {
  readonly #pin: string;

  constructor(pin: string) {
    super({ keepAlive: true });
    this.#pin = pin;
  }

  override createConnection(options: ConnectionOptions, hand: Hand): undefined {
    const line = connect({ ...options, rejectUnauthorized: false }, () => {
      line.off("error", fail);
      if (line.getPeerX509Certificate()?.fingerprint256 === this.#pin) hand(null, line);
      else fail(new Error("another certificate than the city's answers"));
    });
    const fail = (error: Error): void => {
      line.destroy();
      hand(error, line);
    };
    line.once("error", fail);
  }
}

const toResponse = async (answer: IncomingMessage): Promise<Response> => {
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headersDistinct))
    for (const one of value ?? []) headers.append(name, one);
  const { statusCode: status = 500 } = answer;
  const body = await buffer(answer);
  return new Response([204, 304].includes(status) ? null : body, { status, headers });
};

/** Fetch towards a city known by the SHA-256 fingerprint of its certificate, as on its own machine, where it goes by no name. */
export const pinnedFetch = (pin: string): typeof fetch => {
  const agent = new PinnedAgent(pin);
  return async (input, init) => {
    const asked = new Request(input, init);
    const body = Buffer.from(await asked.arrayBuffer());
    const { method, signal } = asked;
    const headers = { ...Object.fromEntries(asked.headers), "content-length": String(body.length) };
    return new Promise((resolve, reject) => {
      const sent = request(asked.url, { agent, method, headers, signal }, (answer) => {
        toResponse(answer).then(resolve, reject);
      });
      // As fetch says it: the city can't be reached.
      sent.on("error", (cause) => reject(new TypeError(cause.message, { cause }))).end(body);
    });
  };
};

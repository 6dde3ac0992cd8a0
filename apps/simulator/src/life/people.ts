import { request } from "node:http";
import { type Client, makeClient } from "@chengyun/client";

/** Fetch that keeps the session cookie, as a browser does. */
const keepCookie = (): typeof fetch => {
  let cookie = "";
  return async (input, init = {}) => {
    const headers = new Headers(init.headers);
    if (cookie !== "") headers.set("cookie", cookie);
    const answer = await fetch(input, { ...init, headers });
    const given = answer.headers.getSetCookie().find((text) => text.startsWith("chengyun_session="));
    if (given !== undefined) cookie = given.split(";")[0] ?? "";
    return answer;
  };
};

/** Somebody who works for the city: signed in by a one-click entry, signed in again when the session is over. */
export interface Worker {
  readonly entry: string;
  readonly role: string;
  readonly departmentId: string;
  readonly client: Client;
}

const signIn = async (url: string, entry: string): Promise<Worker> => {
  const client = makeClient({ url, fetch: keepCookie(), language: () => "zh" });
  const { post } = await client.signInDemo({ entry });
  return { entry, role: post.role, departmentId: post.departmentId, client };
};

/** Everybody the demo city offers by one click. */
export const signInAll = async (url: string, entries: readonly string[]): Promise<Worker[]> => {
  const workers: Worker[] = [];
  for (const entry of entries) workers.push(await signIn(url, entry));
  return workers;
};

/** Loopback has sixteen million addresses: each phone of the play has one of its own, as phones do. */
const addressOf = (phone: number): string => `127.${10 + (phone % 200)}.${Math.floor(phone / 200) % 250}.7`;

const readAll = async (from: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of from) chunks.push(chunk);
  return Buffer.concat(chunks);
};

/** Fetch from one phone's own address; only towards a city on this machine. */
export const fetchFrom =
  (phone: number): typeof fetch =>
  async (input, init) => {
    const asked = new Request(input, init);
    const url = new URL(asked.url);
    if (url.protocol !== "http:" || !/^127\.|^localhost$/.test(url.hostname) || process.platform !== "linux")
      return fetch(asked);
    const body = Buffer.from(await asked.arrayBuffer());
    return new Promise((resolve, reject) => {
      const sent = request(
        url,
        {
          method: asked.method,
          headers: { ...Object.fromEntries(asked.headers), "content-length": body.length },
          localAddress: addressOf(phone),
          agent: false,
        },
        (answer) => {
          const headers = Object.entries(answer.headers).flatMap(([name, value]): [string, string][] =>
            value === undefined ? [] : [[name, String(value)]],
          );
          readAll(answer).then(
            (bytes) =>
              resolve(
                new Response(bytes.length === 0 ? null : new Uint8Array(bytes), {
                  status: answer.statusCode ?? 500,
                  headers,
                }),
              ),
            reject,
          );
        },
      );
      sent.on("error", (fault) => reject(new TypeError(fault.message)));
      sent.end(body);
    });
  };

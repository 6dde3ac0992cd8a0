import { Agent, request } from "node:http";
import { type Client, makeClient } from "@chengyun/client";

/** What the client reads of an answer. */
const toAnswer = (status: number, body: string): Response =>
  ({ ok: status >= 200 && status < 300, status, text: async () => body }) as unknown as Response;

const sessionOf = (given: readonly string[] = []): string | undefined =>
  given.find((text) => text.startsWith("chengyun_session="))?.split(";")[0];

/**
 * Fetch over connections that stay open and with the session's cookie, for who makes many calls on the machine it
 * measures: the same HTTP/1.1 request on the wire as any other, without the streams and copies of the general one. Texts only.
 */
const plainFetch = (agent: Agent): typeof fetch => {
  let cookie: string | undefined;
  const call = (input: string, init: RequestInit): Promise<Response> =>
    new Promise((resolve, reject) => {
      const body = typeof init.body === "string" ? init.body : undefined;
      const headers = {
        ...(init.headers as Readonly<Record<string, string>>),
        ...(cookie === undefined ? {} : { cookie }),
        ...(body === undefined ? {} : { "content-length": Buffer.byteLength(body) }),
      };
      const asked = request(input, { agent, method: init.method ?? "GET", headers }, (answer) => {
        cookie = sessionOf(answer.headers["set-cookie"]) ?? cookie;
        let text = "";
        answer.setEncoding("utf8");
        answer.on("data", (part: string) => {
          text += part;
        });
        answer.on("end", () => resolve(toAnswer(answer.statusCode ?? 0, text)));
        answer.on("error", reject);
      });
      asked.on("error", reject);
      asked.end(body);
    });
  return call as typeof fetch;
};

const agent = new Agent({ keepAlive: true });

/** The city as a person sees it who came in by a demo entry, called at little cost of our own. */
export const openPlain = async ({ url }: { readonly url: string }, entry: string): Promise<Client> => {
  const client = makeClient({ url, fetch: plainFetch(agent), language: () => "en" });
  await client.signInDemo({ entry });
  return client;
};

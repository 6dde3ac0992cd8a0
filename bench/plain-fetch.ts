import { type Client, makeClient } from "@chengyun/client";
import { Pool } from "undici";

/** What the client reads of an answer. */
const toAnswer = (status: number, body: string): Response =>
  ({ ok: status >= 200 && status < 300, status, text: async () => body }) as unknown as Response;

const sessionOf = (given: string | readonly string[] = []): string | undefined =>
  [given]
    .flat()
    .find((text) => text.startsWith("chengyun_session="))
    ?.split(";")[0];

/**
 * Fetch over connections that stay open and with the session's cookie, for who makes many calls on the machine it
 * measures: the same HTTP/1.1 request on the wire as any other, without the streams and copies of the general one. Texts only.
 */
const plainFetch = (pool: Pool, url: string): typeof fetch => {
  let cookie: string | undefined;
  const call = async (input: string, init: RequestInit): Promise<Response> => {
    const headers = {
      ...(init.headers as Readonly<Record<string, string>>),
      ...(cookie === undefined ? {} : { cookie }),
    };
    const body = typeof init.body === "string" ? init.body : null;
    const method = (init.method ?? "GET") as "GET" | "POST";
    const answer = await pool.request({ path: input.slice(url.length), method, headers, body });
    cookie = sessionOf(answer.headers["set-cookie"]) ?? cookie;
    return toAnswer(answer.statusCode, await answer.body.text());
  };
  return call as typeof fetch;
};

/** The city as a person sees it who came in by a demo entry, called at little cost of our own. */
export const openPlain = async ({ url }: { readonly url: string }, entry: string): Promise<Client> => {
  const client = makeClient({ url, fetch: plainFetch(new Pool(url), url), language: () => "en" });
  await client.signInDemo({ entry });
  return client;
};

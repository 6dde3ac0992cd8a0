import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Provider } from "oidc-provider";

/** Somebody as the sign-on server knows them. */
export interface Known {
  readonly sub: string;
  readonly email?: string;
  readonly verified?: boolean;
  readonly acr?: string;
}

/** What a token says in place of what it would have said. */
export type Bend = (claims: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

/** An answer with its token's claims bent, signed with a key. */
const bent = (body: string, bend: Bend, key: KeyObject): string => {
  const answer = JSON.parse(body);
  const [head = "", claims = ""] = String(answer.id_token).split(".");
  const said = bend(JSON.parse(Buffer.from(claims, "base64url").toString()));
  const signed = `${head}.${Buffer.from(JSON.stringify(said)).toString("base64url")}`;
  const signature = sign("sha256", Buffer.from(signed), key).toString("base64url");
  return JSON.stringify({ ...answer, id_token: `${signed}.${signature}` });
};

/** Lets an answer's body pass through a function on its way out. */
const passing = (response: ServerResponse, through: (body: string) => string): void => {
  const end = response.end.bind(response) as (body: string) => ServerResponse;
  response.end = ((body: unknown) => {
    const text = through(String(body));
    response.setHeader("content-length", Buffer.byteLength(text));
    return end(text);
  }) as ServerResponse["end"];
};

const answerInteraction = async (
  provider: Provider,
  who: Known | undefined,
  { request, response }: { request: IncomingMessage; response: ServerResponse },
): Promise<void> => {
  const { prompt, params, session } = await provider.interactionDetails(request, response);
  if (who === undefined)
    return provider.interactionFinished(request, response, { error: "access_denied", error_description: "no" });
  if (prompt.name === "login") {
    const login = { accountId: who.sub, acr: who.acr };
    return provider.interactionFinished(request, response, { login });
  }
  const grant = new provider.Grant({
    accountId: session?.accountId ?? who.sub,
    clientId: String(params["client_id"]),
  });
  grant.addOIDCScope(String(params["scope"]));
  await provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } });
};

type Client = { readonly id: string; readonly secret: string; readonly home: string };

const makeProvider = (issuer: string, client: Client, { key, who }: { key: KeyObject; who: () => Known | undefined }) =>
  new Provider(issuer, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [`${client.home}/sign-on`],
        post_logout_redirect_uris: [`${client.home}/`],
      },
    ],
    claims: { openid: ["sub"], email: ["email", "email_verified"], acr: null },
    acrValues: ["two-factors"],
    cookies: { keys: [randomBytes(16).toString("hex")] },
    features: { devInteractions: { enabled: false } },
    jwks: { keys: [{ ...key.export({ format: "jwk" }), alg: "RS256", use: "sig" }] },
    interactions: { url: () => "/interaction" },
    findAccount: (_: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, email: who()?.email, email_verified: who()?.verified ?? false }),
    }),
  });

/** Goes there as a browser without anything kept does; answers the query it is sent home with. */
const goThrough = async (url: string, home: string): Promise<string> => {
  const jar = new Map<string, string>();
  for (let at = url, steps = 0; steps < 8; steps += 1) {
    if (at.startsWith(`${home}/`)) return new URL(at).search;
    const answer = await fetch(at, {
      redirect: "manual",
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    const to = answer.headers.get("location");
    if (to === null) throw new Error(`the sign-on server stopped at ${at}: ${answer.status} ${await answer.text()}`);
    at = new URL(to, at).href;
  }
  throw new Error("the sign-on server leads nowhere");
};

/** A real sign-on server on loopback, with one client; whoever visits it is signed in there without a question. */
export const startSignOnServer = async (client: Client) => {
  const state: { who: Known | undefined; bend: { how: Bend; key: KeyObject } | undefined } = {
    who: undefined,
    bend: undefined,
  };
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const server = createServer();
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
  const issuer = `http://127.0.0.1:${port}`;
  const provider = makeProvider(issuer, client, { key: privateKey, who: () => state.who });
  const callback = provider.callback();
  server.on("request", (request, response) => {
    const { bend } = state;
    if (bend !== undefined && request.url === "/token") passing(response, (body) => bent(body, bend.how, bend.key));
    const done = request.url?.startsWith("/interaction")
      ? answerInteraction(provider, state.who, { request, response })
      : callback(request, response);
    done.catch((error: Error) => response.writeHead(500).end(error.message));
  });
  return {
    issuer,
    /** Who sits before every browser that comes from now on; undefined: nobody it lets through. */
    seat: (who: Known | undefined): void => {
      state.who = who;
    },
    /** Somebody, or nobody it lets through, signs on there; answers the query the browser is sent home with. */
    visit: (url: string, who: Known | undefined): Promise<string> => {
      state.who = who;
      return goThrough(url, client.home);
    },
    /** Bends what its tokens say from now on, signed with its own key or another; undefined: no longer. */
    bend: (how: Bend | undefined, key = privateKey) => {
      state.bend = how === undefined ? undefined : { how, key };
    },
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((done) => void server.close(() => done()));
    },
  };
};

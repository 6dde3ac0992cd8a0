import type { ErrorCode } from "@chengyun/contracts";
import {
  AuthorizationResponseError,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  type ClientAuth,
  ClientError,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  type CustomFetch,
  calculatePKCECodeChallenge,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  type IDToken,
  ResponseBodyError,
} from "openid-client";
import { AppError } from "../../../platform/app-error.ts";
import type { Context } from "../../../platform/context.ts";
import type { Deployment } from "../../../platform/deployment.ts";
import { exchangeOutside, Undelivered } from "../../../platform/outgoing.ts";
import type { SignOnConfig } from "../../../sign-on-config.ts";

const limits = { longestAnswer: 1_048_576, patienceMs: 10_000 };

/** Every call of the library goes through the guard of outgoing addresses. */
const guarded =
  (allow: readonly string[]): CustomFetch =>
  async (url, { method, headers, body }) => {
    const sent = body === undefined || body === null ? {} : { body: String(body) };
    const call = { url, method: method === "POST" ? ("POST" as const) : ("GET" as const), headers, allow, ...sent };
    const answer = await exchangeOutside(call, limits);
    return new Response(answer.body.length === 0 ? null : new Uint8Array(answer.body), {
      status: answer.status,
      headers: { "content-type": answer.type },
    });
  };

/** By header, as the standard has it by default, unless that server takes the secret in the body alone. */
const bySecret =
  (secret: string): ClientAuth =>
  (server, ...rest) => {
    const taken = server.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
    const way = taken.includes("client_secret_basic") ? ClientSecretBasic : ClientSecretPost;
    way(secret)(server, ...rest);
  };

const discover = ({ config }: Deployment, { issuer, client, secret }: SignOnConfig): Promise<Configuration> =>
  discovery(new URL(issuer), client, { client_secret: secret }, bySecret(secret), {
    [customFetch]: guarded(config.outgoingAllow),
    timeout: limits.patienceMs / 1_000,
    execute: [
      // The token's signature is checked by that server's keys, not by TLS alone.
      enableNonRepudiationChecks,
      // The settings take a plain address on this machine only.
      ...(issuer.startsWith("http:") ? [allowInsecureRequests] : []),
    ],
  });

/** What may be logged of a failure: its cause may hold what was vouched for, which is somebody's. */
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : "");

/** How long what a server says of itself is taken for granted. */
const trustedMs = 600_000;
const known = new WeakMap<Deployment, { readonly configuration: Configuration; readonly until: number }>();

/** A sign-on server as it describes itself; `sign-on.off` where the city has none, `sign-on.away` when it is not there. */
export const getProvider = async ({ deployment, log }: Pick<Context, "deployment" | "log">): Promise<Configuration> => {
  const { signOn } = deployment.config;
  if (signOn === undefined) throw new AppError("sign-on.off");
  const remembered = known.get(deployment);
  if (remembered !== undefined && remembered.until > performance.now()) return remembered.configuration;
  try {
    const configuration = await discover(deployment, signOn);
    known.set(deployment, { configuration, until: performance.now() + trustedMs });
    return configuration;
  } catch (error) {
    log.warn({ reason: reasonOf(error), issuer: signOn.issuer }, "the sign-on server could not be asked what it is");
    throw new AppError("sign-on.away");
  }
};

/** What goes with one sign-on, out of the browser's own token. */
export interface Secrets {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Where the browser goes. */
export const buildUrl = async (
  configuration: Configuration,
  { state, nonce, verifier }: Secrets,
  more: Readonly<Record<string, string>>,
): Promise<string> =>
  buildAuthorizationUrl(configuration, {
    ...more,
    state,
    nonce,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  }).href;

const awayCodes = ["OAUTH_RESPONSE_IS_NOT_CONFORM", "OAUTH_RESPONSE_IS_NOT_JSON", "OAUTH_PARSE_ERROR", "OAUTH_TIMEOUT"];

/** What a failed sign-on is called; undefined: it is a fault of ours. */
const refusalOf = (error: unknown): ErrorCode | undefined => {
  if (error instanceof Undelivered) return "sign-on.away";
  if (error instanceof AuthorizationResponseError) return "sign-on.denied";
  if (error instanceof ResponseBodyError)
    return error.error === "invalid_grant" ? "sign-on.code-refused" : "sign-on.away";
  if (!(error instanceof ClientError)) return undefined;
  if (error.code === "OAUTH_JWT_TIMESTAMP_CHECK_FAILED") return "sign-on.expired";
  return awayCodes.includes(error.code ?? "") ? "sign-on.away" : "sign-on.not-genuine";
};

/** What a server vouches for, and how it is asked for what it did not say at once. */
export interface Vouched {
  readonly claims: IDToken;
  readonly askMore: () => Promise<Readonly<Record<string, unknown>>>;
}

/** Runs a call of the library; what it refuses is one of our refusals. */
const refusing = async <Answer>({ log }: Pick<Context, "log">, call: () => Promise<Answer>): Promise<Answer> => {
  try {
    return await call();
  } catch (error) {
    const code = refusalOf(error);
    if (code === undefined) throw error;
    log.warn({ reason: reasonOf(error) }, "a sign-on was refused");
    throw new AppError(code);
  }
};

/** Exchanges what the browser came back with for what the server vouches for, with everything checked. */
export const redeem = (
  ctx: Pick<Context, "log">,
  configuration: Configuration,
  { url, secrets: { state, nonce, verifier } }: { readonly url: URL; readonly secrets: Secrets },
): Promise<Vouched> =>
  refusing(ctx, async () => {
    const tokens = await authorizationCodeGrant(configuration, url, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (claims === undefined) throw new AppError("sign-on.not-genuine");
    const askMore = () => refusing(ctx, () => fetchUserInfo(configuration, tokens.access_token, claims.sub));
    return { claims, askMore };
  });

/** Where the browser goes to be signed out there; undefined when that server has no such page. */
export const buildEndUrl = (configuration: Configuration, backTo: string): string | undefined =>
  configuration.serverMetadata().end_session_endpoint === undefined
    ? undefined
    : buildEndSessionUrl(configuration, { post_logout_redirect_uri: backTo }).href;

import { constants } from "node:zlib";
import type { ErrorCode, Fault, Problem } from "@chengyun/contracts";
import type { Language } from "@chengyun/kernel";
import compress from "@fastify/compress";
import cookie from "@fastify/cookie";
import multipart from "@fastify/multipart";
import rateLimit from "@fastify/rate-limit";
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify";
import { type Actor, hasCity, hasPass, isMachine, isPermitted } from "./actor.ts";
import { answerOnce, digestOf, keyHeader, readKey } from "./answer-once.ts";
import { AppError, type SaidFault } from "./app-error.ts";
import type { CallGate } from "./call-limit.ts";
import type { TlsSetting } from "./certificate.ts";
import { type Context, type ContextSeed, createContext } from "./context.ts";
import { type Database, isDatabaseAway } from "./database.ts";
import { checkOrigin, readInput, uploadLimitBytes } from "./http-input.ts";
import { newId } from "./id.ts";
import { languageOf } from "./language.ts";
import { giveWay } from "./load.ts";
import type { Log } from "./log.ts";
import { networkOf } from "./network.ts";
import { reachOf } from "./reach.ts";
import { type Exchange, RawAnswer, type Route } from "./route.ts";

/** Finds out who calls, from cookie or bearer key; undefined when nobody is signed in. */
export type Authenticate = (request: {
  cookie: string | undefined;
  authorization: string | undefined;
  address: string;
}) => Promise<Actor | undefined>;

/** What the HTTP server is given. */
export interface HttpOptions {
  readonly routes: readonly Route[];
  readonly authenticate: Authenticate;
  readonly seed: () => Omit<ContextSeed, "actor" | "requestId" | "cause">;
  /** The store behind the second fence, within a reach; without, there is no such fence. */
  readonly within?: Database["within"];
  readonly log: Log;
  /** Serve over TLS alone: cookies are for TLS, and browsers are told to come by nothing else for a year (RFC 6797). */
  readonly tls: TlsSetting | undefined;
  /** Check every answer against its contract; always in tests. */
  readonly checkAnswers: boolean;
  /** Adds what belongs to the server and is no endpoint: the web app. */
  readonly prepare?: (app: FastifyInstance) => Promise<void>;
  /** Says how long a signed-in caller who asks too much has to wait. */
  readonly gate?: CallGate;
  readonly observe?: (measure: { route: string; status: number; ms: number }) => void;
}

/** When somebody who was sent away may come again: about as long as a killed database needs. */
const retryAfterSeconds = 5;

/** Name of the session cookie. */
export const sessionCookie = "chengyun_session";

const readFault = (language: Language, { text, ...fault }: SaidFault): Fault =>
  text === undefined ? fault : { ...fault, text: typeof text === "string" ? text : text[language] };

const problem = (request: FastifyRequest, error: AppError): Problem => ({
  type: `/errors/${error.code}`,
  title: error.text[languageOf(request)],
  status: error.status,
  code: error.code,
  requestId: request.id,
  ...(error.faults.length > 0 ? { faults: error.faults.map((fault) => readFault(languageOf(request), fault)) } : {}),
  ...(error.current === undefined ? {} : { current: error.current }),
});

const fastifyCodes: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: "request.too-large",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "request.unsupported-type",
  FST_ERR_CTP_EMPTY_JSON_BODY: "request.not-json",
  FST_ERR_CTP_INVALID_JSON_BODY: "request.not-json",
  FST_REQ_FILE_TOO_LARGE: "file.too-large",
};

const toAppError = (error: unknown, request: FastifyRequest): AppError => {
  if (error instanceof AppError) return error;
  if (isDatabaseAway(error)) return new AppError("store.down");
  const { code, statusCode } = error as { code?: string; statusCode?: number };
  const known = fastifyCodes[code ?? ""];
  if (known !== undefined) return new AppError(known);
  if (error instanceof SyntaxError && statusCode === 400) return new AppError("request.not-json");
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return new AppError("request.invalid");
  request.log.error({ error, requestId: request.id }, "a request broke");
  return new AppError("server.broken");
};

const callerOf = (options: HttpOptions, request: FastifyRequest): Promise<Actor | undefined> =>
  options.authenticate({
    cookie: request.cookies[sessionCookie],
    authorization: request.headers.authorization,
    address: request.ip,
  });

/** Bodies of routes that take bytes: kept aside, for they are neither parsed nor searched. */
const bytesOf = new WeakMap<FastifyRequest, Buffer>();

const takeBytes = (app: FastifyInstance): void => {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (request, body, done) => {
    bytesOf.set(request, body as Buffer);
    done(null, undefined);
  });
};

/** Form fields around an uploaded file: a few words at most. */
const uploadLimits = { files: 1, fields: 8, fieldSize: 1_024, parts: 9, headerPairs: 20 };
/** What a form adds to the bytes of its file, at most. */
const formBytes = 65_536;

/** What says that it is too large is refused before a byte of it is read. */
const checkDeclared = (request: FastifyRequest, limitBytes: number, code: ErrorCode): void => {
  if (Number(request.headers["content-length"] ?? 0) > limitBytes + formBytes) throw new AppError(code);
};

/** The one file of a form, not yet read. */
const partOf = async (request: FastifyRequest, limitBytes: number, none: ErrorCode) => {
  const limits = { fileSize: limitBytes, ...uploadLimits };
  const part = await request.file({ limits, throwFileSizeLimit: limitBytes === uploadLimitBytes });
  if (part === undefined) throw new AppError(none);
  return part;
};

/** The caller's key, where it may have one. A route that takes none says so: silence would promise what isn't kept. */
const keyOf = (route: Route, request: FastifyRequest): string | undefined => {
  const header = request.headers[keyHeader];
  const key = readKey(Array.isArray(header) ? header.join() : header);
  if (key !== undefined && route.once === undefined) throw new AppError("request.key-not-taken");
  return key;
};

const exchange = (
  options: HttpOptions,
  { request, reply, key }: { request: FastifyRequest; reply: FastifyReply; key: string | undefined },
): Exchange => {
  return {
    address: request.ip,
    cookie: (name) => request.cookies[name],
    setCookie: (name, value, maxAgeSeconds) => {
      reply.setCookie(name, value, {
        httpOnly: true,
        sameSite: "lax",
        secure: options.tls !== undefined,
        path: "/",
        maxAge: maxAgeSeconds,
      });
    },
    header: (name) => {
      const value = request.headers[name.toLowerCase()];
      return Array.isArray(value) ? value[0] : value;
    },
    key,
    // Made only for who asks: most answers are sent long before anybody could leave.
    get gone() {
      const controller = new AbortController();
      if (reply.raw.destroyed) controller.abort();
      else reply.raw.once("close", () => controller.abort());
      return controller.signal;
    },
    callerNow: () => callerOf(options, request),
    bytes: () => bytesOf.get(request) ?? Buffer.alloc(0),
    upload: async () => {
      checkDeclared(request, uploadLimitBytes, "file.too-large");
      const part = await partOf(request, uploadLimitBytes, "file.not-a-photo");
      return { data: await part.toBuffer(), name: part.filename };
    },
    receive: async (limitBytes) => {
      checkDeclared(request, limitBytes, "import-file.too-large");
      const part = await partOf(request, limitBytes, "import-file.empty");
      return { name: part.filename, stream: part.file, isCut: () => part.file.truncated };
    },
  };
};

const checkAccess = (route: Route, actor: Actor | undefined): void => {
  if (route.access === "public") return;
  if (actor === undefined) throw new AppError("session.required");
  if (route.access === "signed-in" && hasPass(actor)) throw new AppError("permission.missing");
  if (route.access !== "signed-in" && (isMachine(actor) || !isPermitted(actor, route.access)))
    throw new AppError("permission.missing");
  if (route.scope === "city" && !hasCity(actor)) throw new AppError("permission.missing");
};

/** Refuses who asks too much, and says when to come again. */
const checkPace = (
  { gate }: HttpOptions,
  actor: Actor | undefined,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
): void => {
  const wait = actor === undefined ? undefined : gate?.(actor, request.ip);
  if (wait === undefined) return;
  reply.header("Retry-After", wait.seconds);
  throw new AppError("request.too-fast");
};

/** Nobody signed in, for public routes. */
const nobody: Actor = {
  kind: "key",
  id: "nobody",
  permissions: new Set(),
  areaPath: "\u0000nowhere/",
  departments: [],
};

/** Whether what a route reads is held back by the second fence: reads alone, for changes are checked by `change()`. */
const isFenced = ({ method, access, beyond }: Route): boolean =>
  method === "GET" && access !== "public" && beyond === undefined;

/** What a request works with; who reads a part of the city reads behind the second fence. */
const contextOf = (options: HttpOptions, route: Route, request: FastifyRequest, actor: Actor | undefined): Context => {
  const seed = options.seed();
  const reach = actor === undefined || !isFenced(route) ? undefined : reachOf(actor);
  const db = reach === undefined ? seed.db : (options.within?.(reach) ?? seed.db);
  return createContext({ ...seed, db, whole: seed.db, actor: actor ?? nobody, requestId: request.id });
};

const serve = (options: HttpOptions, route: Route) => async (request: FastifyRequest, reply: FastifyReply) => {
  checkOrigin(request, route.method);
  const actor = await callerOf(options, request);
  checkPace(options, actor, { request, reply });
  checkAccess(route, actor);
  if (route.yields !== undefined) await giveWay(options.seed().deployment, route.yields);
  const ctx = contextOf(options, route, request, actor);
  const key = keyOf(route, request);
  const http = exchange(options, { request, reply, key });
  const input = { ...readInput(route, request), http } as Parameters<Route["handle"]>[1];
  const check = (answer: unknown) =>
    options.checkAnswers && route.answer !== "raw" ? route.answer.parse(answer) : answer;
  const send = (status: number, body: unknown) =>
    reply.status(status).type("application/json; charset=utf-8").send(JSON.stringify(body));
  if (key !== undefined && route.once === true) {
    const digest = digestOf(route.method, request.url, JSON.stringify(request.body ?? null));
    const given = await answerOnce(ctx, { key, digest }, async (inner) => ({
      status: route.status ?? 200,
      body: check(await route.handle(inner, input)),
    }));
    if (given.repeated) reply.header("Idempotency-Replayed", "true");
    return send(given.status, given.body);
  }
  const answer = await route.handle(ctx, input);
  if (answer instanceof RawAnswer)
    return reply.status(answer.status).headers(answer.headers).type(answer.type).send(answer.body);
  if (route.status === 204) return reply.status(204).send();
  return send(route.status ?? 200, check(answer));
};

/** Answers that there is nothing at an address. */
export const sendNotFound = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
  reply
    .status(404)
    .type("application/problem+json; charset=utf-8")
    .send(problem(request, new AppError("request.not-found")));

/** Whose calls are counted together: an IPv4 address, or the /64 a household has of IPv6. */
/** Limits run in real time: a city's clock that stands or races changes nothing. */
const limitOf = ({ perAddress }: Route) =>
  perAddress === undefined
    ? {}
    : { config: { rateLimit: { max: perAddress.most, timeWindow: perAddress.withinSeconds * 1_000 } } };

/** How long a body may take; a file of any size may take longer, as long as it goes on coming. */
const bodyPatienceMs = 60_000;

/** Ends calls whose body does not come: within a minute as a whole, or for a file without a pause of a minute. */
const limitPatience = (app: FastifyInstance, routes: readonly Route[]): void => {
  const long = new Set(routes.filter(({ takes }) => takes === "file").map(({ path }) => path));
  app.addHook("onRequest", async ({ raw, method, routeOptions }, reply) => {
    if (method === "GET") return;
    const giveUp = () => {
      if (!raw.complete) raw.destroy();
    };
    const isLong = long.has(routeOptions.url ?? "");
    const timer = isLong ? undefined : setTimeout(giveUp, bodyPatienceMs).unref();
    // Tests call without a socket.
    if (isLong) raw.socket.setTimeout?.(bodyPatienceMs, giveUp);
    const came = () => {
      clearTimeout(timer);
      raw.socket.off("timeout", giveUp);
    };
    raw.once("end", came);
    reply.raw.once("close", came);
  });
};

/** Builds the HTTP server of the routes; nothing listens yet. */
export const createHttp = async (options: HttpOptions): Promise<FastifyInstance> => {
  const app: FastifyInstance = Fastify({
    ...(options.tls === undefined ? {} : ({ https: options.tls } as object)),
    loggerInstance: options.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: newId,
    bodyLimit: 1_048_576,
    // Node's own limit is one for all; ours knows which bodies may be long.
    requestTimeout: 0,
    keepAliveTimeout: 65_000,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: true,
  });
  await app.register(compress, {
    threshold: 4_096,
    encodings: ["br", "gzip"],
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  });
  await app.register(cookie);
  await app.register(multipart);
  await app.register(rateLimit, {
    global: false,
    keyGenerator: (request) => networkOf(request.ip),
    errorResponseBuilder: () => new AppError("request.too-many"),
    addHeaders: { "retry-after": true },
  });
  limitPatience(app, options.routes);
  app.addHook("onSend", async (request, reply) => {
    if (options.tls !== undefined) reply.header("Strict-Transport-Security", "max-age=31536000");
    reply.header("X-Request-Id", request.id).header("X-Content-Type-Options", "nosniff");
    if (request.url.startsWith("/api/") && !reply.hasHeader("Cache-Control")) reply.header("Cache-Control", "no-store");
  });
  app.addHook("onResponse", async (request, reply) => {
    options.observe?.({ route: request.routeOptions.url ?? "none", status: reply.statusCode, ms: reply.elapsedTime });
  });
  app.setErrorHandler((error, request, reply) => {
    const known = toAppError(error, request);
    // Whatever is still coming of a body that is too large is not waited for.
    if (known.status === 413) reply.header("Connection", "close");
    if ((known.status === 503 || known.status === 429) && !reply.hasHeader("retry-after"))
      reply.header("Retry-After", retryAfterSeconds);
    return reply.status(known.status).type("application/problem+json; charset=utf-8").send(problem(request, known));
  });
  if (options.prepare === undefined) app.setNotFoundHandler((request, reply) => sendNotFound(request, reply));
  else await options.prepare(app);
  const declare = (on: FastifyInstance, route: Route) =>
    on.route({
      method: route.method,
      url: route.path,
      exposeHeadRoute: false,
      handler: serve(options, route),
      ...(route.bodyBytes === undefined ? {} : { bodyLimit: route.bodyBytes }),
      ...limitOf(route),
    });
  for (const route of options.routes) if (route.takes !== "bytes") declare(app, route);
  await app.register(async (unread) => {
    takeBytes(unread);
    for (const route of options.routes) if (route.takes === "bytes") declare(unread, route);
  });
  return app;
};

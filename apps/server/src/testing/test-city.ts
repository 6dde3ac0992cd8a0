import { randomUUID } from "node:crypto";
import { chmodSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Pack } from "@chengyun/kernel";
import type { FastifyInstance } from "fastify";
import { inject as provided } from "vitest";
import { createApi, registry } from "../app.ts";
import { readConfig } from "../config.ts";
import { sizedProfile } from "../demo-size.ts";
import { seedIdentity } from "../modules/identity/first-start/index.ts";
import { type Actor, type PersonActor, system } from "../platform/actor.ts";
import { cityCalendar } from "../platform/city-calendar.ts";
import { type Context, createContext } from "../platform/context.ts";
import { type Database, type DatabaseAddress, openDatabase } from "../platform/database.ts";
import type { Deployment } from "../platform/deployment.ts";
import { openDirectory } from "../platform/directory.ts";
import { openLog } from "../platform/log.ts";
import { readProfile } from "../platform/profile.ts";
import type { Reactor } from "../platform/reactor.ts";
import { createRegistry } from "../platform/registry.ts";
import { createServerClock, type ServerClock } from "../platform/server-clock.ts";
import { createVitals } from "../platform/vitals.ts";
import { seedGround } from "../seed-city.ts";
import { listCarriedAstray } from "./carried.ts";
import { asReader, groundName, templateName, withDatabase } from "./database-address.ts";

/** A Monday at 10:00 in Shanghai: every test city starts then, and its clock stands until moved. */
const start = Date.parse("2026-11-02T02:00:00.000Z");

/** One answer of the test city. */
export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
  readonly body: any;
}

/** A whole API on a database of its own, with a clock that only moves when told. */
export interface TestCity {
  readonly app: FastifyInstance;
  readonly database: Database;
  readonly deployment: Deployment;
  readonly clock: ServerClock;
  readonly reactor: Reactor;
  /** Moves the city's clock on. */
  readonly advance: (ms: number) => void;
  /** A context to call use cases directly as an actor. */
  readonly context: (actor: Actor) => Context;
  /** Calls the API as an actor (undefined: not signed in). */
  readonly call: (
    actor: Actor | undefined,
    method: "GET" | "POST" | "DELETE",
    url: string,
    body?: unknown,
  ) => Promise<Answer>;
  /** Signs an actor in for calls over a real socket; answers the `Authorization` to send. */
  readonly signedIn: (actor: Actor) => string;
  readonly signOut: (actor: Actor) => void;
  /** Sends a multipart body. */
  readonly upload: (actor: Actor, url: string, body: Buffer, boundary: string) => Promise<Answer>;
  /** Bytes of an answer. */
  readonly raw: (actor: Actor, url: string) => Promise<Buffer>;
  /** Gives positions to all entries and waits until every reaction has seen them. */
  readonly settle: () => Promise<void>;
  /** Settles, looks once at everything that is due by the city's clock, and works off all jobs that may begin. */
  readonly workOff: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const makeDeployment = (root: string, { packs, env, profile: more }: TestCityOptions): Deployment => {
  const read = readConfig({
    DATA_DIR: root,
    CITY: "yunze",
    DEMO_CITY: "quarter",
    LOG_LEVEL: process.env["TEST_LOG"] ?? "silent",
    ...env,
  });
  if ("faults" in read) throw new Error(read.faults.join("\n"));
  const profile = readProfile(resolve(import.meta.dirname, "../../../../deploy/cities"), "yunze");
  if ("faults" in profile) throw new Error(profile.faults.join("\n"));
  return {
    config: read.config,
    profile: { ...sizedProfile(profile.profile, read.config), ...more },
    registry: packs === undefined ? registry : createRegistry([...registry.packs, ...packs]),
    directory: openDirectory(root),
    calendar: cityCalendar(profile.profile, 2026),
    vitals: createVitals(),
  };
};

const createCopy = async (
  address: DatabaseAddress,
  from: string,
  name = `t_${randomUUID().replaceAll("-", "")}`,
): Promise<{ database: Database; drop: () => Promise<void> }> => {
  const admin = openDatabase(address, { max: 1 });
  // Copied as files: through the log it takes three times as long where nothing waits for the disk.
  await admin.pool.query(`CREATE DATABASE ${name} TEMPLATE ${from} STRATEGY FILE_COPY`);
  const own = withDatabase(address, name);
  const database = openDatabase(own, { reader: asReader(own) });
  return {
    database,
    drop: async () => {
      await database.close();
      await admin.pool.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.close();
    },
  };
};

/** The ways a test calls the API as made-up actors. */
const callsOf = (
  http: FastifyInstance,
  actors: Map<string, Actor>,
): Pick<TestCity, "signedIn" | "call" | "upload" | "raw"> => {
  const signedIn: TestCity["signedIn"] = (actor) => {
    const authorization = `Test ${JSON.stringify(actor, (_, value) => (value instanceof Set ? [...value] : value))}`;
    actors.set(authorization, actor);
    return authorization;
  };
  const call: TestCity["call"] = async (actor, method, url, body) => {
    const authorization = actor === undefined ? undefined : signedIn(actor);
    const response = await http.inject({
      method,
      url,
      headers: { "accept-language": "en", ...(authorization === undefined ? {} : { authorization }) },
      ...(body === undefined ? {} : { payload: body as object }),
    });
    const json = /[/+]json/.test(response.headers["content-type"]?.toString() ?? "");
    return { status: response.statusCode, body: json ? response.json() : response.body };
  };
  const upload: TestCity["upload"] = async (actor, url, body, boundary) => {
    const response = await http.inject({
      method: "POST",
      url,
      headers: { authorization: signedIn(actor), "content-type": `multipart/form-data; boundary=${boundary}` },
      payload: body,
    });
    return { status: response.statusCode, body: response.json() };
  };
  const raw: TestCity["raw"] = async (actor, url) =>
    (await http.inject({ method: "GET", url, headers: { authorization: signedIn(actor) } })).rawPayload;
  return { signedIn, call, upload, raw };
};

/** What a test city is made of. */
export interface TestCityOptions {
  readonly packs?: readonly Pack[];
  /** With departments, areas and things. */
  readonly ground?: boolean;
  /** Settings beside the usual ones. */
  readonly env?: Readonly<Record<string, string>>;
  /** What the profile says besides. */
  readonly profile?: Partial<Deployment["profile"]>;
  /** The prepared server, where no test runner provides it. */
  readonly address?: DatabaseAddress;
  /** A prepared database that nobody copies or drops, in place of one of the server's own. */
  readonly database?: Database;
}

const openApi = async (deployment: Deployment, database: Database) => {
  const log = openLog(deployment.config, "test");
  let now = start;
  const clock = createServerClock({ origin: 0, simulatedOrigin: 0, speed: 1 }, () => now);
  const actors = new Map<string, Actor>();
  const api = await createApi({
    deployment,
    database,
    clock,
    log,
    checkAnswers: true,
    authenticateFirst: (authorization) => actors.get(authorization ?? ""),
    standingFirst: (who) =>
      [...actors.values()].find(
        (actor): actor is PersonActor =>
          who.kind === "person" && actor.kind === "person" && actor.accountId === who.accountId,
      ),
  });
  const advance = (ms: number): void => {
    now += ms;
  };
  return { api, clock, actors, advance };
};

type OpenApi = Awaited<ReturnType<typeof openApi>>["api"];

const seedAll = async (api: OpenApi): Promise<void> => {
  const first = createContext({ ...api.seed(), actor: system("start") });
  await seedIdentity(first);
  await seedGround(first);
};

/** Any number: workers that need the ground at once make it once. */
const groundLock = 20_261_130;

const makeGround = async (address: DatabaseAddress): Promise<void> => {
  const admin = openDatabase(address, { max: 1 });
  try {
    await admin.pool.query("SELECT pg_advisory_lock($1)", [groundLock]);
    const { rowCount } = await admin.pool.query("SELECT FROM pg_database WHERE datname = $1", [groundName]);
    if (rowCount !== 0) return;
    const begun = `${groundName}_begun`;
    // What another worker began and could not end.
    await admin.pool.query(`DROP DATABASE IF EXISTS ${begun} WITH (FORCE)`);
    const { database } = await createCopy(address, templateName, begun);
    const { api } = await openApi(makeDeployment(provided("ground"), {}), database);
    await seedAll(api);
    await api.close();
    await database.close();
    // Sessions that were closed may not have gone yet on a busy machine.
    await admin.pool.query("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = $1", [begun]);
    await admin.pool.query(`ALTER DATABASE ${begun} RENAME TO ${groundName}`);
  } finally {
    // The lock goes with the session.
    await admin.close();
  }
};

let ground: Promise<void> | undefined;

/** A copy of the run's seeded city, data directory and all; made anew where no test runner provides one. */
const copyGround = async (root: string): Promise<string> => {
  ground ??= makeGround(provided("database")).catch((error: unknown) => {
    ground = undefined;
    throw error;
  });
  await ground;
  cpSync(provided("ground"), root, { recursive: true });
  return groundName;
};

/** Opens a test city; close it in `afterAll`. */
export const openTestCity = async (options: TestCityOptions = {}): Promise<TestCity> => {
  const root = mkdtempSync(join(tmpdir(), "chengyun-city-"));
  // As root a private folder would send the database elsewhere.
  chmodSync(root, 0o755);
  const { database: given } = options;
  const copies = options.ground === true && options.address === undefined && given === undefined;
  const from = copies ? await copyGround(root) : templateName;
  const deployment = makeDeployment(root, options);
  const { database, drop } =
    given === undefined
      ? await createCopy(options.address ?? provided("database"), from)
      : { database: given, drop: given.close };
  const { api, clock, actors, advance } = await openApi(deployment, database);
  const calls = callsOf(api.http, actors);
  if (options.ground === true && !copies) await seedAll(api);
  return {
    app: api.http,
    ...calls,
    database,
    deployment,
    clock,
    reactor: api.reactor,
    advance,
    context: (actor) => createContext({ ...api.seed(), actor }),
    signOut: (actor) => {
      actors.delete(calls.signedIn(actor));
    },
    settle: api.settle,
    workOff: async () => {
      await api.settle();
      await api.jobs.workOff();
      await api.settle();
    },
    close: async () => {
      await api.close();
      const astray = await listCarriedAstray(database);
      await drop();
      rmSync(root, { recursive: true, force: true });
      if (astray.length > 0) throw new Error(`who sees these cases is carried wrongly: ${astray.join(", ")}`);
    },
  };
};

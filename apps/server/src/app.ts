import { type Flow, withLimits } from "@chengyun/kernel";
import { packs } from "@chengyun/packs";
import type { FastifyInstance } from "fastify";
import { type FindStanding, findPassActor } from "./modules/exchange/file-import/index.ts";
import { clockPort } from "./modules/flows/clock/index.ts";
import { flowRoutes } from "./modules/flows/flow/index.ts";
import { formPort } from "./modules/flows/form/index.ts";
import { matterRoutes, packNotices } from "./modules/flows/matter/index.ts";
import { authenticate, findStanding, type Standing } from "./modules/identity/session/index.ts";
import { hasWaiting, sequenceNow } from "./modules/journal/sequence/index.ts";
import { tellNotices } from "./modules/notices/notice/index.ts";
import { declareNotices } from "./modules/notices/template/index.ts";
import { watchParts } from "./modules/upkeep/health/index.ts";
import { modules } from "./modules.ts";
import type { Actor } from "./platform/actor.ts";
import { callLimitsOf, createCallGate } from "./platform/call-limit.ts";
import { openCertificate } from "./platform/certificate.ts";
import type { ContextSeed } from "./platform/context.ts";
import type { Database, Db } from "./platform/database.ts";
import { keepDeclaredNames } from "./platform/declared-name.ts";
import type { Deployment } from "./platform/deployment.ts";
import type { Fences } from "./platform/fence.ts";
import { createHttp } from "./platform/http.ts";
import { createJobs, type Jobs } from "./platform/job.ts";
import type { Log } from "./platform/log.ts";
import type { Migration } from "./platform/migration.ts";
import { platformGround } from "./platform/migrations/202611201100-platform-ground.ts";
import { declaredNames } from "./platform/migrations/202611201420-platform-declared-names.ts";
import { platformJobs } from "./platform/migrations/202611201500-platform-jobs.ts";
import { platformParts } from "./platform/migrations/202611201501-platform-parts.ts";
import { givenAnswers } from "./platform/migrations/202611201520-platform-given-answers.ts";
import { platformWaives } from "./platform/migrations/202611291700-platform-waives.ts";
import { platformSubjectForms } from "./platform/migrations/202611291710-platform-subject-forms.ts";
import { platformFewerIndexes } from "./platform/migrations/202611291800-platform-fewer-indexes.ts";
import { platformClockLease } from "./platform/migrations/202611300030-platform-clock-lease.ts";
import { type Reactor, startReactor } from "./platform/reactor.ts";
import { createRegistry, type Registry } from "./platform/registry.ts";
import type { Route } from "./platform/route.ts";
import type { ServerClock } from "./platform/server-clock.ts";

/** The declarations of all packs. */
export const registry: Registry = createRegistry(packs);

/** Every step of the schema. */
export const migrations: Readonly<Record<string, Migration>> = Object.assign(
  {
    "202611201100-platform-ground": platformGround,
    "202611201420-platform-declared-names": declaredNames,
    "202611201500-platform-jobs": platformJobs,
    "202611201520-platform-given-answers": givenAnswers,
  },
  ...modules.map((module) => module.migrations ?? {}),
  { "202611201501-platform-parts": platformParts },
  { "202611291700-platform-waives": platformWaives },
  { "202611291710-platform-subject-forms": platformSubjectForms },
  { "202611291800-platform-fewer-indexes": platformFewerIndexes },
  { "202611300030-platform-clock-lease": platformClockLease },
);

/** Every flow of the platform's modules and of some packs, by id. */
const flowsWith = (packs: Registry): ReadonlyMap<string, Flow> =>
  new Map(
    [
      ...modules.flatMap((module) => (module.flows ?? []).map(({ flow }) => withLimits(flow))),
      ...packs.flows.values(),
    ].map((flow) => [flow.id, flow]),
  );

/** Every endpoint: the modules' own, one for each move of each flow, and those of the packs' flows. */
const routesWith = (packs: Registry): readonly Route[] => [
  ...modules.flatMap((module) => module.routes ?? []),
  ...flowRoutes(modules.flatMap((module) => module.flows ?? [])),
  ...matterRoutes([...packs.flows.values()]),
];

/** Every flow of this build. */
export const flows = flowsWith(registry);

/** Every endpoint of this build. */
export const routes = routesWith(registry);

/** What stands behind the second fence, with some packs: their matters and what the modules declare. */
const fencesWith = (packs: Registry): Fences => {
  const fenced = modules.flatMap((module) => (module.flows ?? []).filter((one) => one.fenced === true));
  return {
    flows: [...fenced.map(({ flow }) => flow), ...packs.flows.values()],
    tables: [{ table: "subject_moves", by: ["subject_id"] }, ...modules.flatMap((module) => module.fences ?? [])],
  };
};

/** What stands behind the second fence in this build. */
export const fences = fencesWith(registry);

/** What the API of a city is made of. */
export interface ApiOptions {
  readonly deployment: Deployment;
  readonly database: Database;
  readonly clock: ServerClock;
  readonly log: Log;
  readonly checkAnswers: boolean;
  /** Asked before the identity room, by tests that act as made-up actors. */
  readonly authenticateFirst?: (authorization: string | undefined) => Actor | undefined;
  /** Asked before the identity room, by tests that act as made-up actors. */
  readonly standingFirst?: (who: Parameters<FindStanding>[0]) => Standing | undefined;
  /** Adds the web app to the server. */
  readonly prepare?: (http: FastifyInstance) => Promise<void>;
}

/** A wired API: HTTP not yet listening, reactions not yet running. */
export interface Api {
  readonly http: FastifyInstance;
  readonly reactor: Reactor;
  /** Jobs and ticks, not yet running. */
  readonly jobs: Jobs;
  readonly seed: () => Omit<ContextSeed, "actor">;
  /** Positions all entries and waits until every reaction has seen them. */
  readonly settle: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Positions and reacts until nothing new comes of it: a reaction records entries that others react to. */
const settle = async (db: Db, reactor: Reactor): Promise<void> => {
  do {
    await sequenceNow({ db });
    await reactor.settled();
  } while (await hasWaiting({ db }));
};

/** Wires modules, flows and packs into one API. */
export const createApi = async (options: ApiOptions): Promise<Api> => {
  const { deployment, database, clock, log } = options;
  const known = flowsWith(deployment.registry);
  deployment.registry.remember(await keepDeclaredNames(database.db, deployment.registry));
  const seed = (): Omit<ContextSeed, "actor"> => ({
    db: database.db,
    clock,
    log,
    deployment,
    flows: known,
    clocks: clockPort,
    forms: formPort,
  });
  const standingOf: FindStanding = async (who) =>
    options.standingFirst?.(who) ?? findStanding({ db: database.db, deployment, clock }, who);
  const http = await createHttp({
    routes: routesWith(deployment.registry),
    seed,
    within: database.within,
    log,
    tls: openCertificate(deployment.config.tls),
    checkAnswers: options.checkAnswers,
    gate: createCallGate(callLimitsOf(deployment.profile)),
    observe: deployment.vitals.metrics.observe,
    ...(options.prepare === undefined ? {} : { prepare: options.prepare }),
    authenticate: async (request) =>
      options.authenticateFirst?.(request.authorization) ??
      (await findPassActor(request.authorization, standingOf)) ??
      authenticate({ db: database.db, deployment, clock }, request),
  });
  const notices = [...modules.flatMap((module) => module.notices ?? []), ...packNotices(deployment.registry)];
  declareNotices(deployment.registry, notices);
  const reactor = startReactor(seed, [...modules.flatMap((module) => module.reacts ?? []), tellNotices(notices)], log);
  const jobs = createJobs({
    database,
    seed,
    jobs: modules.flatMap((module) => module.jobs ?? []),
    ticks: modules.flatMap((module) => module.ticks ?? []),
    log,
  });
  await jobs.prepare();
  watchParts({ seed, reactor });
  return {
    http,
    reactor,
    jobs,
    seed,
    settle: () => settle(database.db, reactor),
    close: async () => {
      await jobs.stop();
      await reactor.stop();
      await http.close();
    },
  };
};

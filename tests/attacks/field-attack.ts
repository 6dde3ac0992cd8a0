import { z } from "zod";
import { routes } from "../../apps/server/src/app.ts";
import type { Route } from "../../apps/server/src/platform/route.ts";
import type { Call } from "./call.ts";
import { nameOf } from "./caller.ts";
import { calls } from "./calls.ts";
import type { Finding, Outcome } from "./finding.ts";
import { anybody, type Ground, type Made } from "./ground.ts";

interface Run {
  readonly ground: Ground;
  readonly findings: Finding[];
  tried: number;
}

/** What somebody would like to be able to say about themselves or an object. */
const wishes = ({ other, there }: Ground): Record<string, unknown> => ({
  stage: "closed",
  kind: "account",
  flow: "account",
  role: "administrator",
  roles: ["administrator"],
  permissions: ["accounts.manage"],
  isAdmin: true,
  area_path: "",
  areaId: there.areaPath,
  departments: [other],
  presentDepartment: other,
  heldBy: null,
  uploadedBy: "nobody",
  reporterId: "nobody",
});

/** Keys a body may have; a wish of such a name would be no attack. */
const ownKeys = (shape: Route["body"]): ReadonlySet<string> => {
  const inner = shape instanceof z.ZodUnion ? shape.options : [shape];
  return new Set(inner.flatMap((each) => (each instanceof z.ZodObject ? Object.keys(each.shape) : [])));
};

/** Two more ways to reach what every object shares. */
const poisons = ['"__proto__":{"polluted":true}', '"constructor":{"prototype":{"polluted":true}}'];

interface Shot {
  readonly status: number;
  /** Where the object stands, whoever it is: what an extra field must not have changed. */
  readonly stands: string;
}

const standsOf = async ({ city }: Ground, id: string | undefined): Promise<string> => {
  if (id === undefined) return "";
  const { rows } = await city.database.pool.query(
    "SELECT kind, flow, stage, version, area_path, departments, present_department FROM subjects WHERE id = $1",
    [id],
  );
  return JSON.stringify(rows);
};

const isUuid = (text: unknown): text is string => typeof text === "string" && /^[0-9a-f-]{36}$/.test(text);

const shoot = async (run: Run, route: Route, call: Call, toPayload: (body: object) => string): Promise<Shot> => {
  const { ground } = run;
  const { here, own, make, city } = ground;
  const stage = call.stage === undefined ? {} : { stage: call.stage };
  const made: Made | undefined =
    call.object === undefined ? undefined : await make(call.object, { place: here, department: own, ...stage });
  const url =
    route.path.replace(":id", made?.id ?? "").replace(/:(\w+)/g, (_, name: string) => call.params?.[name] ?? "") +
    (call.query?.(ground, made) ?? "");
  const response = await city.app.inject({
    method: "POST",
    url,
    headers: { authorization: city.signedIn(anybody()), "content-type": "application/json" },
    payload: toPayload(call.body?.(ground, made) ?? {}),
  });
  run.tried += 1;
  const answered: unknown = /json/.test(String(response.headers["content-type"])) ? response.json() : undefined;
  const newId = (answered as { id?: unknown } | undefined)?.id;
  const id = made?.id ?? (isUuid(newId) ? newId : undefined);
  return { status: response.statusCode, stands: await standsOf(ground, id) };
};

const isPolluted = (): boolean => (({}) as Record<string, unknown>)["polluted"] !== undefined;

const withExtras = (extras: object) => (body: object) => JSON.stringify({ ...extras, ...body });

const withFacts = (extras: object) => (body: object) => {
  const facts = (body as { facts?: object }).facts;
  return JSON.stringify(facts === undefined ? { ...body, facts: extras } : { ...body, facts: { ...extras, ...facts } });
};

const withPoison = (poison: string) => (body: object) => {
  const text = JSON.stringify(body);
  return text === "{}" ? `{${poison}}` : `{${poison},${text.slice(1)}`;
};

const attackRoute = async (run: Run, route: Route, call: Call): Promise<void> => {
  const known = ownKeys(route.body);
  const extras = Object.fromEntries(Object.entries(wishes(run.ground)).filter(([name]) => !known.has(name)));
  const plain = await shoot(run, route, call, JSON.stringify);
  const shots: [string, Shot][] = [["fields of its object", await shoot(run, route, call, withExtras(extras))]];
  if (known.has("facts")) shots.push(["facts nobody asked for", await shoot(run, route, call, withFacts(extras))]);
  for (const poison of poisons) shots.push([poison, await shoot(run, route, call, withPoison(poison))]);
  for (const [name, { status, stands }] of shots) {
    const what = `${nameOf(route)} · ${name}`;
    if (status >= 500) run.findings.push({ what, saw: `answered ${status}` });
    if (status < 300 && stands !== plain.stands)
      run.findings.push({ what, saw: `${stands} instead of ${plain.stands}` });
    if (isPolluted()) {
      run.findings.push({ what, saw: "every object is polluted" });
      Reflect.deleteProperty(Object.prototype, "polluted");
    }
  }
};

/** S3: every route that takes a body, with fields and facts it doesn't ask for, and with the prototype's names. */
export const attackFields = async (ground: Ground): Promise<Outcome> => {
  const run: Run = { ground, findings: [], tried: 0 };
  for (const route of routes) {
    const call = calls[nameOf(route)];
    if (route.method !== "POST" || route.body === undefined || call?.body === undefined) continue;
    if (call.spendsSession === true) continue;
    await attackRoute(run, route, call);
  }
  return {
    id: "S3",
    what: "fields that were taken though nobody asked for them",
    tried: run.tried,
    findings: run.findings,
  };
};

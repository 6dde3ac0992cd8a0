import { randomUUID } from "node:crypto";
import type { RoleId } from "@chengyun/kernel";
import { registry, routes } from "../../apps/server/src/app.ts";
import { permissionsOfRole, type Role, roles } from "../../apps/server/src/modules/identity/role/index.ts";
import type { Route } from "../../apps/server/src/platform/route.ts";
import { openBrowser } from "../../apps/server/src/testing/browser.ts";
import type { Call } from "./call.ts";
import { type Credentials, makeCall, nameOf } from "./caller.ts";
import { calls } from "./calls.ts";
import type { Finding, Outcome } from "./finding.ts";
import { anybody, type Ground } from "./ground.ts";

/** Who calls in the matrix: nobody, the holder of a post of each role, and an integrator's key. */
interface Caller {
  readonly name: string;
  readonly role: RoleId | undefined;
  readonly isKey: boolean;
  /** Signs in anew. */
  readonly enter: () => Promise<Credentials>;
}

const signIn = async (ground: Ground, role: RoleId): Promise<() => Promise<Credentials>> => {
  const { city, own } = ground;
  const post = { name: { zh: "岗", en: "Post" }, role, departmentId: own, areaPath: "" };
  const { body: made } = await city.call(anybody(), "POST", "/api/v1/posts", post);
  const login = `r${randomUUID().slice(0, 12)}`;
  const account = { login, name: "某人", postIds: [made.id] };
  const { body: first } = await city.call(anybody(), "POST", "/api/v1/accounts", account);
  // An administrator's post takes a second person.
  if (first.requestId !== undefined)
    await city.call(anybody(), "POST", `/api/v1/account-requests/${first.requestId}/moves/approve`, { version: 1 });
  const password = "attack the matrix";
  const browser = openBrowser(city);
  await browser.call("POST", "/session", { login, password: first.password });
  await browser.call("POST", "/me/password", { old: first.password, new: password });
  return async () => {
    const again = openBrowser(city);
    const { status } = await again.call("POST", "/session", { login, password });
    if (status !== 200) throw new Error(`${role} cannot sign in: ${status}`);
    return { cookie: `chengyun_session=${again.cookie()}` };
  };
};

const makeCallers = async (ground: Ground): Promise<Caller[]> => {
  const people = (Object.keys(roles) as RoleId[]).filter((role) => role !== "integrator");
  const callers: Caller[] = [{ name: "nobody", role: undefined, isKey: false, enter: async () => ({}) }];
  for (const role of people) callers.push({ name: role, role, isKey: false, enter: await signIn(ground, role) });
  const key = { name: "integrator", scopes: roles.integrator.permissions, areaPath: "" };
  const { body } = await ground.city.call(anybody(), "POST", "/api/v1/keys", key);
  const enter = async () => ({ authorization: `Bearer ${body.secret}` });
  return [...callers, { name: "integrator's key", role: "integrator", isKey: true, enter }];
};

/** What the declared access of a route says about a caller. */
export const expectedOf = (
  route: Pick<Route, "access">,
  call: Pick<Call, "personsOnly" | "noDepartment">,
  caller: Pick<Caller, "role" | "isKey">,
): "allowed" | 401 | 403 | 404 => {
  if (route.access === "public") return "allowed";
  if (caller.role === undefined) return 401;
  if (caller.isKey && call.personsOnly === true) return 403;
  const { departments } = roles[caller.role] as Role;
  const may = route.access === "signed-in" || permissionsOfRole(registry, caller.role).has(route.access);
  if (!may) return 403;
  return call.noDepartment === true && departments === "own" ? 404 : "allowed";
};

/** Who is allowed gets through to the use case; what that says of the state of things is no refusal. */
const isThrough = (call: Call, status: number): boolean =>
  status < 300 || status === 409 || status === 422 || status === call.always;

/** S2: every route as every role. */
export const attackRoles = async (ground: Ground): Promise<Outcome> => {
  const findings: Finding[] = [];
  let tried = 0;
  const callers = await makeCallers(ground);
  const standing = new Map(await Promise.all(callers.map(async (caller) => [caller, await caller.enter()] as const)));
  for (const route of routes) {
    const call = calls[nameOf(route)];
    if (call === undefined) {
      findings.push({ what: nameOf(route), saw: "no entry in calls.ts" });
      continue;
    }
    for (const caller of callers) {
      const wish = { place: ground.here, department: ground.own };
      const stage = call.stage === undefined ? {} : { stage: call.stage };
      const made = call.object === undefined ? undefined : await ground.make(call.object, { ...wish, ...stage });
      const headers = call.spendsSession === true ? await caller.enter() : (standing.get(caller) ?? {});
      const before = await ground.pulse();
      const { status } = await makeCall(route, call, { ground, made }, headers);
      const expected = expectedOf(route, call, caller);
      const what = `${nameOf(route)} as ${caller.name}`;
      tried += 1;
      if (expected === "allowed" ? !isThrough(call, status) : status !== expected)
        findings.push({ what, saw: `answered ${status}, declared ${expected}` });
      if (expected !== "allowed" && (await ground.pulse()) !== before)
        findings.push({ what, saw: "was refused and wrote something" });
    }
  }
  return { id: "S2", what: "answers that differ from the declared matrix", tried, findings };
};

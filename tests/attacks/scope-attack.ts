import { randomUUID } from "node:crypto";
import { routes } from "../../apps/server/src/app.ts";
import type { PersonActor } from "../../apps/server/src/platform/actor.ts";
import type { Route } from "../../apps/server/src/platform/route.ts";
import type { Call } from "./call.ts";
import { makeCall, nameOf } from "./caller.ts";
import { calls } from "./calls.ts";
import type { Finding, Outcome } from "./finding.ts";
import { anybody, type Ground, type Kind, type Made } from "./ground.ts";

/** What one run collects. */
interface Run {
  readonly ground: Ground;
  readonly findings: Finding[];
  tried: number;
}

/** Somebody of one street, of all its departments or of the own one, who may whatever the route asks for. */
const local = ({ here, own }: Ground, departments: "all" | "own"): PersonActor =>
  anybody({ areaPath: here.areaPath, departments: departments === "all" ? "all" : [own] });

const as = ({ city }: Ground, actor: PersonActor) => ({ authorization: city.signedIn(actor) });

interface Probe {
  readonly name: string;
  readonly actor: PersonActor;
  readonly made?: Made;
  readonly id?: string;
  readonly body?: object;
}

/** A call out of scope: it must be answered 404 (400 for a body that makes no sense) and write nothing. */
const expectNothing = async (run: Run, route: Route, call: Call, probe: Probe): Promise<void> => {
  const { ground } = run;
  const before = await ground.pulse();
  const heard = await makeCall(route, call, { ground, ...probe }, as(ground, probe.actor));
  const what = `${nameOf(route)} · ${probe.name}`;
  run.tried += 1;
  if (heard.status !== 404) run.findings.push({ what, saw: `answered ${heard.status}` });
  if ((await ground.pulse()) !== before) run.findings.push({ what, saw: "wrote something" });
  if (probe.made !== undefined && heard.status < 300 && heard.text.includes(probe.made.id))
    run.findings.push({ what, saw: "told of it" });
};

/** What holds for the whole city is refused to somebody of one street, however much they may do there. */
const attackCity = async (run: Run, route: Route, call: Call): Promise<void> => {
  const { ground } = run;
  for (const departments of ["all", "own"] as const) {
    const before = await ground.pulse();
    const { status } = await makeCall(route, call, { ground }, as(ground, local(ground, departments)));
    const what = `${nameOf(route)} · the whole city, by one street`;
    run.tried += 1;
    if (status !== 403) run.findings.push({ what, saw: `answered ${status}` });
    if ((await ground.pulse()) !== before) run.findings.push({ what, saw: "wrote something" });
  }
};

/** The same call in scope goes through: otherwise the refusals above would prove nothing. */
const expectSomething = async (run: Run, route: Route, call: Call, probe: Probe): Promise<void> => {
  const heard = await makeCall(route, call, { ground: run.ground, ...probe }, as(run.ground, probe.actor));
  run.tried += 1;
  if (heard.status >= 300 && heard.status !== call.always)
    run.findings.push({ what: `${nameOf(route)} · ${probe.name}`, saw: `in scope, but answered ${heard.status}` });
};

const attackObject = async (run: Run, route: Route, call: Call, kind: Kind): Promise<void> => {
  const { ground } = run;
  const { here, there, own, other, make } = ground;
  const stage = call.stage === undefined ? {} : { stage: call.stage };
  const all = local(ground, "all");
  await expectSomething(run, route, call, {
    name: "own",
    actor: all,
    made: await make(kind, { place: here, department: own, ...stage }),
  });
  const elsewhere = await make(kind, { place: there, department: own, ...stage });
  await expectNothing(run, route, call, { name: "other area", actor: all, made: elsewhere });
  if (call.byAreaAlone !== true) {
    const others = await make(kind, { place: here, department: other, ...stage });
    await expectNothing(run, route, call, { name: "other department", actor: local(ground, "own"), made: others });
  }
  await expectNothing(run, route, call, { name: "guessed id", actor: all, id: randomUUID() });
  const wrongKind = await make(kind === "case" ? "thing" : "case", { place: here, department: own });
  await expectNothing(run, route, call, { name: "id of another kind", actor: all, id: wrongKind.id });
};

/** Things that were retired or cases that were voided elsewhere are as hidden as the rest. */
const attackDeleted = async (run: Run, route: Route, call: Call, kind: Kind): Promise<void> => {
  const move = { case: "void", thing: "retire", account: "retire", key: "retire" }[kind as string];
  if (move === undefined) return;
  const { ground } = run;
  const plural = { case: "cases", thing: "things", account: "accounts", key: "keys" }[kind as string];
  const made = await ground.make(kind, { place: ground.there, department: ground.own, stage: "filed" });
  const body = { version: made.version, facts: { reason: "探测" } };
  const url = `/api/v1/${plural}/${made.id}/moves/${move}`;
  const { status } = await ground.city.call(anybody(), "POST", url, body);
  if (status !== 200) throw new Error(`${url}: ${status}`);
  await expectNothing(run, route, call, { name: "deleted, other area", actor: local(ground, "all"), made });
};

const attackCreation = async (run: Run, route: Route, call: Call): Promise<void> => {
  const { ground } = run;
  const foreign = await ground.make("thing", { place: ground.there, department: ground.other });
  for (const [name, body] of Object.entries(call.outside?.(ground, foreign) ?? {})) {
    const actor = local(ground, name.includes("department") ? "own" : "all");
    await expectNothing(run, route, call, { name, actor, body });
  }
};

/** Whether an answer tells of an object; of a journal's lines, whether one tells more than its leaf. */
const shows = (call: Call, text: string, id: string): boolean =>
  call.leavesOnly === true
    ? text.split("\n").some((line) => line.includes(id) && Object.hasOwn(JSON.parse(line), "changes"))
    : text.includes(id);

const attackList = async (run: Run, route: Route, call: Call, kind: Kind): Promise<void> => {
  const { ground } = run;
  const { here, there, own, other, make, city } = ground;
  const inScope = await make(kind, { place: here, department: own });
  const elsewhere = await make(kind, { place: there, department: own });
  const others = call.byAreaAlone === true ? undefined : await make(kind, { place: here, department: other });
  await city.settle();
  const look = async (actor: PersonActor, made: Made, seen: boolean, name: string) => {
    const heard = await makeCall(route, call, { ground, made }, as(ground, actor));
    run.tried += 1;
    const what = `${nameOf(route)} · ${name}`;
    if (heard.status >= 300) run.findings.push({ what, saw: `answered ${heard.status}` });
    else if (shows(call, heard.text, made.id) !== seen)
      run.findings.push({ what, saw: seen ? "doesn't show what is in scope" : "shows what is out of scope" });
  };
  await look(local(ground, "all"), inScope, true, "own");
  await look(local(ground, "all"), elsewhere, false, "other area");
  if (others !== undefined && kind !== "key") await look(local(ground, "own"), others, false, "other department");
};

const attack = async (run: Run, route: Route, call: Call): Promise<void> => {
  if (call.object !== undefined && /:(id|no)/.test(route.path)) {
    await attackObject(run, route, call, call.object);
    await attackDeleted(run, route, call, call.object);
  }
  if (route.scope === "city") return attackCity(run, route, call);
  if (call.outside !== undefined) await attackCreation(run, route, call);
  if (typeof call.shows === "string") await attackList(run, route, call, call.shows);
};

/** S1: every route that is limited to a scope, against objects of other areas and departments, deleted and guessed. */
export const attackScopes = async (ground: Ground): Promise<Outcome> => {
  const run: Run = { ground, findings: [], tried: 0 };
  for (const route of routes) {
    const call = calls[nameOf(route)];
    if (call === undefined) run.findings.push({ what: nameOf(route), saw: "no entry in calls.ts" });
    else await attack(run, route, call);
  }
  return { id: "S1", what: "reads and writes out of scope", tried: run.tried, findings: run.findings };
};

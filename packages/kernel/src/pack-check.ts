import type { CaseType } from "./case-type.ts";
import { checkDevice } from "./device-check.ts";
import type { Fact } from "./fact.ts";
import { checkFactShape } from "./fact-check.ts";
import { checkFlow, type Flow, permissionsOf } from "./flow.ts";
import type { FactTable } from "./form-answer.ts";
import { checkFormShape } from "./form-check.ts";
import { checkIncident } from "./incident-check.ts";
import type { Layer } from "./layer.ts";
import { type Limit, timeKinds } from "./limit.ts";
import type { Pack } from "./pack.ts";
import { checkPackNotices } from "./pack-notice.ts";
import { roleIds } from "./permission.ts";
import { checkPlan } from "./plan.ts";
import { checkRisk } from "./risk.ts";
import { checkRule, isPositive } from "./rule-check.ts";
import { checkScenario } from "./scenario-check.ts";
import type { StreamType } from "./stream.ts";
import type { ThingType } from "./thing.ts";
import { checkWarningType, type WarningType } from "./warning.ts";

/** What the platform and the city profile offer a pack, by id. */
export interface Known {
  readonly flows: readonly string[];
  readonly duties: readonly string[];
  readonly tools: readonly string[];
  /** Permissions of the platform; each is held by a role of its table. */
  readonly permissions: readonly string[];
  /** Facts and forms that are there without the pack. */
  readonly facts?: readonly Fact[];
  readonly forms?: readonly string[];
}

interface Named {
  readonly id: string;
}

const kebab = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

const checkIds = (what: string, named: readonly Named[] = []): string[] => {
  const ids = named.map(({ id }) => id);
  const bad = ids.filter((id) => !kebab.test(id)).map((id) => `${what} "${id}": write its id in kebab-case`);
  const repeated = new Set(ids.filter((id, place) => ids.indexOf(id) !== place));
  return [...bad, ...[...repeated].map((id) => `${what} "${id}": its id is used twice`)];
};

/** A text, or several where people say several things. */
const isFilled = (text: unknown): boolean =>
  Array.isArray(text) ? text.length > 0 && text.every(isFilled) : typeof text === "string" && text.trim() !== "";

const toStep = (key: string, value: unknown): string =>
  typeof value === "object" && value !== null && "id" in value && /^\d+$/.test(key) ? String(value.id) : key;

/** Walks the whole of a pack, so that no label of it is forgotten; a shared part is looked at once. */
const checkLabels = (value: unknown, path: string, seen: Set<unknown>): string[] => {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value) || seen.has(value)) return [];
  seen.add(value);
  const faults: string[] = [];
  if ("zh" in value || "en" in value) {
    if (!("zh" in value && isFilled(value.zh))) faults.push(`${path}: the Chinese text is missing`);
    if (!("en" in value && isFilled(value.en))) faults.push(`${path}: the English text is missing`);
    return faults;
  }
  return Object.entries(value).flatMap(([key, inner]) => checkLabels(inner, `${path}.${toStep(key, inner)}`, seen));
};

const checkStream = (stream: StreamType): string[] => {
  const faults: string[] = [];
  const [low, high] = stream.range ?? [0, 1];
  if (!(Number.isFinite(low) && Number.isFinite(high) && low < high))
    faults.push("its range must go from a lower to a higher number");
  if (stream.every !== undefined && !isPositive(stream.every)) faults.push("its interval must be positive");
  for (const state of Object.keys(stream.states ?? {}))
    if (!kebab.test(state)) faults.push(`state "${state}": write it in kebab-case`);
  return faults.map((fault) => `stream ${stream.id}: ${fault}`);
};

const checkThing = (thing: ThingType): string[] => {
  const faults = [...checkIds("stream", thing.streams), ...thing.streams.flatMap(checkStream)];
  if (thing.code !== undefined && !/^\d{4}$/.test(thing.code))
    faults.push(`code "${thing.code}": two digits of the major and two of the minor class`);
  return faults.map((fault) => `thing ${thing.id}: ${fault}`);
};

const checkLimit = (name: string, { amount, kind }: Limit): string[] => {
  const faults: string[] = [];
  if (!isPositive(amount)) faults.push(`clock ${name}: its limit must be positive`);
  if (!timeKinds.includes(kind)) faults.push(`clock ${name}: no kind of time "${kind}"`);
  return faults;
};

const checkCase = (type: CaseType, flows: readonly Flow[], known: Known): string[] => {
  const limits = Object.entries(type.clocks ?? {});
  const faults = limits.flatMap(([name, limit]) => checkLimit(name, limit));
  const conditions = type.conditions ?? [];
  faults.push(
    ...conditions.flatMap((one) =>
      Object.entries(one.clocks ?? {}).flatMap(([name, limit]) =>
        checkLimit(name, limit).map((fault) => `condition ${one.id}: ${fault}`),
      ),
    ),
  );
  if (new Set(conditions.map(({ id }) => id)).size < conditions.length) faults.push("two conditions share an id");
  if (type.class !== undefined && !/^\d{4}$/.test(type.class.code))
    faults.push(`class "${type.class.code}": two digits of the major and two of the minor class`);
  const own = flows.find(({ id }) => id === type.flow);
  if (own !== undefined)
    faults.push(
      ...(type.waives ?? [])
        .filter((id) => !Object.values(own.moves).some((move) => (move.needs ?? []).includes(id)))
        .map((id) => `no move of flow ${own.id} needs the "${id}" it waives`),
      ...limits
        .filter(([name]) => !Object.hasOwn(own.clocks ?? {}, name))
        .map(([name]) => `flow ${own.id} has no clock "${name}"`),
    );
  else if (!known.flows.includes(type.flow)) faults.push(`no flow "${type.flow}"`);
  if (!known.duties.includes(type.handledBy)) faults.push(`no duty "${type.handledBy}"`);
  const { within, for: time } = type.joins ?? {};
  if (within !== undefined && !isPositive(within)) faults.push("joins within a distance that must be positive");
  if (time !== undefined && !isPositive(time)) faults.push("joins for a time that must be positive");
  return faults.map((fault) => `case ${type.id}: ${fault}`);
};

const checkWarning = (warning: WarningType, known: Known): string[] => [
  ...checkWarningType(warning),
  ...(known.duties.includes(warning.duty) ? [] : [`warning ${warning.id}: no duty "${warning.duty}"`]),
];

/** Facts a pack's forms may ask: those of its flows and its own, by id. */
const factTableOf = ({ flows = [], facts = [] }: Pack, known: Known): FactTable =>
  Object.fromEntries([
    ...(known.facts ?? []).map((fact) => [fact.id, fact] as const),
    ...flows.flatMap((flow) => Object.values(flow.facts ?? {})).map((fact) => [fact.id, fact] as const),
    ...facts.map((fact) => [fact.id, fact] as const),
  ]);

const checkForms = (pack: Pack, known: Known): string[] => {
  const facts = factTableOf(pack, known);
  const forms = pack.forms ?? [];
  const asked = (pack.flows ?? []).flatMap((flow) =>
    Object.entries(flow.moves).flatMap(([name, { form }]) =>
      form === undefined || forms.some(({ id }) => id === form) || (known.forms ?? []).includes(form)
        ? []
        : [`flow ${flow.id}, move ${name}: no form "${form}"`],
    ),
  );
  const ofCases = (pack.cases ?? []).flatMap((type) =>
    Object.entries(type.forms ?? {}).flatMap(([move, form]) => {
      const flow = pack.flows?.find(({ id }) => id === type.flow);
      const faults: string[] = [];
      // A form that people publish may be retired, and the case could not go on.
      if (!forms.some(({ id }) => id === form)) faults.push(`move ${move}: no form "${form}" in the pack`);
      if (flow !== undefined && !Object.hasOwn(flow.moves, move)) faults.push(`flow ${flow.id} has no move "${move}"`);
      return faults.map((fault) => `case ${type.id}: ${fault}`);
    }),
  );
  return [
    ...asked,
    ...ofCases,
    ...forms.flatMap((form) =>
      checkFormShape(form, facts).map(({ path, says }) => `form ${form.id}, ${path}: ${says.en}`),
    ),
  ];
};

const checkFacts = ({ flows = [], facts = [] }: Pack): string[] => [
  ...facts.flatMap((fact) => checkFactShape(fact)),
  ...flows.flatMap((flow) =>
    Object.values(flow.facts ?? {})
      .flatMap((fact) => checkFactShape(fact))
      .map((fault) => `flow ${flow.id}, ${fault}`),
  ),
];

const checkOwnFlow = (flow: Flow, known: Known): string[] => {
  const limits = Object.entries(flow.clocks ?? {}).flatMap(([name, { limit }]) =>
    limit === undefined ? [] : checkLimit(name, limit),
  );
  if (known.flows.includes(flow.id)) limits.push("the platform has a flow of this id");
  return [...checkFlow(flow), ...limits.map((fault) => `flow ${flow.id}: ${fault}`)];
};

/** What nobody is granted nobody can do; what the platform's table gives is not a pack's to give. */
const checkGrants = ({ flows = [], grants = {} }: Pack, known: Known): string[] => {
  const own = new Set(flows.flatMap(permissionsOf).filter((permission) => !known.permissions.includes(permission)));
  const granted = new Set<string>(Object.values(grants).flat());
  return [
    ...Object.keys(grants)
      .filter((role) => !(roleIds as readonly string[]).includes(role))
      .map((role) => `grants: no role "${role}"`),
    ...[...granted].filter((one) => !own.has(one)).map((one) => `grants: no flow of the pack asks for "${one}"`),
    ...[...own].filter((one) => !granted.has(one)).map((one) => `grants: no role may "${one}"`),
  ];
};

const has = (list: readonly Named[] | undefined, wanted: Named): boolean =>
  (list ?? []).some(({ id }) => id === wanted.id);

const checkLayer = (layer: Layer, pack: Pack): string[] => {
  const faults: string[] = [];
  if ("link" in layer && !has(pack.links ?? [], layer.link))
    faults.push(`shows "${layer.link.id}", which is no link of the pack`);
  if ("heatOf" in layer)
    for (const type of layer.heatOf)
      if (!has(pack.cases ?? [], type)) faults.push(`shows cases "${type.id}", which is no case of the pack`);
  if (!("thing" in layer)) return faults.map((fault) => `layer ${layer.id}: ${fault}`);
  if (!has(pack.things, layer.thing)) faults.push(`shows "${layer.thing.id}", which is no thing of the pack`);
  if (layer.colourBy !== undefined && !has(layer.thing.streams, layer.colourBy))
    faults.push(`is coloured by "${layer.colourBy.id}", which ${layer.thing.id} does not have`);
  return faults.map((fault) => `layer ${layer.id}: ${fault}`);
};

const checkReferences = (pack: Pack, known: Known): string[] => {
  const faults = (pack.devices ?? [])
    .filter(({ serves }) => !has(pack.things, serves))
    .map(({ id, serves }) => `device ${id}: serves "${serves.id}", which is no thing of the pack`);
  for (const { device } of pack.samples ?? [])
    if (!has(pack.devices, { id: device })) faults.push(`samples: no device "${device}" in the pack`);
  for (const { id, reports } of pack.rules ?? [])
    if (reports !== undefined && !has(pack.cases, reports))
      faults.push(`rule ${id}: reports "${reports.id}", which is no case of the pack`);
  for (const tool of pack.tools ?? []) if (!known.tools.includes(tool)) faults.push(`tools: no tool "${tool}"`);
  return faults;
};

/** Lists faults of a pack in words its author can act on; empty when the platform can take it. */
export const checkPack = (pack: Pack, known: Known): string[] => {
  const { things, devices = [], rules = [], risks = [], cases = [], flows = [], samples = [] } = pack;
  const faults = [
    ...checkIds("pack", [pack]),
    ...checkIds("thing", things),
    ...checkIds("link", pack.links),
    ...checkIds("device", devices),
    ...checkIds("rule", rules),
    ...checkIds("risk", risks),
    ...checkIds("case", cases),
    ...checkIds("flow", flows),
    ...checkIds("form", pack.forms),
    ...checkIds("notice", pack.notices),
    ...checkIds("formula", pack.formulas),
    ...checkIds("warning", pack.warnings),
    ...checkIds("layer", pack.layers),
    ...checkIds("incident", pack.incidents),
    ...checkIds("plan", pack.plans),
    ...checkIds("event", pack.scenario?.events),
    ...checkLabels(pack, "label", new Set()),
    ...checkReferences(pack, known),
    ...things.flatMap(checkThing),
    ...devices.flatMap((device) =>
      checkDevice(
        device,
        samples.filter((sample) => sample.device === device.id),
      ),
    ),
    ...rules.flatMap((rule) => checkRule(rule, things)),
    ...risks.flatMap(checkRisk),
    ...cases.flatMap((type) => checkCase(type, flows, known)),
    ...flows.flatMap((flow) => checkOwnFlow(flow, known)),
    ...(pack.warnings ?? []).flatMap((warning) => checkWarning(warning, known)),
    ...checkFacts(pack),
    ...checkForms(pack, known),
    ...checkPackNotices(pack),
    ...(pack.incidents ?? []).flatMap(checkIncident),
    ...(pack.plans ?? []).flatMap((plan) =>
      checkPlan(plan, { duties: known.duties, incidents: (pack.incidents ?? []).map(({ id }) => id) }),
    ),
    ...checkGrants(pack, known),
    ...(pack.layers ?? []).flatMap((layer) => checkLayer(layer, pack)),
    ...(pack.scenario === undefined ? [] : checkScenario(pack.scenario, pack)),
  ];
  return faults.map((fault) => `pack ${pack.id}: ${fault}`);
};

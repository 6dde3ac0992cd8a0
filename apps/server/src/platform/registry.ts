import {
  type CaseType,
  type DeviceType,
  type Fact,
  type Flow,
  type Form,
  type IncidentType,
  isSameFact,
  type Label,
  type LinkType,
  levelFormula,
  type Pack,
  type PlanDef,
  type ResourceType,
  type Rule,
  type StreamType,
  type ThingType,
  type WarningType,
  withLimits,
} from "@chengyun/kernel";
import type { Declared } from "./declared-name.ts";
import { type Compiled, compileFormula } from "./formula.ts";

/** Everything the packs declare, by id. Modules read it here; only `app.ts` knows the packs. */
export interface Registry {
  readonly packs: readonly Pack[];
  readonly things: ReadonlyMap<string, ThingType>;
  readonly links: ReadonlyMap<string, LinkType>;
  readonly devices: ReadonlyMap<string, DeviceType>;
  readonly rules: ReadonlyMap<string, Rule>;
  readonly cases: ReadonlyMap<string, CaseType>;
  readonly warnings: ReadonlyMap<string, WarningType>;
  /** Flows, each with the moves that notice its limits. */
  readonly flows: ReadonlyMap<string, Flow>;
  /** Facts of the packs and of their flows. */
  readonly facts: ReadonlyMap<string, Fact>;
  readonly forms: ReadonlyMap<string, Form>;
  /** Formulas, compiled. */
  readonly formulas: ReadonlyMap<string, Compiled>;
  readonly incidents: ReadonlyMap<string, IncidentType>;
  readonly plans: ReadonlyMap<string, PlanDef>;
  /** What makes things of a type resources, by the type's id. */
  readonly resources: ReadonlyMap<string, ResourceType>;
  /** Pack a declared id belongs to: `packOf("case", "drain-blockage")`. */
  readonly packOf: (kind: "thing" | "rule" | "case" | "layer" | "device", id: string) => string;
  /** What a declared id is called, or was called while its pack was here; the id itself when nobody ever named it. */
  readonly nameOf: (kind: Declared, id: string) => Label;
  /** Names of what packs no longer here once declared, by `kind/id`. */
  readonly remember: (names: ReadonlyMap<string, Label>) => void;
  /** Rules that judge a stream of a thing type. */
  readonly rulesOn: (thing: ThingType, stream: StreamType) => readonly Rule[];
}

const gather = <Item extends { readonly id: string }>(
  packs: readonly Pack[],
  of: (pack: Pack) => readonly Item[] | undefined,
) => {
  const items = new Map<string, Item>();
  for (const pack of packs)
    for (const item of of(pack) ?? []) {
      if (items.has(item.id)) throw new Error(`two packs declare "${item.id}"; the second is ${pack.id}`);
      items.set(item.id, item);
    }
  return items;
};

/** Id of the feed of a kind of thing. */
export const feedOf = (thingType: string): string => `${thingType}-feed`;

/**
 * Every thing that is measured can be fed in the platform's own JSON: by somebody else's platform, or by a replay of
 * what was once measured. A pack that declares a device of that id says otherwise.
 */
const withFeeds = (
  things: ReadonlyMap<string, ThingType>,
  devices: ReadonlyMap<string, DeviceType>,
): ReadonlyMap<string, DeviceType> => {
  const feeds = [...things.values()]
    .filter(({ id, streams }) => streams.length > 0 && !devices.has(feedOf(id)))
    .map((thing): [string, DeviceType] => {
      const name = { zh: `${thing.name.zh}数据接入`, en: `${thing.name.en}, data feed` };
      return [feedOf(thing.id), { id: feedOf(thing.id), name, serves: thing }];
    });
  return new Map([...devices, ...feeds]);
};

const lists: Readonly<
  Record<"thing" | "rule" | "case" | "layer" | "device", (pack: Pack) => readonly { readonly id: string }[]>
> = {
  thing: (pack) => pack.things,
  rule: (pack) => pack.rules ?? [],
  case: (pack) => pack.cases ?? [],
  layer: (pack) => pack.layers ?? [],
  device: (pack) => pack.devices ?? [],
};

/** Formulas of the packs, and the conditions of their incidents' levels. */
const compileAll = (packs: readonly Pack[]): ReadonlyMap<string, Compiled> =>
  new Map(
    [
      ...gather(packs, (pack) => pack.formulas).values(),
      ...packs.flatMap(({ incidents = [] }) =>
        incidents.flatMap((type) => type.levels.map((condition) => levelFormula(type, condition))),
      ),
    ].map((formula) => {
      const compiled = compileFormula(formula);
      if ("fault" in compiled) throw new Error(compiled.fault);
      return [formula.id, compiled.compute];
    }),
  );

/** The dictionary of facts that packs bring: one id means one thing in all of them. */
const gatherFacts = (packs: readonly Pack[]): ReadonlyMap<string, Fact> => {
  const facts = new Map<string, Fact>();
  for (const { id, facts: own = [], flows = [] } of packs)
    for (const fact of [...own, ...flows.flatMap((flow) => Object.values(flow.facts ?? {}))]) {
      const known = facts.get(fact.id);
      if (known !== undefined && !isSameFact(known, fact))
        throw new Error(`the fact "${fact.id}" means two things; the second is of pack ${id}`);
      if (known === undefined) facts.set(fact.id, fact);
    }
  return facts;
};

/** Gathers the declarations of all packs; two packs with one id for the same kind of thing are a fault of the build. */
export const createRegistry = (packs: readonly Pack[]): Registry => {
  const things = gather(packs, (pack) => pack.things);
  const rules = gather(packs, (pack) => pack.rules);
  const cases = gather(packs, (pack) => pack.cases);
  const named = { thing: things, rule: rules, case: cases };
  let once: ReadonlyMap<string, Label> = new Map();
  return {
    packs,
    things,
    rules,
    links: gather(packs, (pack) => pack.links),
    devices: withFeeds(
      things,
      gather(packs, (pack) => pack.devices),
    ),
    cases,
    warnings: gather(packs, (pack) => pack.warnings),
    flows: gather(packs, (pack) => pack.flows?.map(withLimits)),
    facts: gatherFacts(packs),
    forms: gather(packs, (pack) => pack.forms),
    formulas: compileAll(packs),
    incidents: gather(packs, (pack) => pack.incidents),
    plans: gather(packs, (pack) => pack.plans),
    resources: gather(packs, (pack) => pack.resources?.map((each) => ({ ...each, id: each.thing }))),
    packOf: (kind, id) => packs.find((pack) => lists[kind](pack).some((item) => item.id === id))?.id ?? "platform",
    nameOf: (kind, id) => named[kind].get(id)?.name ?? once.get(`${kind}/${id}`) ?? { zh: id, en: id },
    remember: (names) => {
      once = names;
    },
    rulesOn: (thing, stream) =>
      [...rules.values()].filter((rule) => thing.streams.includes(rule.on) && rule.on.id === stream.id),
  };
};

import type { Entry, TimelineEntry } from "@chengyun/contracts";
import {
  entryType,
  type Fact,
  type FactTable,
  type FactValues,
  type Flow,
  isBlank,
  type Label,
  toWall,
} from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import { listEntriesOf } from "../../journal/entry/index.ts";
import { nameOf, textsOf } from "../../persons/person/index.ts";
import { wordsOf } from "./words.ts";

const same = (text: string): Label => ({ zh: text, en: text });
const platform: Label = { zh: "系统", en: "The platform" };

type Words = Readonly<Record<string, Label>>;

const listText = (texts: readonly Label[]): Label => ({
  zh: texts.map(({ zh }) => zh).join("、"),
  en: texts.map(({ en }) => en).join(", "),
});

/** A moment on the city's own clock, to the minute. */
const momentText = (ctx: Context, value: unknown): Label => {
  const at = Date.parse(String(value));
  if (Number.isNaN(at)) return same(String(value));
  return same(new Date(toWall(ctx.deployment.calendar.zone, at)).toISOString().slice(0, 16).replace("T", " "));
};

/** A value in words: choices by their names, ids by what they are called. */
const sayValue = (ctx: Context, fact: Fact, value: unknown, words: Words): Label => {
  if (Array.isArray(value)) return listText(value.map((each) => fact.choices?.[String(each)] ?? same(String(each))));
  if (typeof value === "boolean") return value ? { zh: "是", en: "yes" } : { zh: "否", en: "no" };
  if (fact.kind === "time") return momentText(ctx, value);
  if (fact.kind === "place") {
    const { words: said, position } = value as { words?: string; position?: readonly number[] };
    return same(said ?? position?.map((part) => part.toFixed(5)).join(", ") ?? "");
  }
  if (typeof value === "object") return same(JSON.stringify(value));
  const plain = fact.unit === undefined ? String(value) : `${value} ${fact.unit}`;
  return fact.choices?.[String(value)] ?? words[String(value)] ?? same(plain);
};

const detailsOf = (ctx: Context, facts: FactTable, changes: FactValues, words: Words) =>
  Object.values(facts).flatMap((fact) => {
    const value = changes[fact.id];
    if (isBlank(value) || fact.kind === "photos" || fact.id === "reason") return [];
    return [{ name: fact.name, value: sayValue(ctx, fact, value, words) }];
  });

const photosOf = (facts: FactTable, changes: FactValues): string[] =>
  Object.values(facts)
    .filter(({ kind }) => kind === "photos")
    .flatMap(({ id }) => (Array.isArray(changes[id]) ? changes[id].map(String) : []));

/** Names of all entry types: each is the past of a move. */
const entryNames = (flows: ReadonlyMap<string, Flow>): Map<string, Label> =>
  new Map(
    [...flows.values()].flatMap((flow) =>
      Object.values(flow.moves).map((move) => [entryType(flow, move), move.name] as const),
    ),
  );

/** Facts of the flows of a kind. */
const factsOfKind = (flows: ReadonlyMap<string, Flow>, kind: string): FactTable =>
  Object.assign({}, ...[...flows.values()].filter((flow) => flow.kind === kind).map((flow) => flow.facts ?? {}));

/** A deputy acts for somebody, and it is said. */
const withDeputed = (name: Label, of: string | undefined): Label =>
  of === undefined ? name : { zh: `${name.zh}（代${of}）`, en: `${name.en} for ${of}` };

const idsIn = (entry: Entry, facts: FactTable): string[] =>
  Object.values(facts)
    .filter(({ kind }) => kind === "colleague")
    .flatMap(({ id }) => {
      const value = entry.changes?.[id];
      return typeof value === "string" ? [value] : [];
    });

/** Whose time line it is, and what is known beside the flows. */
export interface Telling {
  readonly subjects: readonly string[];
  /** Facts of a kind; those of its flows when nothing is said. */
  readonly facts?: FactTable;
  /** Numbers of subjects that went into it: their entries are said to be theirs. */
  readonly merged?: ReadonlyMap<string, string>;
  /** Departments of subjects that are parts of it: their entries are said to be theirs. */
  readonly parts?: ReadonlyMap<string, Label>;
  /** Personal words that whoever reads this time line reads beside it, too: facts by id. */
  readonly opens?: readonly string[];
}

const erased: Label = { zh: "已删除", en: "erased" };

/** Words out of the vault that need no purpose here; those of erased persons are said to be erased. */
const openedOf = async (ctx: Context, entries: readonly Entry[], opens: readonly string[]): Promise<Words> => {
  const ids = entries.flatMap(({ changes }) =>
    opens.flatMap((fact) => (typeof changes?.[fact] === "string" ? [changes[fact]] : [])),
  );
  const texts = ids.length === 0 ? undefined : await textsOf(ctx, ids);
  return Object.fromEntries(
    ids.map((id) => {
      const text = texts?.get(id);
      return [id, text === undefined ? erased : same(text)];
    }),
  );
};

/** Names of everybody in some entries: who acted, for whom, and whom a fact names. */
const peopleOf = (ctx: Context, entries: readonly Entry[], factsOf: (kind: string) => FactTable) =>
  nameOf(ctx, [
    ...new Set(
      entries.flatMap((entry) => {
        const deputed = entry.changes?.["actingFor"];
        return [
          ...(entry.actor.kind === "person" ? [entry.actor.id] : []),
          ...(typeof deputed === "string" ? [deputed] : []),
          ...idsIn(entry, factsOf(entry.subject.kind)),
        ];
      }),
    ),
  ]);

const actorName = (ctx: Context, { actor, changes }: Entry, people: ReadonlyMap<string, string>): Label => {
  const person = people.get(actor.id);
  const rule = actor.kind === "rule" ? ctx.deployment.registry.nameOf("rule", actor.id) : platform;
  return withDeputed(person === undefined ? rule : same(person), people.get(String(changes?.["actingFor"])));
};

/** What happened to some subjects, in order, with every word and picture that was given. */
export const timelineOf = async (ctx: Context, telling: Telling): Promise<TimelineEntry[]> => {
  const entries = await listEntriesOf(ctx, telling.subjects);
  const factsOf = (kind: string): FactTable => telling.facts ?? factsOfKind(ctx.flows, kind);
  const people = await peopleOf(ctx, entries, factsOf);
  const all = Object.assign({}, ...[...new Set(entries.map(({ subject }) => subject.kind))].map(factsOf)) as FactTable;
  const words: Words = {
    ...(await wordsOf(
      ctx,
      all,
      entries.map(({ changes }) => changes ?? {}),
    )),
    ...Object.fromEntries([...people].map(([id, name]) => [id, same(name)])),
    ...(await openedOf(ctx, entries, telling.opens ?? [])),
  };
  const names = entryNames(ctx.flows);
  return entries.map((entry): TimelineEntry => {
    const facts = factsOf(entry.subject.kind);
    const changes = entry.changes ?? {};
    const { reason } = changes as { reason?: unknown };
    const of = telling.merged?.get(entry.subject.id);
    const joint = telling.parts?.get(entry.subject.id);
    return {
      position: entry.position,
      at: entry.at,
      type: entry.type,
      name: names.get(entry.type) ?? same(entry.type),
      actor: actorName(ctx, entry, people),
      actorKind: entry.actor.kind,
      ...(entry.actor.kind === "person" ? { actorId: entry.actor.id } : {}),
      details: detailsOf(ctx, facts, changes, words),
      photos: photosOf(facts, changes),
      ...(typeof reason === "string" ? { reason } : {}),
      ...(entry.cause === undefined ? {} : { cause: entry.cause }),
      ...(of === undefined ? {} : { of }),
      ...(joint === undefined ? {} : { joint }),
    };
  });
};

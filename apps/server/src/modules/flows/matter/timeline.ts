import type { TimelineEntry } from "@chengyun/contracts";
import { type Fact, type FactTable, type FactValues, type Flow, isBlank, type Label } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import { listEntriesOf } from "../../journal/entry/index.ts";
import { nameOf } from "../../persons/person/index.ts";
import { factsOfFlow } from "./kind.ts";
import { wordsOf } from "./words.ts";

const same = (text: string): Label => ({ zh: text, en: text });
const platform: Label = { zh: "系统", en: "The platform" };

const listText = (texts: readonly Label[]): Label => ({
  zh: texts.map(({ zh }) => zh).join("、"),
  en: texts.map(({ en }) => en).join(", "),
});

/** A value in words: choices by their names, ids by what they are called. */
const sayValue = (fact: Fact, value: unknown, words: Readonly<Record<string, Label>>): Label => {
  if (Array.isArray(value)) return listText(value.map((each) => fact.choices?.[String(each)] ?? same(String(each))));
  if (typeof value === "boolean") return value ? { zh: "是", en: "yes" } : { zh: "否", en: "no" };
  if (fact.kind === "place") {
    const { words: said, position } = value as { words?: string; position?: readonly number[] };
    return same(said ?? position?.map((part) => part.toFixed(5)).join(", ") ?? "");
  }
  if (typeof value === "object") return same(JSON.stringify(value));
  const plain = fact.unit === undefined ? String(value) : `${value} ${fact.unit}`;
  return fact.choices?.[String(value)] ?? words[String(value)] ?? same(plain);
};

const detailsOf = (facts: FactTable, changes: FactValues, words: Readonly<Record<string, Label>>) =>
  Object.values(facts).flatMap((fact) => {
    const value = changes[fact.id];
    if (isBlank(value) || fact.kind === "photos" || fact.id === "reason") return [];
    return [{ name: fact.name, value: sayValue(fact, value, words) }];
  });

const photosOf = (facts: FactTable, changes: FactValues): string[] =>
  Object.values(facts)
    .filter(({ kind }) => kind === "photos")
    .flatMap(({ id }) => (Array.isArray(changes[id]) ? changes[id].map(String) : []));

/** What happened to a matter, in order, with every word and picture that was given. */
export const timelineOf = async (ctx: Context, flow: Flow, id: string): Promise<TimelineEntry[]> => {
  const entries = await listEntriesOf(ctx, [id]);
  const facts = await factsOfFlow(ctx, flow);
  const words = await wordsOf(
    ctx,
    facts,
    entries.map(({ changes }) => changes ?? {}),
  );
  const moves = new Map(Object.values(flow.moves).map((move) => [`${flow.kind}.${move.records}`, move.name]));
  const actors = entries.filter(({ actor }) => actor.kind === "person").map(({ actor }) => actor.id);
  const names = await nameOf(ctx, [...new Set(actors)]);
  return entries.map((entry): TimelineEntry => {
    const changes = entry.changes ?? {};
    const person = names.get(entry.actor.id);
    const { reason } = changes as { reason?: unknown };
    return {
      position: entry.position,
      at: entry.at,
      type: entry.type,
      name: moves.get(entry.type) ?? same(entry.type),
      actor: person === undefined ? platform : same(person),
      actorKind: entry.actor.kind,
      details: detailsOf(facts, changes, words),
      photos: photosOf(facts, changes),
      ...(typeof reason === "string" ? { reason } : {}),
    };
  });
};

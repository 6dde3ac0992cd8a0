import type { TimelineEntry } from "@chengyun/contracts";
import { entryType, type Flow, type Label } from "@chengyun/kernel";
import type { z } from "zod";
import type { Context } from "../../../platform/context.ts";
import { departmentNames } from "../../identity/department/index.ts";
import { listEntriesOf } from "../../journal/entry/index.ts";
import { nameOf } from "../../persons/person/index.ts";

type Line = z.infer<typeof TimelineEntry>;

/** Names of all entry types: each is the past of a move. */
const entryNames = (flows: ReadonlyMap<string, Flow>): Map<string, Label> =>
  new Map(
    [...flows.values()].flatMap((flow) =>
      Object.values(flow.moves).map((move) => [entryType(flow, move), move.name] as const),
    ),
  );

const factsOf = (flows: ReadonlyMap<string, Flow>, kind: string) =>
  Object.assign(
    {},
    ...[...flows.values()].filter((flow) => flow.kind === kind).map((flow) => flow.facts ?? {}),
  ) as NonNullable<Flow["facts"]>;

const same = (text: string): Label => ({ zh: text, en: text });

const platform: Label = { zh: "系统", en: "The platform" };

const actorName = (ctx: Context, actor: { kind: string; id: string }, people: ReadonlyMap<string, string>): Label => {
  const person = people.get(actor.id);
  if (person !== undefined) return same(person);
  return actor.kind === "rule" ? ctx.deployment.registry.nameOf("rule", actor.id) : platform;
};

/** A deputy acts for somebody, and it is said. */
const withDeputed = (name: Label, of: string | undefined): Label =>
  of === undefined ? name : { zh: `${name.zh}（代${of}）`, en: `${name.en} for ${of}` };

/**
 * The time line of a case: its own entries and those of its alarms, in the order in which they happened, with every
 * word and picture that was given.
 */
export const timelineOf = async (ctx: Context, subjectIds: readonly string[]): Promise<Line[]> => {
  const entries = await listEntriesOf(ctx, subjectIds);
  const names = entryNames(ctx.flows);
  const departments = await departmentNames(ctx);
  const people = await nameOf(ctx, [
    ...new Set(
      entries
        .filter((entry) => entry.actor.kind === "person")
        .flatMap((entry) => [
          entry.actor.id,
          ...[entry.changes?.["actingFor"]].flatMap((id) => (typeof id === "string" ? [id] : [])),
        ]),
    ),
  ]);
  return entries.map((entry): Line => {
    const facts = factsOf(ctx.flows, entry.subject.kind);
    const changes = entry.changes ?? {};
    const details = Object.values(facts).flatMap((fact) => {
      const value = changes[fact.id];
      if (value === undefined || fact.kind === "photos" || fact.id === "reason") return [];
      const plain = same(String(value));
      return [
        { name: fact.name, value: fact.kind === "department" ? (departments.get(String(value)) ?? plain) : plain },
      ];
    });
    const reason = changes["reason"];
    const photos = changes["photos"];
    return {
      position: entry.position,
      at: entry.at,
      type: entry.type,
      name: names.get(entry.type) ?? { zh: entry.type, en: entry.type },
      actor: withDeputed(actorName(ctx, entry.actor, people), people.get(String(changes["actingFor"]))),
      actorKind: entry.actor.kind,
      details,
      photos: Array.isArray(photos) ? photos.map(String) : [],
      ...(typeof reason === "string" ? { reason } : {}),
      ...(entry.cause === undefined ? {} : { cause: entry.cause }),
    };
  });
};

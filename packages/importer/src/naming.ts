import type { ImportReject, ImportTargets } from "@chengyun/contracts";
import type { Label } from "@chengyun/kernel";
import { calledBy, type RowFault } from "./fault.ts";
import type { Mapping } from "./map/mapping.ts";
import { columnsOf } from "./map/value.ts";
import { type Understanding, withPieces } from "./understanding.ts";

type Sources = Readonly<Record<string, unknown>>;

const own = (sources: Sources | undefined, id: string): unknown =>
  sources !== undefined && Object.hasOwn(sources, id) ? sources[id] : undefined;

/** Fields and attributes of a mapping, each with where it is read from. */
const sourcesOf = (mapping: Mapping): { readonly fields: Sources; readonly attributes: Sources } => {
  if (mapping.kind === "readings") return { fields: {}, attributes: {} };
  if (mapping.kind === "network") return { fields: {}, attributes: mapping.lines?.attributes ?? {} };
  const { fields = {} } = mapping;
  const {
    attributes = {},
    properties = {},
    facts = {},
    at = {},
    ...rest
  } = fields as Readonly<Record<string, Sources>>;
  return { fields: { ...facts, ...rest, ...at, position: at }, attributes: { ...attributes, ...properties } };
};

/** Names of an attribute, of whichever types have it. */
const namesOf = (targets: ImportTargets | undefined): ReadonlyMap<string, Label> => {
  const all = new Map<string, Map<string, Label>>();
  for (const { attributes } of [...(targets?.things ?? []), ...(targets?.links ?? [])])
    for (const { id, name } of attributes) {
      const known = all.get(id) ?? new Map<string, Label>();
      all.set(id, known.set(name.zh, name));
    }
  return new Map(
    [...all].map(([id, names]) => [
      id,
      {
        zh: [...names.values()].map(({ zh }) => zh).join("／"),
        en: [...names.values()].map(({ en }) => en).join(" / "),
      },
    ]),
  );
};

/** Calls fields by their names in this city and by the columns of this file. */
export class Naming {
  readonly #sources: ReturnType<typeof sourcesOf>;
  readonly #names: ReadonlyMap<string, Label>;

  /** `targets` are the city's types, as far as a city was reached. */
  constructor(mapping: Mapping, targets: ImportTargets | undefined) {
    this.#sources = sourcesOf(mapping);
    this.#names = namesOf(targets);
  }

  fault<Fault extends Omit<RowFault, "cells">>(one: Fault): Fault {
    const { fields, attributes } = this.#sources;
    const attribute = own(attributes, one.field);
    const source = attribute ?? own(fields, one.field);
    if (source === undefined) return one;
    const name = attribute === undefined ? undefined : this.#names.get(one.field);
    return calledBy(one, name, [...new Set(columnsOf(source))]);
  }

  async *rejects(all: AsyncIterable<ImportReject>): AsyncGenerator<ImportReject> {
    for await (const one of all) yield this.fault(one);
  }

  /** A file whose faults are told so. */
  understanding(understanding: Understanding): Understanding {
    return withPieces(understanding, () => (piece) => ({
      ...piece,
      faults: piece.faults.map((each) => this.fault(each)),
    }));
  }
}

import type { LinkIn, ThingIn } from "@chengyun/contracts";
import { isFault, type RowFault, refuse } from "../fault.ts";
import type { Lined } from "../make/row.ts";
import { attributesOf } from "../make/state.ts";
import type { MappingOf } from "../map/mapping.ts";
import { needValue } from "../map/value.ts";
import type { PositionGround } from "../place/position.ts";
import type { Found } from "../read/record.ts";
import { placeGeometry } from "../shape/geometry.ts";
import type { Network } from "./network.ts";

type Mapping = MappingOf<"network">;
type Lines = NonNullable<Mapping["lines"]>;

/** A metre, as names need it; the ref has all digits. */
const nameDigits = 5;

const keyOf = ([x, y]: readonly [number, number]): string => `${x},${y}`;

/** Nodes by the place where ends of lines meet, and called by it: whole or in pieces, in any order, they are the same. */
class Nodes {
  readonly things: Lined<ThingIn>[] = [];
  readonly #refs = new Map<string, string>();
  readonly #mapping: Mapping;
  readonly #type: string;

  constructor(mapping: Mapping, type: string) {
    this.#mapping = mapping;
    this.#type = type;
  }

  at(position: [number, number], line: number): string {
    const key = keyOf(position);
    const known = this.#refs.get(key);
    if (known !== undefined) return known;
    // The place is the name: lines in another order make the same nodes.
    const ref = `${this.#mapping.prefix}node/${key}`;
    this.#refs.set(key, ref);
    const { name } = this.#mapping;
    const place = position.map((one) => one.toFixed(nameDigits)).join(", ");
    this.things.push({
      line,
      row: {
        ref,
        type: this.#type,
        name: { zh: `${name.zh} 节点 ${place}`, en: `${name.en} node ${place}` },
        isNameMade: true,
        position,
        attributes: { model: name.en },
      },
    });
    return ref;
  }
}

interface Drawing {
  readonly mapping: Mapping;
  readonly lines: Lines;
  readonly ground: PositionGround;
  readonly nodes: Nodes;
}

const toLink = (
  { mapping, lines, ground, nodes }: Drawing,
  found: Exclude<Found, RowFault>,
): Lined<LinkIn> | RowFault => {
  const { line } = found;
  const ref = needValue(lines.ref, found.values, { line, field: "ref" });
  if (typeof ref === "object") return ref;
  const geometry = placeGeometry(ground, line, found.geometry);
  if (isFault(geometry)) return geometry;
  if (geometry.type !== "LineString")
    return {
      line,
      field: "geometry",
      code: "not-a-line",
      text: { zh: `geometry：${geometry.type} 不是线`, en: `geometry: a ${geometry.type} is no line` },
    };
  const attributes = attributesOf(lines.attributes, found);
  if (isFault(attributes)) return attributes;
  const [first = [0, 0] as [number, number]] = geometry.coordinates;
  const last = geometry.coordinates.at(-1) ?? first;
  const [from, to] = [nodes.at(first, line), nodes.at(last, line)];
  return {
    line,
    row: {
      ref: `${mapping.prefix}link/${ref}`,
      type: lines.linkType,
      from,
      to,
      line: geometry.coordinates,
      attributes,
    },
  };
};

/** A network of lines drawn in their direction: lines that share an end share a node. */
export const networkOfLines = async (
  mapping: Mapping,
  ground: PositionGround,
  records: AsyncIterable<readonly Found[]>,
): Promise<Network> => {
  const { lines } = mapping;
  if (lines === undefined) return refuse("映射文件没有写 lines。", "The mapping says no lines.");
  const nodes = new Nodes(mapping, lines.nodeType);
  const drawing = { mapping, lines, ground, nodes };
  const links: Lined<LinkIn>[] = [];
  const faults: RowFault[] = [];
  for await (const batch of records)
    for (const found of batch) {
      const link = isFault(found) ? found : toLink(drawing, found);
      if (isFault(link)) faults.push(link);
      else links.push(link);
    }
  return { things: nodes.things, links, faults, notices: [] };
};

import type { LinkIn, ThingIn } from "@chengyun/contracts";
import { fault, isFault, type RowFault } from "../fault.ts";
import type { Lined } from "../make/row.ts";
import type { MappingOf } from "../map/mapping.ts";
import { type PositionGround, readPosition } from "../place/position.ts";
import type { Notice } from "../read/record.ts";

type Attributes = Record<string, number | string>;

/** A node as a model has it, before it is placed. */
export interface ModelNode {
  readonly id: string;
  readonly line: number;
  readonly type: string;
  readonly attributes: Attributes;
}

/** An edge as a model has it. */
export interface ModelLink {
  readonly id: string;
  readonly line: number;
  readonly type: string;
  readonly from: string;
  readonly to: string;
  readonly attributes: Attributes;
}

/** Nodes, edges and their drawing. */
export interface Model {
  readonly nodes: readonly ModelNode[];
  readonly links: readonly ModelLink[];
  readonly places: ReadonlyMap<string, readonly [number, number]>;
  readonly bends: ReadonlyMap<string, readonly (readonly [number, number])[]>;
  readonly notices: readonly Notice[];
}

/** A network ready to be sent. */
export interface Network {
  readonly things: readonly Lined<ThingIn>[];
  readonly links: readonly Lined<LinkIn>[];
  readonly faults: readonly RowFault[];
  readonly notices: readonly Notice[];
}

type Mapping = MappingOf<"network">;

const nodeRef = (mapping: Mapping, id: string): string => `${mapping.prefix}node/${id}`;

const placeNode = (
  mapping: Mapping,
  ground: PositionGround,
  model: Model,
  node: ModelNode,
): Lined<ThingIn> | RowFault => {
  const at = model.places.get(node.id);
  if (at === undefined)
    return fault(node.line, node.id, "no-position", ["没有坐标（[COORDINATES]）", "has no place in [COORDINATES]"]);
  const position = readPosition(ground, node.line, at, node.id);
  if (isFault(position)) return position;
  const name = { zh: `${mapping.name.zh} ${node.id}`, en: `${mapping.name.en} ${node.id}` };
  const attributes = { ...node.attributes, model: mapping.name.en };
  return { line: node.line, row: { ref: nodeRef(mapping, node.id), type: node.type, name, position, attributes } };
};

interface Placed {
  readonly positions: ReadonlyMap<string, [number, number]>;
  readonly ground: PositionGround;
  readonly mapping: Mapping;
  readonly model: Model;
  /** Whether a node that isn't in the file may be one of the city's. */
  readonly isOfCity: (id: string) => boolean;
}

const placeLink = (
  { positions, ground, mapping, model, isOfCity }: Placed,
  link: ModelLink,
): Lined<LinkIn> | RowFault => {
  const [from, to] = [positions.get(link.from), positions.get(link.to)];
  const row = {
    ref: `${mapping.prefix}link/${link.id}`,
    type: link.type,
    from: nodeRef(mapping, link.from),
    to: nodeRef(mapping, link.to),
    attributes: link.attributes,
  };
  if (from === undefined || to === undefined) {
    const lost = [link.from, link.to].filter((id) => !positions.has(id));
    // Drawn straight between the two, wherever the city has them.
    if (!model.bends.has(link.id) && lost.every(isOfCity)) return { line: link.line, row };
    const absent = from === undefined ? link.from : link.to;
    return fault(link.line, link.id, "no-such-node", [
      `节点 ${absent} 不存在或没有坐标`,
      `there is no node ${absent}, or it has no place`,
    ]);
  }
  const line: [number, number][] = [from];
  for (const bend of model.bends.get(link.id) ?? []) {
    const placed = readPosition(ground, link.line, bend, link.id);
    if (isFault(placed)) return placed;
    line.push(placed);
  }
  line.push(to);
  return { line: link.line, row: { ...row, line } };
};

/** A meter stands at the middle of the link it measures. */
const placeMeters = (mapping: Mapping, links: readonly Lined<LinkIn>[]): (Lined<ThingIn> | RowFault)[] =>
  mapping.meters.map(({ link, type, name }) => {
    const found = links.find(({ row }) => row.ref === `${mapping.prefix}link/${link}`);
    const line = found?.row.line;
    if (found === undefined || line === undefined)
      return fault(0, link, "no-such-link", ["没有这条管段", "there is no such link"]);
    const middle = Math.floor((line.length - 1) / 2);
    const [[x1, y1] = [0, 0], [x2, y2] = [0, 0]] = [line[middle], line[middle + 1]];
    const position: [number, number] = [(x1 + x2) / 2, (y1 + y2) / 2];
    const row = {
      ref: `${mapping.prefix}meter/${link}`,
      type,
      name,
      position,
      attributes: { on: link, model: mapping.name.en },
    };
    return { line: found.line, row };
  });

/** How a model is placed. */
interface ModelGround {
  readonly mapping: Mapping;
  readonly ground: PositionGround;
  /** It is a piece of a model: its links may end at nodes that the city has already. */
  readonly isPartial: boolean;
}

/** Places of nodes that a piece of a model draws its links to without bringing them in. */
const placesBeside = ({ ground }: ModelGround, { places }: Model): ReadonlyMap<string, [number, number]> => {
  const found = new Map<string, [number, number]>();
  for (const [id, at] of places) {
    const position = readPosition(ground, 0, at, id);
    if (!isFault(position)) found.set(id, position);
  }
  return found;
};

/** Places a model on the ground; what can't be placed is told, the rest goes on. */
export const placeModel = (given: ModelGround, model: Model): Network => {
  const { mapping, ground, isPartial } = given;
  const faults: RowFault[] = [];
  const keep = <Row extends object>(found: Row | RowFault): Row[] => {
    if (!isFault(found)) return [found];
    faults.push(found);
    return [];
  };
  const things = model.nodes.flatMap((node) => keep(placeNode(mapping, ground, model, node)));
  const own = new Set(model.nodes.map(({ id }) => id));
  const beside = isPartial ? [...placesBeside(given, model)].filter(([id]) => !own.has(id)) : [];
  const positions = new Map([
    ...beside,
    ...things.map(({ row }) => [row.ref.slice(nodeRef(mapping, "").length), row.position as [number, number]] as const),
  ]);
  const placed = { positions, ground, mapping, model, isOfCity: (id: string) => isPartial && !own.has(id) };
  const links = model.links.flatMap((link) => keep(placeLink(placed, link)));
  const meters = placeMeters(mapping, links).flatMap((one) => (isPartial && isFault(one) ? [] : keep(one)));
  return { things: [...things, ...meters], links, faults, notices: model.notices };
};

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
}

const placeLink = ({ positions, ground, mapping, model }: Placed, link: ModelLink): Lined<LinkIn> | RowFault => {
  const [from, to] = [positions.get(link.from), positions.get(link.to)];
  if (from === undefined || to === undefined) {
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
  return {
    line: link.line,
    row: {
      ref: `${mapping.prefix}link/${link.id}`,
      type: link.type,
      from: nodeRef(mapping, link.from),
      to: nodeRef(mapping, link.to),
      line,
      attributes: link.attributes,
    },
  };
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

/** Places a model on the ground; what can't be placed is told, the rest goes on. */
export const placeModel = (mapping: Mapping, ground: PositionGround, model: Model): Network => {
  const faults: RowFault[] = [];
  const keep = <Row extends object>(found: Row | RowFault): Row[] => {
    if (!isFault(found)) return [found];
    faults.push(found);
    return [];
  };
  const things = model.nodes.flatMap((node) => keep(placeNode(mapping, ground, model, node)));
  const positions = new Map(
    things.map(({ row }) => [row.ref.slice(nodeRef(mapping, "").length), row.position as [number, number]]),
  );
  const placed = { positions, ground, mapping, model };
  const links = model.links.flatMap((link) => keep(placeLink(placed, link)));
  const meters = placeMeters(mapping, links).flatMap(keep);
  return { things: [...things, ...meters], links, faults, notices: model.notices };
};

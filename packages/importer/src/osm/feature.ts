import type { BroughtFeature } from "@chengyun/contracts";
import { fault, isFault, type RowFault } from "../fault.ts";
import type { Lined } from "../make/row.ts";
import type { PositionGround } from "../place/position.ts";
import { placeGeometry } from "../shape/geometry.ts";
import { type BaseClass, classOf, placeClasses, propertiesOf, soughtOf } from "./class.ts";
import type { OsmData, OsmNode, OsmRelation, OsmWay, Tags } from "./element.ts";
import { joinRings } from "./ring.ts";

type Made = Lined<BroughtFeature> | RowFault;
type Line = [number, number][];

/** What is needed to make features of an extract. */
export interface OsmGround {
  readonly data: OsmData;
  readonly source: string;
  readonly position: PositionGround;
}

const nameOf = (tags: Tags): { zh: string; en: string } | undefined => {
  const name = tags["name"] ?? tags["name:zh"] ?? tags["name:en"];
  return name === undefined
    ? undefined
    : { zh: (tags["name:zh"] ?? name).slice(0, 200), en: (tags["name:en"] ?? name).slice(0, 200) };
};

/** An element about to become a feature. */
interface Element {
  readonly ref: string;
  readonly line: number;
  readonly tags: Tags;
  readonly found: BaseClass;
}

const feature = (ground: OsmGround, { ref, line, tags, found }: Element, shape: BroughtFeature["geometry"]): Made => {
  const geometry = placeGeometry(ground.position, line, shape as never);
  if (isFault(geometry))
    return { ...geometry, field: ref, text: { zh: `${ref} ${geometry.text.zh}`, en: `${ref} ${geometry.text.en}` } };
  const name = nameOf(tags);
  const properties = propertiesOf(found.kind, tags);
  return {
    line,
    row: {
      ref,
      kind: found.kind,
      class: found.class,
      properties,
      geometry,
      source: ground.source,
      // An element's tags are all there is of it: one that is gone there goes here.
      whole: true,
      ...(name === undefined ? {} : { name }),
    },
  };
};

/** Runs of nodes that are there; a missing node cuts a line in two. */
const runsOf = ({ nodes }: OsmData, refs: readonly number[]): { runs: Line[]; missing: number } => {
  const runs: Line[] = [];
  let run: Line = [];
  let missing = 0;
  for (const ref of refs) {
    const at = nodes.get(ref);
    if (at === undefined) {
      missing += 1;
      if (run.length > 1) runs.push(run);
      run = [];
    } else run.push([at[0], at[1]]);
  }
  if (run.length > 1) runs.push(run);
  return { runs, missing };
};

const missingNodes = (line: number, ref: string, missing: number, kept: boolean): RowFault =>
  fault(line, ref, "missing-nodes", [
    `缺少 ${missing} 个节点，${kept ? "已断开绘制" : "未绘制"}`,
    `${missing} of its nodes are not in the file; ${kept ? "drawn in the pieces that are" : "not drawn"}`,
  ]);

const wayFeatures = (ground: OsmGround, way: OsmWay): Made[] => {
  const found = classOf(way.tags);
  if (found === undefined) return [];
  const ref = `osm/way/${way.id}`;
  const line = ground.data.lines.get(`way/${way.id}`) ?? 0;
  const element = { ref, line, tags: way.tags, found };
  const { runs, missing } = runsOf(ground.data, way.refs);
  const isClosed = way.refs.length > 3 && way.refs[0] === way.refs.at(-1);
  const isSurface = found.isSurface || way.tags["area"] === "yes";
  if (isSurface) {
    if (missing > 0) return [missingNodes(line, ref, missing, false)];
    if (!isClosed)
      return [
        fault(line, ref, "ring-not-closed", [
          "面没有闭合，未绘制",
          "a surface whose outline does not close; not drawn",
        ]),
      ];
    return [feature(ground, element, { type: "Polygon", coordinates: runs })];
  }
  const reversed = way.tags["oneway"] === "-1";
  const [first, ...others] = reversed ? runs.map((run) => [...run].reverse()) : runs;
  if (first === undefined) return missing === 0 ? [] : [missingNodes(line, ref, missing, false)];
  // One feature, in as many lines as there are runs: come back whole, it is the same feature in one.
  const made = feature(
    ground,
    element,
    others.length === 0
      ? { type: "LineString", coordinates: first }
      : { type: "MultiLineString", coordinates: [first, ...others] },
  );
  return missing === 0 ? [made] : [made, missingNodes(line, ref, missing, true)];
};

/** Whether a point lies in a ring: holes belong to the outline that holds them. */
const holds = (ring: Line, [x, y]: readonly [number, number]): boolean => {
  let isIn = false;
  for (let at = 0, before = ring.length - 1; at < ring.length; before = at, at += 1) {
    const [[x1, y1] = [0, 0], [x2, y2] = [0, 0]] = [ring[at], ring[before]];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) isIn = !isIn;
  }
  return isIn;
};

const ringsOf = ({ data }: OsmGround, relation: OsmRelation, isInner: boolean): { rings: Line[]; lacking: number } => {
  const members = relation.members.filter(({ type, role }) => type === "way" && (role === "inner") === isInner);
  const ways =
    members.flatMap(({ ref }) => data.ways.get(ref)?.refs ?? []).length === 0
      ? []
      : members.flatMap(({ ref }) => {
          const way = data.ways.get(ref);
          return way === undefined ? [] : [way.refs];
        });
  const { closed, open } = joinRings(ways);
  const whole = closed.filter((ring) => ring.every((ref) => data.nodes.has(ref)));
  const rings = whole.map((ring) => runsOf(data, ring).runs[0] ?? []);
  const absent = members.filter(({ ref }) => !data.ways.has(ref)).length;
  return { rings, lacking: absent + open + closed.length - whole.length };
};

const relationFeatures = (ground: OsmGround, relation: OsmRelation): Made[] => {
  const found = relation.tags["type"] === "multipolygon" ? classOf(relation.tags) : undefined;
  if (found === undefined || !(found.isSurface || relation.tags["area"] === "yes")) return [];
  const ref = `osm/relation/${relation.id}`;
  const line = ground.data.lines.get(`relation/${relation.id}`) ?? 0;
  const [outer, inner] = [ringsOf(ground, relation, false), ringsOf(ground, relation, true)];
  const lacking = outer.lacking + inner.lacking;
  const polygons = outer.rings.map((ring) => [ring, ...inner.rings.filter((hole) => holds(ring, hole[0] ?? [0, 0]))]);
  const said =
    lacking === 0
      ? []
      : [
          fault(line, ref, "incomplete-relation", [
            `多边形关系缺少成员（${lacking} 处），${polygons.length > 0 ? "只绘制了完整的环" : "未绘制"}`,
            `${lacking} of its members are missing or don't close; ${polygons.length > 0 ? "only its whole rings are drawn" : "not drawn"}`,
          ]),
        ];
  if (polygons.length === 0) return said;
  return [
    feature(ground, { ref, line, tags: relation.tags, found }, { type: "MultiPolygon", coordinates: polygons }),
    ...said,
  ];
};

/** A node with a name: a town or quarter, or a place people look for. */
const placeFeature = (ground: OsmGround, node: OsmNode): Made[] => {
  const cls = placeClasses[node.tags["place"] ?? ""] ?? soughtOf(node.tags);
  if (cls === undefined || nameOf(node.tags) === undefined) return [];
  const line = ground.data.lines.get(`node/${node.id}`) ?? 0;
  const found: BaseClass = { kind: "place", class: cls, isSurface: false };
  return [
    feature(
      ground,
      { ref: `osm/node/${node.id}`, line, tags: node.tags, found },
      {
        type: "Point",
        coordinates: [node.lon, node.lat],
      },
    ),
  ];
};

/** Features of the base map in an extract, in the order of the file. */
export function* featuresOf(ground: OsmGround): Generator<Made> {
  for (const node of ground.data.tagged) yield* placeFeature(ground, node);
  for (const way of ground.data.ways.values()) yield* wayFeatures(ground, way);
  for (const relation of ground.data.relations) yield* relationFeatures(ground, relation);
}

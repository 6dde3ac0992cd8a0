import type { Label } from "@chengyun/kernel";
import type { Geometry } from "geojson";
import { isMachine } from "../../../platform/actor.ts";
import type { Context } from "../../../platform/context.ts";
import type { Cell } from "../../../platform/csv.ts";
import { getAreas } from "../area/index.ts";
import { listFeaturesAfter } from "../base-map/index.ts";
import { listLinksAfter, listThings } from "../thing/index.ts";

/** What can be taken away as a file. */
export const exportKinds = ["things", "links", "areas", "base"] as const;
type Kind = (typeof exportKinds)[number];

/** A row of a file: its columns in order, and where it lies. */
export interface Exported {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly geometry: Geometry | undefined;
}

const rowsAtOnce = 1_000;

const columns: Readonly<Record<Kind, readonly string[]>> = {
  things: ["id", "ref", "type", "code", "zh", "en", "area", "attributes"],
  links: ["ref", "type", "from", "to", "attributes"],
  areas: ["code", "level", "zh", "en", "path", "parent"],
  base: ["ref", "kind", "class", "zh", "en", "properties", "source"],
};

/** Headings of a CSV: the columns, and the geometry as GeoJSON; a point also in two numbers. */
export const heading = (kind: Kind): readonly string[] => [
  ...columns[kind],
  ...(kind === "things" ? ["longitude", "latitude"] : ["geometry"]),
];

const toCell = (value: unknown): Cell => {
  if (value === undefined || value === null) return undefined;
  return typeof value === "number" || typeof value === "string" ? value : JSON.stringify(value);
};

/** A row as cells. */
export const toCells = ({ properties, geometry }: Exported): Cell[] => [
  ...Object.values(properties).map(toCell),
  ...(geometry?.type === "Point" ? geometry.coordinates : [toCell(geometry)]),
];

const nameOf = (name: Label | null | undefined) => ({ zh: name?.zh, en: name?.en });

const reachOf = (ctx: Context): string => (isMachine(ctx.actor) ? "" : ctx.actor.areaPath);

type Page = readonly (Exported & { readonly no: number })[];

/** Pages of rows numbered in the order of their coming, until one is not full. */
async function* byNumber(read: (after: number) => Promise<Page>): AsyncGenerator<Page> {
  for (let after = 0; ; ) {
    const rows = await read(after);
    yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < rowsAtOnce) return;
    after = last.no;
  }
}

const things =
  (ctx: Context) =>
  async (after: number): Promise<Page> => {
    const found = await listThings(ctx.db, {
      areaPaths: [reachOf(ctx)].filter((path) => path !== ""),
      afterNo: after,
      limit: rowsAtOnce,
    });
    return found.map(({ no, id, ref, type, code, name, areaPath, attributes, position }) => ({
      no,
      properties: { id, ref, type, code, ...nameOf(name), area: areaPath, attributes },
      geometry: { type: "Point", coordinates: [...position] },
    }));
  };

const links =
  (ctx: Context) =>
  async (after: number): Promise<Page> =>
    (await listLinksAfter(ctx.db, { areaPath: reachOf(ctx), after, limit: rowsAtOnce })).map(
      ({ no, line, ...row }) => ({
        no,
        properties: { ref: row.ref, type: row.type, from: row.from, to: row.to, attributes: row.attributes },
        geometry: { type: "LineString", coordinates: line.map((position) => [...position]) },
      }),
    );

const base =
  (ctx: Context) =>
  async (after: number): Promise<Page> =>
    (await listFeaturesAfter(ctx.db, after, rowsAtOnce)).map(({ no, geometry, ...row }) => ({
      no,
      properties: {
        ref: row.ref,
        kind: row.kind,
        class: row.class,
        ...nameOf(row.name),
        properties: row.properties,
        source: row.source,
      },
      geometry,
    }));

async function* areas(ctx: Context): AsyncGenerator<readonly Exported[]> {
  const { list } = await getAreas(ctx);
  yield list
    .filter(({ path }) => path.startsWith(reachOf(ctx)))
    .map(({ code, level, name, path, parentPath, geometry }) => ({
      properties: { code, level, ...nameOf(name), path, parent: parentPath },
      geometry,
    }));
}

/** All rows of a kind within the actor's area, a page at a time. */
export const pagesOf = (ctx: Context, kind: Kind): AsyncIterable<readonly Exported[]> => {
  if (kind === "areas") return areas(ctx);
  return byNumber({ things, links, base }[kind](ctx));
};

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Profile } from "@chengyun/contracts";
import { makeQuarter } from "@chengyun/demo-city";
import gcoord from "gcoord";
import type { MultiPolygon, Polygon } from "geojson";
import {
  type AreaRecord,
  type BaseFeatureRecord,
  hasAreas,
  insertAreas,
  insertBaseFeatures,
} from "./modules/atlas/area/index.ts";
import { registerLink, registerThing } from "./modules/atlas/thing/index.ts";
import { type Context, newId, transact } from "./platform/context.ts";

type Areas = Profile["areas"];
type FromGeojson = Extract<Areas, { from: "geojson" }>;

const ring = ([west, south, east, north]: Profile["extent"]) => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];

/** The city as one area of the outermost level: what is left when no boundary is known. */
const extentArea = (profile: Profile): AreaRecord => ({
  id: newId(),
  code: profile.areaCode,
  level: 1,
  name: profile.name,
  path: `${profile.areaCode}/`,
  parentPath: "",
  geometry: { type: "Polygon", coordinates: [ring(profile.extent)] },
});

const readGeojson = (
  path: string,
): { features: { properties: Record<string, unknown>; geometry: Polygon | MultiPolygon }[] } => {
  const bytes = readFileSync(path);
  return JSON.parse((path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8"));
};

/** The map of China's providers is shifted by law (GCJ-02); ours is WGS-84. */
const toWgs84 = (geometry: Polygon | MultiPolygon): Polygon | MultiPolygon =>
  gcoord.transform(geometry as never, gcoord.GCJ02, gcoord.WGS84) as Polygon | MultiPolygon;

const fromGeojson = (
  profile: Profile,
  source: FromGeojson,
  path: string,
): { areas: AreaRecord[]; features: BaseFeatureRecord[] } => {
  const areas: AreaRecord[] = [];
  const features: BaseFeatureRecord[] = [];
  for (const { properties, geometry } of readGeojson(path).features) {
    // gcoord changes what it is given; the file's content is ours alone.
    const ground = source.system === "gcj-02" ? toWgs84(geometry) : geometry;
    const code = String(properties[source.codeProperty] ?? "");
    const name = String(properties[source.nameProperty] ?? "");
    features.push({ type: "Feature", properties: { kind: "land" }, geometry: ground });
    if (name === "") continue;
    const label = { zh: name, en: source.english[code] ?? name };
    areas.push({
      id: newId(),
      code,
      level: source.level,
      name: label,
      path: `${code}/`,
      parentPath: "",
      geometry: ground,
    });
  }
  return { areas: areas.length > 0 ? areas : [extentArea(profile)], features };
};

const seedQuarter = async (ctx: Context, seed: number): Promise<void> => {
  const quarter = makeQuarter(seed);
  await insertAreas(
    ctx.db,
    quarter.areas.map((area) => ({
      id: newId(),
      code: area.code,
      level: area.level,
      name: area.name,
      path: area.path,
      parentPath: area.parentPath,
      geometry: { type: "Polygon", coordinates: [area.polygon.map((point) => [...point])] },
    })),
  );
  await insertBaseFeatures(ctx.db, quarter.base as unknown as BaseFeatureRecord[]);
  const ids = new Map<string, string>();
  for (const thing of quarter.things) ids.set(thing.ref, (await registerThing(ctx, thing)).id);
  for (const link of quarter.links)
    await registerLink(ctx, {
      ...link,
      fromId: ids.get(link.from) ?? "",
      toId: ids.get(link.to) ?? "",
      line: link.line.map(([x, y]) => [x, y]),
    });
};

/** Gives a new city its areas, base map and, in the demo, its things; a city that has areas is left alone. */
export const seedGround = (outer: Context): Promise<void> =>
  transact(outer, async (ctx) => {
    if (await hasAreas(ctx.db)) return;
    const { profile, config } = ctx.deployment;
    const source = profile.areas;
    if (source.from === "demo-city") return seedQuarter(ctx, source.seed);
    const path = source.from === "geojson" ? join(config.sharedData, source.file) : "";
    if (source.from === "extent" || !existsSync(path)) {
      if (path !== "")
        ctx.log.warn({ file: source }, "the boundaries' file is not there; the city is its extent alone");
      return insertAreas(ctx.db, [extentArea(profile)]);
    }
    const { areas, features } = fromGeojson(profile, source, path);
    await insertAreas(ctx.db, areas);
    await insertBaseFeatures(ctx.db, features);
  });

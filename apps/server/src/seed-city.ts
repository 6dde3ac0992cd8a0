import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { AreaIn, BaseFeatureIn, Profile } from "@chengyun/contracts";
import { type City, makeCity, makeQuarter } from "@chengyun/demo-city";
import gcoord from "gcoord";
import type { MultiPolygon, Polygon } from "geojson";
import { isCityBuilt, seedCityAreas } from "./build-city.ts";
import { hasAreas, keepAreas } from "./modules/atlas/area/index.ts";
import { keepBaseFeatures } from "./modules/atlas/base-map/index.ts";
import { keepLinks, keepThings } from "./modules/atlas/thing/index.ts";
import type { KeptRow } from "./platform/bulk.ts";
import { type Context, transact } from "./platform/context.ts";

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
const extentArea = (profile: Profile): AreaIn => ({
  code: profile.areaCode,
  level: 1,
  name: profile.name,
  parentPath: "",
  geometry: { type: "Polygon", coordinates: [ring(profile.extent)] },
});

/** What we made ourselves and do not take is a fault of ours. */
const allKept = (rows: readonly KeptRow[]): void => {
  const refused = rows.find(({ kept }) => kept === "refused");
  if (refused !== undefined) throw new Error(`the city's "${refused.ref}" was refused: ${refused.reason}`);
};

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
): { areas: AreaIn[]; features: BaseFeatureIn[] } => {
  const areas: AreaIn[] = [];
  const features: BaseFeatureIn[] = [];
  for (const { properties, geometry } of readGeojson(path).features) {
    // gcoord changes what it is given; the file's content is ours alone.
    const ground = source.system === "gcj-02" ? toWgs84(geometry) : geometry;
    const code = String(properties[source.codeProperty] ?? "");
    const name = String(properties[source.nameProperty] ?? "");
    features.push({
      ...{ ref: `land/${code}-${features.length}`, kind: "land", class: "", properties: {}, geometry: ground },
      source: source.file,
    });
    if (name === "") continue;
    areas.push({
      code,
      level: source.level,
      name: { zh: name, en: source.english[code] ?? name },
      parentPath: "",
      geometry: ground,
    });
  }
  return { areas: areas.length > 0 ? areas : [extentArea(profile)], features };
};

const seedQuarter = async (ctx: Context, seed: number): Promise<void> => {
  const quarter = makeQuarter(seed);
  const from = { source: `demo-city/${seed}` };
  const areas = quarter.areas.map(({ polygon, ...area }) => ({
    ...area,
    geometry: { type: "Polygon", coordinates: [[...polygon]] },
  }));
  allKept(await keepAreas(ctx, areas, from));
  const base = quarter.base.flatMap(({ properties, geometry }, at): BaseFeatureIn[] =>
    // Inland the ground is everywhere; only where there is a sea the land is a patch in it.
    properties.kind === "area" || properties.kind === "land"
      ? []
      : [
          {
            ref: `demo-city/${at}`,
            kind: properties.kind,
            class: properties.class ?? "",
            ...(properties.name === undefined ? {} : { name: properties.name }),
            properties: properties.oneway === undefined ? {} : { oneway: true },
            geometry: { type: geometry.type, coordinates: [...geometry.coordinates] },
            source: from.source,
          },
        ],
  );
  allKept(await keepBaseFeatures(ctx, base, from));
  allKept(await keepThings(ctx, quarter.things, from));
  const links = quarter.links.map(({ line, ...link }) => ({
    ...link,
    line: line.map(([x, y]): [number, number] => [x, y]),
  }));
  allKept(await keepLinks(ctx, links, from));
};

/** The whole demo city: its streets and communities now, the rest is the caller's to build. */
const seedDemoCity = async (ctx: Context, seed: number): Promise<City> => {
  const city = makeCity(seed);
  allKept(await seedCityAreas(ctx, city));
  return city;
};

/** The demo city that was begun and not built to its end. */
const findUnbuilt = async (ctx: Context): Promise<City | undefined> => {
  const { profile, config } = ctx.deployment;
  if (profile.areas.from !== "demo-city" || config.demoCity !== "city" || (await isCityBuilt(ctx))) return undefined;
  return makeCity(profile.areas.seed);
};

/**
 * Gives a new city its areas, base map and, in the demo, its things; a city that has areas is left alone. Answers a
 * city that is still to be built (`buildCity`), for it is too large to wait for.
 */
export const seedGround = (outer: Context): Promise<City | undefined> =>
  transact(outer, async (ctx): Promise<City | undefined> => {
    if (await hasAreas(ctx.db)) return findUnbuilt(ctx);
    const { profile, config } = ctx.deployment;
    const source = profile.areas;
    if (source.from === "demo-city" && config.demoCity === "city") return seedDemoCity(ctx, source.seed);
    await seedSmall(ctx, source);
    return undefined;
  });

/** Cities that are there at once: the demo's quarter, boundaries of a file, an extent. */
const seedSmall = async (ctx: Context, source: Areas): Promise<void> => {
  const { profile, config } = ctx.deployment;
  if (source.from === "import") return;
  if (source.from === "demo-city") return seedQuarter(ctx, source.seed);
  const path = source.from === "geojson" ? join(config.sharedData, source.file) : "";
  if (source.from === "extent" || !existsSync(path)) {
    if (path !== "") ctx.log.warn({ file: source }, "the boundaries' file is not there; the city is its extent alone");
    return allKept(await keepAreas(ctx, [extentArea(profile)]));
  }
  const { areas, features } = fromGeojson(profile, source, path);
  allKept(await keepAreas(ctx, areas, { source: source.file }));
  allKept(await keepBaseFeatures(ctx, features, { source: source.file }));
};

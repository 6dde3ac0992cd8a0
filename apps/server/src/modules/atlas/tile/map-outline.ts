import type { MapLayer, MapOutline } from "@chengyun/contracts";
import { lastRef } from "@chengyun/demo-city";
import { type Layer, severities, severityNames } from "@chengyun/kernel";
import { isMachine, isPermitted } from "../../../platform/actor.ts";
import type { Context } from "../../../platform/context.ts";
import { hasBaseFeature, hasKind, listSources } from "../base-map/index.ts";
import { countLinks } from "../thing/index.ts";
import { getThingIndex } from "../whereabouts/index.ts";
import { lastBaseZoom } from "./base-tile.ts";
import { getMapVersion } from "./map-version.ts";

/** What the rings of things say where a layer has no colours of its own. */
const stateLegend: NonNullable<MapLayer["legend"]> = [
  ...severities.map((state) => ({ state, name: severityNames[state] })),
  { state: "silent", name: { zh: "失联", en: "Silent" } },
  { state: "normal", name: { zh: "正常", en: "Normal" } },
];

const legendOf = (layer: Layer): NonNullable<MapLayer["legend"]> => {
  if (layer.legend !== undefined) return layer.legend.map((line) => ({ ...line }));
  return "thing" in layer ? stateLegend : [];
};

const kindOf = (layer: Layer): Partial<MapLayer> => {
  if ("link" in layer) return { linkType: layer.link.id };
  if ("heatOf" in layer) return { heatOf: layer.heatOf.map(({ id }) => id) };
  const { thing, colourBy } = layer;
  return { thingType: thing.id, glyph: thing.glyph, ...(colourBy === undefined ? {} : { colourBy: colourBy.id }) };
};

const nameOf = (layer: Layer) => {
  if (layer.name !== undefined) return layer.name;
  return "thing" in layer ? layer.thing.name : "link" in layer ? layer.link.name : { zh: layer.id, en: layer.id };
};

interface Counts {
  readonly things: ReadonlyMap<string, number>;
  readonly links: ReadonlyMap<string, number>;
}

const countOf = ({ things, links }: Counts, layer: Layer): Pick<MapLayer, "count"> => {
  if ("heatOf" in layer) return {};
  return { count: ("link" in layer ? links.get(layer.link.id) : things.get(layer.thing.id)) ?? 0 };
};

const toLayer =
  (counts: Counts) =>
  (layer: Layer): MapLayer => ({
    id: layer.id,
    name: nameOf(layer),
    ...kindOf(layer),
    ...(layer.minZoom === undefined ? {} : { minZoom: layer.minZoom }),
    ...countOf(counts, layer),
    legend: legendOf(layer),
  });

/** The cases of all packs together: no pack's own. */
const caseHeat: MapOutline["packs"][number] = {
  pack: "platform",
  name: { zh: "案卷", en: "Cases" },
  layers: [{ id: "case-heat", name: { zh: "案卷热力", en: "Heat of cases" }, heatOf: [], legend: [] }],
};

const packsOf = async (ctx: Context): Promise<MapOutline["packs"]> => {
  const index = await getThingIndex(ctx);
  const areaPath = isMachine(ctx.actor) ? "" : ctx.actor.areaPath;
  const counts = { things: index.count(areaPath), links: await countLinks(ctx.db, areaPath) };
  return ctx.deployment.registry.packs
    .filter((pack) => (pack.layers ?? []).length > 0)
    .map(({ id, name, layers = [] }) => ({ pack: id, name, layers: layers.map(toLayer(counts)) }));
};

/** How a source wants to be named on a map; one that asks for nothing goes by its own name. */
const credits: Readonly<Record<string, string>> = { osm: "© OpenStreetMap contributors" };

/** The demo city is laid out behind the first page; every other city is there or is imported. */
const isBeingBuilt = async ({ db, deployment: { profile, config } }: Context): Promise<boolean> =>
  profile.areas.from === "demo-city" && config.demoCity === "city" && !(await hasBaseFeature(db, lastRef));

/** What a map needs to begin, as far as its reader may see. */
export const getMapOutline = async (ctx: Context): Promise<MapOutline> => {
  const may = (permission: string): boolean => isMachine(ctx.actor) || isPermitted(ctx.actor, permission);
  return {
    version: await getMapVersion(ctx),
    extent: [...ctx.deployment.profile.extent],
    sea: await hasKind(ctx.db, "land"),
    building: await isBeingBuilt(ctx),
    zooms: { min: 0, max: lastBaseZoom },
    packs: [...(may("things.read") ? await packsOf(ctx) : []), ...(may("cases.read") ? [caseHeat] : [])],
    attributions: (await listSources(ctx.db))
      .filter((source) => !source.startsWith("demo-city/"))
      .map((source) => credits[source] ?? source),
  };
};

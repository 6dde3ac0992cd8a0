import type { StyleSpecification } from "maplibre-gl";
import type { MapTiles } from "./description.ts";
import { bodyLayers, buildingLayers, groundLayers } from "./ground-layers.ts";
import { collect, type PlainCollection, toCaseData, toShapeData, toThingData } from "./map-data.ts";
import { nameLayers } from "./name-layers.ts";
import { roadLayers } from "./road-layers.ts";
import { shapeLayers } from "./shape-layers.ts";
import type { Layer, MapLook } from "./style-words.ts";
import { caseSource, networkLayers, quietLayers, subjectLayers } from "./subject-layers.ts";

type Sources = StyleSpecification["sources"];

/** The library's worker has an address of its own: only whole addresses mean the same to it. */
export const tileAddress = (url: string): string =>
  new URL(url, location.href).href.replaceAll("%7B", "{").replaceAll("%7D", "}");

const toSource = ({ url, minZoom, maxZoom }: MapTiles): Sources[string] => ({
  type: "vector",
  tiles: [tileAddress(url)],
  minzoom: minZoom,
  maxzoom: maxZoom,
});

const fromData = (data: PlainCollection): Sources[string] => ({ type: "geojson", data }) as unknown as Sources[string];

/** What is drawn by hand on the map at this moment. */
export interface MapMarks {
  readonly selected: PlainCollection;
  readonly measure: PlainCollection;
}

/** Nothing selected, nothing measured. */
export const noMarks: MapMarks = { selected: collect([]), measure: collect([]) };

const needs = (sources: Sources) => (layer: Layer) => !("source" in layer) || layer.source in sources;

/** The whole style from the tokens; without `glyphs`, so that text comes from the reader's own fonts. */
export const makeStyle = (look: MapLook, marks: MapMarks): StyleSpecification => {
  const { base, subjects, heat, things, cases, shapes } = look.shown;
  const sources: Sources = {
    ...(base === undefined ? {} : { base: toSource(base.tiles) }),
    ...(subjects === undefined ? {} : { subjects: toSource(subjects.tiles) }),
    ...(heat === undefined ? {} : { heat: toSource(heat) }),
    selected: fromData(marks.selected),
    measure: fromData(marks.measure),
    live: fromData(toThingData(things, look.language)),
    ...(shapes === undefined ? {} : { shapes: fromData(toShapeData(shapes)) }),
    cases: caseSource(toCaseData(cases, look.language)),
  };
  const layers: Layer[] = [
    ...groundLayers(look),
    ...buildingLayers(look),
    ...roadLayers(look),
    ...networkLayers(look),
    ...bodyLayers(look),
    ...quietLayers(look),
    ...nameLayers(look),
    ...shapeLayers(look),
    ...subjectLayers(look),
  ];
  // A soft light: walls keep the colour of their roofs.
  const light = { anchor: "viewport", color: "white", intensity: 0.3 } as const;
  return { version: 8, light, sources, layers: layers.filter(needs(sources)) };
};

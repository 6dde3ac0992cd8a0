import type { Label } from "@chengyun/kernel";
import type { LngLatBounds, MapGeoJSONFeature, Map as MapLibreMap } from "maplibre-gl";
import type { MapBox, MapCamera, MapSelection } from "./description.ts";

/** The library's box as ours. */
export const toBox = (bounds: LngLatBounds): MapBox => [
  bounds.getWest(),
  bounds.getSouth(),
  bounds.getEast(),
  bounds.getNorth(),
];

/** Where the map is looked at from now. */
export const toCamera = (map: MapLibreMap): MapCamera => {
  const { lng, lat } = map.getCenter();
  return { centre: [lng, lat], zoom: map.getZoom(), bearing: map.getBearing(), pitch: map.getPitch() };
};

/** The thing or case a drawn feature stands for. */
export const toHit = (feature: MapGeoJSONFeature | undefined): MapSelection | undefined => {
  const id = feature?.properties["id"];
  if (feature === undefined || typeof id !== "string") return undefined;
  const kind = feature.layer.id === "cases" ? "case" : "thing";
  if (feature.geometry.type !== "Point") return { kind, id };
  const [longitude = 0, latitude = 0] = feature.geometry.coordinates;
  return { kind, id, position: [longitude, latitude] };
};

const nameOf = ({ properties }: MapGeoJSONFeature): Label | undefined => {
  const [zh, en]: unknown[] = [properties["zh"], properties["en"]];
  if (typeof zh !== "string" && typeof en !== "string") return undefined;
  const [first, second] = [typeof zh === "string" ? zh : "", typeof en === "string" ? en : ""];
  return { zh: first === "" ? second : first, en: second === "" ? first : second };
};

/** Names of what was drawn at a place, each once. */
export const toNames = (features: readonly MapGeoJSONFeature[]): Label[] => {
  const names = features.flatMap((feature) => nameOf(feature) ?? []);
  return names.filter((name, index) => names.findIndex(({ zh }) => zh === name.zh) === index);
};

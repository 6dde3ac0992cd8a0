import type { Language } from "@chengyun/kernel";
import {
  type GeoJSONSource,
  type LngLatBounds,
  type MapGeoJSONFeature,
  Map as MapLibreMap,
  type MapMouseEvent,
  Marker,
  ScaleControl,
  setWorkerUrl,
} from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import "maplibre-gl/dist/maplibre-gl.css";
import { readPalette, readSizes } from "../palette.ts";
import type { MapBox, MapDescription, MapPoint, MapPosition, MapSelection } from "./description.ts";
import { type PlainCollection, toBaseData, toCaseData, toLineData, toThingData } from "./map-data.ts";
import { drawImage, imageScale } from "./map-image.ts";
import { makeStyle } from "./map-style.ts";

setWorkerUrl(workerUrl);

/** What a map tells: a click on something or on nothing, a wish for the menu, another view. */
export interface MapEvents {
  readonly onSelect: (selection: MapSelection | undefined) => void;
  readonly onMenu: (point: MapPoint) => void;
  readonly onView: (box: MapBox) => void;
  /** A click where nothing lies. */
  readonly onGround?: (position: MapPosition) => void;
}

const pickable = ["cases-cluster", "cases", "things", "things-cluster"];
const moveMs = 280;

const toBox = (bounds: LngLatBounds): MapBox => [
  bounds.getWest(),
  bounds.getSouth(),
  bounds.getEast(),
  bounds.getNorth(),
];

const toHit = (feature: MapGeoJSONFeature | undefined): MapSelection | undefined => {
  const id = feature?.properties["id"];
  if (feature === undefined || typeof id !== "string") return undefined;
  return { kind: feature.layer.id === "cases" ? "case" : "thing", id };
};

const findPosition = (description: MapDescription): readonly [number, number] | undefined => {
  const { selection, cases, things } = description;
  if (selection === undefined) return undefined;
  const list = selection.kind === "case" ? cases : things;
  return list.find((each) => each.id === selection.id)?.position;
};

/** The living map in a box of the page: it is told what to show and draws it. */
export class MapView {
  readonly #map: MapLibreMap;
  readonly #events: MapEvents;
  readonly #pulses = new Map<string, Marker>();
  #description: MapDescription;
  #language: Language;
  #ready = false;
  /** The selection that was brought into view: once, whenever its place became known. */
  #brought: string | undefined;

  constructor(container: HTMLElement, description: MapDescription, language: Language, events: MapEvents) {
    this.#description = description;
    this.#language = language;
    this.#events = events;
    this.#map = new MapLibreMap({
      container,
      style: this.#style(),
      bounds: [...description.extent],
      fitBoundsOptions: { padding: 24 },
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      fadeDuration: 0,
      maxZoom: 19,
    });
    this.#map.touchZoomRotate.disableRotation();
    this.#map.addControl(new ScaleControl({ maxWidth: 100 }), "bottom-right");
    this.#map.setMissingStyleImageResolver((name) => {
      const image = drawImage(name, readPalette());
      if (image !== undefined && !this.#map.hasImage(name)) this.#map.addImage(name, image, { pixelRatio: imageScale });
    });
    this.#listen();
  }

  /** Shows another description; only what differs is handed on. */
  show(description: MapDescription): void {
    const before = this.#description;
    this.#description = description;
    if (!this.#ready) return;
    if (before.base !== description.base) this.#look();
    if (before.things !== description.things) this.#set("things", toThingData(description.things, this.#language));
    if (before.cases !== description.cases) this.#set("cases", toCaseData(description.cases, this.#language));
    if (before.lines !== description.lines) this.#set("links", toLineData(description.lines));
    this.#select();
    this.#pulse();
  }

  /** Draws everything anew in another language or theme. */
  turn(language: Language): void {
    this.#language = language;
    this.#look();
  }

  zoomBy(steps: number): void {
    this.#map.zoomTo(this.#map.getZoom() + steps, { duration: moveMs });
  }

  fit(box: MapBox): void {
    this.#map.fitBounds([...box], { padding: 24, duration: moveMs });
  }

  /** Puts a place in the middle; at street level when it was farther away. */
  centre(position: MapPosition, zoom = 17): void {
    this.#map.easeTo({ center: [...position], zoom: Math.max(this.#map.getZoom(), zoom), duration: moveMs });
  }

  /** The place in the middle. */
  middle(): MapPosition {
    const { lng, lat } = this.#map.getCenter();
    return [lng, lat];
  }

  /** Keeps part of the map free of what matters, e.g. where the detail lies over it; pixels. */
  pad(right: number): void {
    this.#map.setPadding({ right, left: 0, top: 0, bottom: 0 });
    this.#bringIntoView();
  }

  close(): void {
    this.#map.remove();
  }

  #style() {
    const sea = this.#description.base.some(({ properties }) => properties.kind === "land");
    return makeStyle({ palette: readPalette(), text: readSizes().text, sea });
  }

  #look(): void {
    this.#ready = false;
    this.#map.setStyle(this.#style(), { diff: false });
  }

  #fill(): void {
    const { base, things, cases, lines } = this.#description;
    this.#set("base", toBaseData(base, this.#language));
    this.#set("things", toThingData(things, this.#language));
    this.#set("cases", toCaseData(cases, this.#language));
    this.#set("links", toLineData(lines));
    this.#select();
  }

  #set(source: string, data: PlainCollection): void {
    // GeoJSON of contracts is checked by the server; its geometry is wider in type than the library's.
    this.#map.getSource<GeoJSONSource>(source)?.setData(data as unknown as Parameters<GeoJSONSource["setData"]>[0]);
  }

  #select(): void {
    const position = findPosition(this.#description);
    const features =
      position === undefined
        ? []
        : [{ type: "Feature" as const, properties: {}, geometry: { type: "Point", coordinates: position } }];
    this.#set("selected", { type: "FeatureCollection", features });
    const { selection } = this.#description;
    const key = selection === undefined || position === undefined ? undefined : `${selection.kind}:${selection.id}`;
    if (key !== undefined && key !== this.#brought) this.#bringIntoView();
    this.#brought = key;
  }

  #bringIntoView(): void {
    const position = findPosition(this.#description);
    if (position === undefined) return;
    const { x, y } = this.#map.project([...position]);
    const { clientWidth, clientHeight } = this.#map.getContainer();
    const free = clientWidth - (this.#map.getPadding().right ?? 0);
    if (x > 40 && y > 60 && x < free - 40 && y < clientHeight - 40) return;
    this.#map.easeTo({ center: [...position], duration: moveMs });
  }

  #pulse(): void {
    const wanted = new Set(this.#description.pulses);
    for (const [id, marker] of this.#pulses)
      if (!wanted.has(id)) {
        marker.remove();
        this.#pulses.delete(id);
      }
    for (const thing of this.#description.things) {
      if (!wanted.has(thing.id) || this.#pulses.has(thing.id)) continue;
      const element = document.createElement("div");
      element.className = "cy-pulse";
      element.setAttribute("aria-hidden", "true");
      this.#pulses.set(thing.id, new Marker({ element }).setLngLat([...thing.position]).addTo(this.#map));
    }
  }

  #listen(): void {
    const map = this.#map;
    map.on("style.load", () => {
      this.#ready = true;
      this.#fill();
      this.#events.onView(toBox(map.getBounds()));
    });
    map.on("moveend", () => this.#events.onView(toBox(map.getBounds())));
    map.on("click", (event) => this.#click(event));
    map.on("contextmenu", (event) => {
      const hit = toHit(this.#pick(event));
      const { clientX: x, clientY: y } = event.originalEvent;
      this.#events.onMenu({ position: [event.lngLat.lng, event.lngLat.lat], x, y, hit });
    });
    map.on("mousemove", (event) => {
      map.getCanvas().style.cursor = this.#pick(event) === undefined ? "" : "pointer";
    });
  }

  #pick({ point }: MapMouseEvent): MapGeoJSONFeature | undefined {
    if (!this.#ready) return undefined;
    const found = this.#map.queryRenderedFeatures(
      [
        [point.x - 3, point.y - 3],
        [point.x + 3, point.y + 3],
      ],
      { layers: pickable },
    );
    return found.toSorted((a, b) => pickable.indexOf(a.layer.id) - pickable.indexOf(b.layer.id))[0];
  }

  #click(event: MapMouseEvent): void {
    const feature = this.#pick(event);
    if (feature !== undefined && feature.properties["cluster"] === true) this.#openCluster(feature);
    else this.#events.onSelect(toHit(feature));
    if (feature === undefined) this.#events.onGround?.([event.lngLat.lng, event.lngLat.lat]);
  }

  #openCluster(feature: MapGeoJSONFeature): void {
    const source = this.#map.getSource<GeoJSONSource>(feature.source);
    const id: unknown = feature.properties["cluster_id"];
    if (source === undefined || typeof id !== "number" || feature.geometry.type !== "Point") return;
    const [longitude = 0, latitude = 0] = feature.geometry.coordinates;
    void source.getClusterExpansionZoom(id).then((zoom) => {
      this.#map.easeTo({ center: [longitude, latitude], zoom: zoom + 0.2, duration: moveMs });
    });
  }
}

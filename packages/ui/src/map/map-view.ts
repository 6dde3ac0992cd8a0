import type { Language } from "@chengyun/kernel";
import {
  type GeoJSONSource,
  type MapGeoJSONFeature,
  Map as MapLibreMap,
  type MapMouseEvent,
  Marker,
  prewarm,
  ScaleControl,
  setWorkerUrl,
  type VectorTileSource,
} from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import "maplibre-gl/dist/maplibre-gl.css";
import { readPalette, readSizes } from "../palette.ts";
import type {
  MapBox,
  MapCamera,
  MapDescription,
  MapGoal,
  MapPoint,
  MapPosition,
  MapSeen,
  MapSelection,
} from "./description.ts";
import { GroundPin } from "./ground-pin.ts";
import { scaleHeat } from "./heat-scale.ts";
import { toBox, toCamera, toHit, toNames } from "./map-answer.ts";
import { type PlainCollection, toCaseData, toPlaceData, toThingData } from "./map-data.ts";
import { drawImage, imageScale } from "./map-image.ts";
import { lookAround } from "./map-seen.ts";
import { makeStyle, noMarks, tileAddress } from "./map-style.ts";
import { type Measure, toMeasureData } from "./measure.ts";

setWorkerUrl(workerUrl);
// Its worker is fetched and started while the city is still asked what the map shows.
prewarm();

/** What a map tells: a click on something or on nothing, a wish for the menu, another view. */
export interface MapEvents {
  readonly onSelect: (selection: MapSelection | undefined) => void;
  readonly onMenu: (point: MapPoint) => void;
  readonly onView: (box: MapBox, camera: MapCamera) => void;
  /** A click where nothing lies. */
  readonly onGround?: (position: MapPosition) => void;
  /** What can be seen once everything is drawn. */
  readonly onSeen?: (seen: MapSeen) => void;
  /** The corners of what is measured, after each click. */
  readonly onMeasure?: (points: readonly MapPosition[]) => void;
  /** Tiles that did not come; the map goes on with what it has. */
  readonly onFault?: () => void;
}

/** How a map begins. */
export interface MapStart {
  readonly language: Language;
  readonly camera?: MapCamera | undefined;
  /** Its middle means something: zooming leaves it where it is. */
  readonly keepsMiddle?: boolean;
}

const pickable = [
  "cases-cluster",
  "cases",
  "live",
  "thing",
  "thing-cluster",
  "thing-cluster-well",
  "thing-dot",
  "thing-dot-near",
];
const moveMs = 280;
const tiltDegrees = 58;
const nearZoom = 17;

const isTilted = (pitch: number): boolean => pitch > 1;

const findPosition = ({ selection, cases, things }: MapDescription): MapPosition | undefined => {
  if (selection === undefined) return undefined;
  const list = selection.kind === "case" ? cases : things;
  return list.find((each) => each.id === selection.id)?.position ?? selection.position;
};

/** The living map in a box of the page: it is told what to show and draws it. */
export class MapView {
  readonly #map: MapLibreMap;
  readonly #events: MapEvents;
  readonly #pulses = new Map<string, Marker>();
  #description: MapDescription;
  #pin: GroundPin | undefined;
  #language: Language;
  #theme: "light" | "dark" = "light";
  #measure: Measure | undefined;
  #points: readonly MapPosition[] = [];
  /** The selection that was brought into view: once, whenever its place became known. */
  #brought: string | undefined;
  #ready = false;
  #tilted = false;
  /** Until its first tiles are drawn a map by the sea is bare ground, or all of it would seem to lie under water. */
  #laid = false;

  constructor(container: HTMLElement, description: MapDescription, start: MapStart, events: MapEvents) {
    this.#description = description;
    this.#language = start.language;
    this.#events = events;
    const { camera } = start;
    this.#tilted = isTilted(camera?.pitch ?? 0);
    this.#map = new MapLibreMap({
      container,
      style: this.#style(),
      ...(camera === undefined
        ? { bounds: [...description.extent], fitBoundsOptions: { padding: 24 } }
        : { center: [...camera.centre], zoom: camera.zoom, bearing: camera.bearing, pitch: camera.pitch }),
      attributionControl: false,
      pitchWithRotate: true,
      fadeDuration: 0,
      maxZoom: 19.5,
      maxPitch: 68,
      minZoom: 4,
      // What is loaded once stays for a while: going back is at once.
      maxTileCacheZoomLevels: 6,
    });
    if (start.keepsMiddle === true) {
      this.#map.scrollZoom.enable({ around: "center" });
      this.#map.touchZoomRotate.enable({ around: "center" });
    }
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
    const { base, subjects, heat, shapes, things, cases } = description;
    if (before.base !== base || before.subjects !== subjects || before.heat !== heat || before.shapes !== shapes)
      this.#look();
    if (before.things !== things) this.#set("live", toThingData(things, this.#language));
    if (before.cases !== cases) this.#set("cases", toCaseData(cases, this.#language));
    this.#select();
    this.#pulse();
  }

  /** Draws everything anew in another language or theme. */
  turn(language: Language): void {
    this.#language = language;
    if (this.#ready) this.#look();
  }

  /** Asks for the tiles of what changes anew. */
  refresh(): void {
    const { subjects } = this.#description;
    if (subjects === undefined || !this.#ready) return;
    this.#map.getSource<VectorTileSource>("subjects")?.setTiles([tileAddress(subjects.tiles.url)]);
  }

  zoomBy(steps: number): void {
    this.#map.zoomTo(this.#map.getZoom() + steps, { duration: moveMs });
  }

  fit(box: MapBox): void {
    this.#map.fitBounds([...box], { padding: 24, duration: moveMs, pitch: 0, bearing: 0 });
  }

  /** Looks somewhere else: at a box as a whole, at a place from near by. */
  go({ box, position, zoom = nearZoom, exact = false }: MapGoal): void {
    const near = exact ? zoom : Math.max(zoom, this.#map.getZoom());
    if (box !== undefined) this.#map.fitBounds([...box], { padding: 60, maxZoom: nearZoom, duration: 2 * moveMs });
    else if (position !== undefined) this.#map.easeTo({ center: [...position], zoom: near, duration: 2 * moveMs });
  }

  /** Puts a place in the middle; at street level when it was farther away. */
  centre(position: MapPosition, zoom = nearZoom): void {
    this.#map.easeTo({ center: [...position], zoom: Math.max(this.#map.getZoom(), zoom), duration: moveMs });
  }

  /** Stands a pin on the ground, or takes it away; whoever drags it is heard. */
  pin(position: MapPosition | undefined, onMoved: (position: MapPosition) => void): void {
    this.#pin ??= new GroundPin(this.#map, onMoved);
    this.#pin.stand(position);
  }

  /** Tilts the map so that buildings rise, or lays it flat with north up. */
  tilt(up: boolean): void {
    const zoom = this.#map.getZoom();
    this.#map.easeTo(
      up
        ? { pitch: tiltDegrees, bearing: -20, zoom: Math.max(zoom, 15.5), duration: 2 * moveMs }
        : { pitch: 0, bearing: 0, duration: 2 * moveMs },
    );
  }

  /** Begins to measure, or ends it. */
  measure(mode: Measure | undefined): void {
    this.#measure = mode;
    this.#setPoints([]);
    this.#map.getCanvas().style.cursor = mode === undefined ? "" : "crosshair";
    if (mode === undefined) this.#map.doubleClickZoom.enable();
    else this.#map.doubleClickZoom.disable();
  }

  /** Takes back the last corner that was measured. */
  takeBack(): void {
    this.#setPoints(this.#points.slice(0, -1));
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
    this.#theme = document.documentElement.dataset["theme"] === "dark" ? "dark" : "light";
    const { base } = this.#description;
    const look = {
      palette: readPalette(),
      text: readSizes().text,
      language: this.#language,
      theme: this.#theme,
      tilted: this.#tilted,
      shown:
        base === undefined || this.#laid ? this.#description : { ...this.#description, base: { ...base, sea: false } },
    };
    const selected = toPlaceData(findPosition(this.#description));
    const measure = this.#measure === undefined ? noMarks.measure : toMeasureData(this.#measure, this.#points);
    return makeStyle(look, { selected, measure });
  }

  /** Hands on only what differs: tiles stay, and nothing flickers. */
  #look(): void {
    const { subjects } = this.#description;
    if (subjects !== undefined) {
      const source = this.#map.getSource<VectorTileSource>("subjects");
      const address = tileAddress(subjects.tiles.url);
      if (source !== undefined && source.tiles[0] !== address) source.setTiles([address]);
    }
    this.#map.setStyle(this.#style(), { diff: true });
  }

  #set(source: string, data: PlainCollection): void {
    // Our own plain data; its geometry is wider in type than the library's.
    this.#map.getSource<GeoJSONSource>(source)?.setData(data as unknown as Parameters<GeoJSONSource["setData"]>[0]);
  }

  #setPoints(points: readonly MapPosition[]): void {
    this.#points = points;
    this.#set("measure", this.#measure === undefined ? noMarks.measure : toMeasureData(this.#measure, points));
    this.#events.onMeasure?.(points);
  }

  #select(): void {
    const position = findPosition(this.#description);
    this.#set("selected", toPlaceData(position));
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

  #tell(): void {
    this.#events.onView(toBox(this.#map.getBounds()), toCamera(this.#map));
  }

  /** Buildings are bodies while the map is tilted, and plans from above. */
  #rise(): void {
    const tilted = isTilted(this.#map.getPitch());
    if (tilted === this.#tilted) return;
    this.#tilted = tilted;
    if (this.#ready) this.#look();
  }

  /** Fills the sea round the land that is drawn now; says whether there was anything to fill. */
  #flood(): boolean {
    const { base } = this.#description;
    if (this.#laid || base === undefined || this.#map.getSource("base") === undefined) return false;
    this.#laid = true;
    if (base.sea) this.#look();
    return base.sea;
  }

  #listen(): void {
    const map = this.#map;
    map.on("style.load", () => {
      if (this.#ready) return;
      this.#ready = true;
      // What was told while the style loaded is drawn now.
      this.#look();
      this.#select();
      this.#pulse();
      this.#tell();
    });
    map.on("pitch", () => this.#rise());
    map.on("moveend", () => this.#tell());
    map.on("idle", () => {
      if (this.#flood()) return;
      scaleHeat(map);
      map.getContainer().dataset["drawn"] = "true";
      lookAround(map, (seen) => this.#events.onSeen?.(seen));
    });
    map.on("error", () => this.#events.onFault?.());
    map.on("click", (event) => this.#click(event));
    map.on("contextmenu", (event) => {
      const feature = this.#pick(event);
      const { clientX: x, clientY: y } = event.originalEvent;
      const names = toNames(map.queryRenderedFeatures(event.point));
      this.#events.onMenu({ position: [event.lngLat.lng, event.lngLat.lat], x, y, hit: toHit(feature), names });
    });
    map.on("mousemove", (event) => {
      if (this.#measure !== undefined) return;
      map.getCanvas().style.cursor = this.#pick(event) === undefined ? "" : "pointer";
    });
  }

  #pick({ point }: MapMouseEvent): MapGeoJSONFeature | undefined {
    if (!this.#ready) return undefined;
    const layers = pickable.filter((id) => this.#map.getLayer(id) !== undefined);
    const found = this.#map.queryRenderedFeatures(
      [
        [point.x - 3, point.y - 3],
        [point.x + 3, point.y + 3],
      ],
      { layers },
    );
    return found.toSorted((a, b) => pickable.indexOf(a.layer.id) - pickable.indexOf(b.layer.id))[0];
  }

  #click(event: MapMouseEvent): void {
    const position: MapPosition = [event.lngLat.lng, event.lngLat.lat];
    if (this.#measure !== undefined) {
      this.#setPoints([...this.#points, position]);
      return;
    }
    const feature = this.#pick(event);
    if (feature !== undefined && feature.properties["cluster"] === true) this.#openCluster(feature);
    else if (feature?.layer.id.startsWith("thing-cluster")) this.#nearer(feature);
    else this.#events.onSelect(toHit(feature));
    if (feature === undefined) this.#events.onGround?.(position);
  }

  #nearer(feature: MapGeoJSONFeature): void {
    if (feature.geometry.type !== "Point") return;
    const [longitude = 0, latitude = 0] = feature.geometry.coordinates;
    this.#map.easeTo({ center: [longitude, latitude], zoom: this.#map.getZoom() + 2, duration: moveMs });
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

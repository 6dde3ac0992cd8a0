import { type Map as MapLibreMap, Marker } from "maplibre-gl";
import type { MapPosition } from "./description.ts";

const drawing = (name: string, attributes: Readonly<Record<string, string>>): SVGElement => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
};

const drawPin = (): HTMLElement => {
  const element = document.createElement("div");
  element.className = "cy-ground-pin";
  element.setAttribute("aria-hidden", "true");
  const picture = drawing("svg", { viewBox: "0 0 32 44" });
  picture.append(
    drawing("path", { d: "M16 43C16 43 2 25 2 15a14 14 0 1 1 28 0c0 10-14 28-14 28z" }),
    drawing("circle", { cx: "16", cy: "15", r: "5" }),
  );
  element.append(picture);
  return element;
};

/** A pin that stands on a place of the ground, however the map is moved under it, until somebody drags it to another. */
export class GroundPin {
  readonly #map: MapLibreMap;
  readonly #marker: Marker;
  #stands = false;

  constructor(map: MapLibreMap, onMoved: (position: MapPosition) => void) {
    this.#map = map;
    this.#marker = new Marker({ element: drawPin(), anchor: "bottom", draggable: true });
    this.#marker.on("dragend", () => {
      const { lng, lat } = this.#marker.getLngLat();
      onMoved([lng, lat]);
    });
  }

  stand(position: MapPosition | undefined): void {
    if (position === undefined) {
      this.#marker.remove();
      this.#stands = false;
      return;
    }
    this.#marker.setLngLat([...position]);
    if (!this.#stands) this.#marker.addTo(this.#map);
    this.#stands = true;
  }
}

import type { Map as MapLibreMap } from "maplibre-gl";
import type { MapSeen } from "./description.ts";

/** The screen is asked in so many strips, one a turn, so that fifty thousand things hold nobody up. */
const strips = 12;

const isSubject = (id: string): boolean =>
  id === "thing" ||
  id.startsWith("thing-dot") ||
  id.startsWith("thing-cluster") ||
  id === "heat" ||
  id.startsWith("link|");

/** What the strips have shown so far. */
class Sights {
  readonly #types = new Set<string>();
  readonly #links = new Set<string>();
  #clusters = false;

  note(layer: string, type: unknown): void {
    if (layer.startsWith("thing-cluster")) this.#clusters = true;
    else if (typeof type === "string") (layer.startsWith("link|") ? this.#links : this.#types).add(type);
  }

  all(heat: boolean): MapSeen {
    return { types: [...this.#types], links: [...this.#links], clusters: this.#clusters, heat };
  }
}

/** Looks what is drawn and tells it once; a move in between ends it, for another look follows. */
export const lookAround = (map: MapLibreMap, tell: (seen: MapSeen) => void): void => {
  const sights = new Sights();
  const layers = map.getLayersOrder().filter(isSubject);
  const { clientWidth, clientHeight } = map.getContainer();
  let moved = false;
  const stop = (): void => {
    moved = true;
  };
  map.once("movestart", stop);
  const look = (strip: number): void => {
    if (moved) return;
    if (strip === strips || layers.length === 0) {
      map.off("movestart", stop);
      tell(sights.all(layers.includes("heat")));
      return;
    }
    const top = (strip * clientHeight) / strips;
    const found = map.queryRenderedFeatures(
      [
        [0, top],
        [clientWidth, top + clientHeight / strips],
      ],
      { layers: layers.filter((id) => id !== "heat") },
    );
    for (const { layer, properties } of found) sights.note(layer.id, properties["type"]);
    setTimeout(() => look(strip + 1), 0);
  };
  look(0);
};

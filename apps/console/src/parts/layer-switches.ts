import { useCallback, useSyncExternalStore } from "react";
import { useAsked } from "../frame/go.ts";
import { recall, remember } from "../settings.ts";
import { type LayerSwitches, readSwitches, writeSwitches } from "./map-address.ts";

/** The switches of a map, and a way to turn one. */
export interface LayerState {
  readonly switches: LayerSwitches;
  /** Turns a layer that begins on, or one that begins off. */
  readonly turn: (id: string, begins: "on" | "off") => void;
  readonly change: (next: LayerSwitches) => void;
  readonly reset: () => void;
}

const place = "chengyun.layers";
const listeners = new Set<() => void>();
let remembered: string = recall(place, { layers: "" }).layers;

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

const keep = (layers: string): void => {
  remembered = layers;
  remember(place, { layers });
  for (const listener of listeners) listener();
};

const turned = (set: ReadonlySet<string>, id: string): ReadonlySet<string> =>
  set.has(id) ? new Set([...set].filter((each) => each !== id)) : new Set([...set, id]);

/** What is switched on and off: as the address says, else as it was left; the same on every map. */
export const useLayerSwitches = (): LayerState => {
  const [asked, ask] = useAsked();
  const left = useSyncExternalStore(subscribe, () => remembered);
  const text = asked["layers"] ?? left;
  const change = useCallback(
    (next: LayerSwitches) => {
      const written = writeSwitches(next) ?? "";
      keep(written);
      // The address is what is sent to a colleague: it shows them the same layers.
      ask({ layers: written === "" ? "all" : written }, true);
    },
    [ask],
  );
  const switches = readSwitches(text);
  return {
    switches,
    change,
    turn: (id, begins) =>
      change(
        begins === "on"
          ? { off: turned(switches.off, id), on: switches.on }
          : { off: switches.off, on: turned(switches.on, id) },
      ),
    reset: () => change(readSwitches("")),
  };
};

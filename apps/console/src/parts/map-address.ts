import type { MapCamera, MapSelection } from "@chengyun/ui";

const round = (value: number, digits: number): string => String(Number(value.toFixed(digits)));

/** A camera as the address carries it: latitude, longitude, zoom, and turn and tilt when there are any. */
export const writeCamera = ({ centre: [longitude, latitude], zoom, bearing, pitch }: MapCamera): string => {
  const place = [round(latitude, 5), round(longitude, 5), round(zoom, 2)];
  const turned = Math.abs(bearing) > 0.5 || pitch > 0.5;
  return [...place, ...(turned ? [round(bearing, 0), round(pitch, 0)] : [])].join(",");
};

/** Reads what `writeCamera` wrote; rubbish in an address is no camera. */
export const readCamera = (text: string | undefined): MapCamera | undefined => {
  if (text === undefined) return undefined;
  const numbers = text.split(",").map(Number);
  const [latitude, longitude, zoom, bearing = 0, pitch = 0] = numbers;
  if (latitude === undefined || longitude === undefined || zoom === undefined) return undefined;
  if (!numbers.every(Number.isFinite) || Math.abs(latitude) > 85 || Math.abs(longitude) > 180) return undefined;
  return {
    centre: [longitude, latitude],
    zoom: Math.min(19.5, Math.max(4, zoom)),
    bearing,
    pitch: Math.min(68, Math.max(0, pitch)),
  };
};

/** What is switched away from how it begins: `-pipes` is off though it begins on, `heat` is on though it begins off. */
export interface LayerSwitches {
  readonly off: ReadonlySet<string>;
  readonly on: ReadonlySet<string>;
}

/** Everything as it begins. */
export const noSwitches: LayerSwitches = { off: new Set(), on: new Set() };

export const writeSwitches = ({ off, on }: LayerSwitches): string | undefined => {
  const words = [...[...off].toSorted().map((id) => `-${id}`), ...[...on].toSorted()];
  return words.length === 0 ? undefined : words.join(",");
};

export const readSwitches = (text: string | undefined): LayerSwitches => {
  const words = (text ?? "").split(",").filter((word) => word !== "");
  return {
    off: new Set(words.filter((word) => word.startsWith("-")).map((word) => word.slice(1))),
    on: new Set(words.filter((word) => !word.startsWith("-"))),
  };
};

/** What is selected, as the address carries it: `thing:0190…`. */
export const readMapSelection = (text: string | undefined): MapSelection | undefined => {
  const [kind, id] = (text ?? "").split(":");
  return (kind === "thing" || kind === "case") && id !== undefined && id !== "" ? { kind, id } : undefined;
};

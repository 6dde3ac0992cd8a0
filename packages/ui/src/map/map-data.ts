import { type Language, type Severity, severityRank } from "@chengyun/kernel";
import type { MapCase, MapPosition, MapShape, MapThing } from "./description.ts";

interface PlainFeature {
  readonly type: "Feature";
  readonly id?: number;
  readonly properties: Readonly<Record<string, string | number | boolean>>;
  readonly geometry: { readonly type: string; readonly coordinates: unknown };
}

/** GeoJSON as the map library takes it. */
export interface PlainCollection {
  readonly type: "FeatureCollection";
  readonly features: readonly PlainFeature[];
}

/** Features as one collection. */
export const collect = (features: readonly PlainFeature[]): PlainCollection => ({
  type: "FeatureCollection",
  features,
});

/** Shapes that are not the city's yet. */
export const toShapeData = (shapes: readonly MapShape[] = []): PlainCollection =>
  collect(shapes.map((geometry) => ({ type: "Feature", properties: {}, geometry })));

/** State of a thing as its ring shows it: a level, silent, or normal. */
export type ThingState = Severity | "silent" | "normal";

/** An open alarm says more than silence: a silent thing in alarm shows the alarm. */
export const thingState = ({ severity, silent }: Pick<MapThing, "severity" | "silent">): ThingState =>
  severity ?? (silent ? "silent" : "normal");

/** How many steps the ring of a pin has; so many images at most are drawn for it. */
export const pinSteps = 12;

/** Name of the image of a pin: level, steps of time left, and whether it is late or without a clock. */
export const pinImage = ({ severity, share, late }: Pick<MapCase, "severity" | "share" | "late">): string => {
  const step = share === undefined ? "none" : String(Math.ceil(share * pinSteps));
  return `pin|${severity ?? "none"}|${late ? "late" : step}`;
};

/** Name of the image of a thing: glyph and state. */
export const thingImage = (thing: Pick<MapThing, "glyph" | "severity" | "silent">): string =>
  `thing|${thing.glyph}|${thingState(thing)}`;

/** Order of drawing: the graver lies above; silence above what is well. */
const weight = (severity: Severity | undefined, silent: boolean): number =>
  severityRank(severity) * 2 + (silent ? 1 : 0);

/** Things whose state is known now, as points. */
export const toThingData = (things: readonly MapThing[], language: Language): PlainCollection =>
  collect(
    things.map((thing) => ({
      type: "Feature",
      id: thing.no,
      properties: {
        id: thing.id,
        name: thing.name[language],
        image: thingImage(thing),
        worst: weight(thing.severity, thing.silent),
      },
      geometry: { type: "Point", coordinates: thing.position },
    })),
  );

/** Cases as pins. */
export const toCaseData = (cases: readonly MapCase[], language: Language): PlainCollection =>
  collect(
    cases.map((each) => ({
      type: "Feature",
      properties: {
        id: each.id,
        name: each.title[language],
        image: pinImage(each),
        worst: severityRank(each.severity) * 2 + (each.late ? 1 : 0),
      },
      geometry: { type: "Point", coordinates: each.position },
    })),
  );

/** One place, or none. */
export const toPlaceData = (position: MapPosition | undefined): PlainCollection =>
  collect(
    position === undefined
      ? []
      : [{ type: "Feature", properties: {}, geometry: { type: "Point", coordinates: position } }],
  );

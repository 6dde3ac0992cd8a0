import type { BaseMap, CaseRow, LayerShape, LinkLine, ThingPin } from "@chengyun/contracts";
import type { Glyph, Label } from "@chengyun/kernel";
import { type MapBaseFeature, type MapCase, type MapLine, type MapThing, toTimeLeft } from "@chengyun/ui";

const glyphs: ReadonlySet<string> = new Set<Glyph>([
  "drop",
  "wave",
  "cover",
  "pump",
  "rain",
  "camera",
  "lamp",
  "valve",
  "building",
  "dot",
]);

const isGlyph = (name: string): name is Glyph => glyphs.has(name);

interface TypeLook {
  readonly name: Label;
  readonly glyph: Glyph;
}

/** How each type of thing is drawn and called, from the layers packs declare. */
export const toTypeLooks = (layers: readonly LayerShape[]): ReadonlyMap<string, TypeLook> =>
  new Map(layers.map(({ thingType, name, glyph }) => [thingType, { name, glyph: isGlyph(glyph) ? glyph : "dot" }]));

/** Things as the map draws them; a type without a layer is a dot called by its id. */
export const toMapThings = (things: readonly ThingPin[], looks: ReadonlyMap<string, TypeLook>): MapThing[] =>
  things.map((thing) => {
    const look = looks.get(thing.type);
    return {
      ...thing,
      glyph: look?.glyph ?? "dot",
      typeName: look?.name ?? { zh: thing.type, en: thing.type },
    };
  });

/** Open cases as pins, their rings as they stand at a moment. */
export const toMapCases = (cases: readonly CaseRow[], now: number, asOf: number): MapCase[] =>
  cases.map((row) => {
    const left = row.clock === undefined ? undefined : toTimeLeft(row.clock, now, asOf);
    return {
      id: row.id,
      title: row.title,
      position: row.position,
      severity: row.severity,
      share: left?.share,
      late: left?.late ?? false,
    };
  });

/** Links as lines. */
export const toMapLines = (links: readonly LinkLine[]): MapLine[] => [...links];

/** The base map's features. */
export const toMapBase = (base: BaseMap): readonly MapBaseFeature[] => base.features;

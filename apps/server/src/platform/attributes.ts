import type { Label, LinkType, ThingType } from "@chengyun/kernel";
import type { RowField } from "./bulk.ts";

/** Attributes by name: numbers in the attribute's unit, or words. */
export type Attributes = Readonly<Record<string, number | string>>;

/** Whether each declared attribute is a figure; those nobody declared are absent and stay as they came. */
export type Figures = ReadonlyMap<string, boolean>;

export const figuresOfThing = ({ attributes = {} }: ThingType): Figures =>
  new Map(Object.entries(attributes).map(([id, { kind }]) => [id, kind === "number"]));

/** Of a link what has a unit is a figure; what has none may be a number or words and stays as it came. */
export const figuresOfLink = ({ attributes = {} }: LinkType): Figures =>
  new Map(Object.entries(attributes).flatMap(([id, { unit }]) => (unit === undefined ? [] : [[id, true] as const])));

const plainNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** What an attribute of a type is called; those nobody declared go by their own word. */
export const attributeName = ({ attributes = {} }: ThingType | LinkType, id: string): Label =>
  (Object.hasOwn(attributes, id) ? attributes[id]?.name : undefined) ?? { zh: id, en: id };

/**
 * Attributes as the type declares them: files write figures as words and codes as figures. Words where a figure is
 * declared are a fault: then columns moved.
 */
export const readAttributes = (
  attributes: Attributes,
  type: ThingType | LinkType,
  figures: Figures,
): { readonly attributes: Attributes } | { readonly fault: RowField } => {
  const read: Record<string, number | string> = {};
  for (const [id, value] of Object.entries(attributes)) {
    const isFigure = figures.get(id);
    if (isFigure === true && typeof value === "string" && !plainNumber.test(value.trim()))
      return { fault: { field: id, name: attributeName(type, id), value } };
    read[id] = isFigure === undefined ? value : isFigure ? Number(value) : String(value);
  }
  return { attributes: read };
};

import type { LinkType, ThingType } from "@chengyun/kernel";
import type { Attributes } from "./model.ts";

/** Whether each declared attribute is a figure; those nobody declared are absent and stay as they came. */
export type Figures = ReadonlyMap<string, boolean>;

export const figuresOfThing = ({ attributes = {} }: ThingType): Figures =>
  new Map(Object.entries(attributes).map(([id, { kind }]) => [id, kind === "number"]));

/** Of a link what has a unit is a figure; what has none may be a number or words and stays as it came. */
export const figuresOfLink = ({ attributes = {} }: LinkType): Figures =>
  new Map(Object.entries(attributes).flatMap(([id, { unit }]) => (unit === undefined ? [] : [[id, true] as const])));

const plainNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/**
 * Attributes as the type declares them: files write figures as words and codes as figures. Undefined when there are words
 * where a figure is declared: then columns moved.
 */
export const readAttributes = (attributes: Attributes, figures: Figures): Attributes | undefined => {
  const read: Record<string, number | string> = {};
  for (const [id, value] of Object.entries(attributes)) {
    const isFigure = figures.get(id);
    if (isFigure === true && typeof value === "string" && !plainNumber.test(value.trim())) return undefined;
    read[id] = isFigure === undefined ? value : isFigure ? Number(value) : String(value);
  }
  return read;
};

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync(new URL("tokens.css", import.meta.url), "utf8");
const darkAt = css.indexOf(':root[data-theme="dark"]');

/** Colours of the map by name, as the tokens of a theme say them. */
const coloursOf = (text: string): ReadonlyMap<string, string> =>
  new Map([...text.matchAll(/--map-([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name = "", colour = ""]) => [name, colour]));

/** Relative luminance by WCAG 2. */
const luminance = (colour: string): number => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

const contrast = (one: string, other: string): number => {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};

const lands = ["ground", "field", "grass", "wood", "green"];
const blocks = ["block", "block-trade", "block-work", "block-old", "block-public"];
const buildings = ["building", "building-trade", "building-work", "building-public"];
/** Names of the map, and the grounds they may stand on. */
const names: readonly (readonly [name: string, grounds: readonly string[]])[] = [
  ["text", [...lands, ...blocks, ...buildings, "road", "road-far"]],
  ["text-strong", [...lands, ...blocks, ...buildings, "road", "road-far"]],
  ["text-faint", [...lands, ...blocks, ...buildings]],
  ["green-text", ["grass", "wood", "green"]],
  ["water-text", ["water", "sea"]],
];

describe.each([
  ["by day", css.slice(0, darkAt)],
  ["in the dark", css.slice(darkAt)],
])("names on the map can be read %s, also where their halo is hidden", (_, text) => {
  const colours = coloursOf(text);
  test.each(names)("map-%s", (name, grounds) => {
    const weak = grounds.filter(
      (ground) => !(contrast(colours.get(`${name}`) ?? "", colours.get(ground) ?? "") >= 4.5),
    );
    expect(weak).toEqual([]);
  });
});

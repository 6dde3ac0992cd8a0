import { inspectFile, readText } from "../file/source-file.ts";

const boundsPattern = /<bounds\b([^>]*)\/?>/;
const attribute = (name: string, text: string): number => Number(new RegExp(`\\b${name}="([^"]*)"`).exec(text)?.[1]);
/** The element stands before the first node. */
const enoughText = 10_000;

/** The box that an OSM XML extract says it was cut by; undefined when it says none. Ways may reach beyond it. */
export const readOsmBounds = async (path: string): Promise<[number, number, number, number] | undefined> => {
  const file = await inspectFile(path);
  if (file.encoding === undefined) return undefined;
  let begin = "";
  for await (const text of readText(file)) {
    begin += text;
    if (begin.length > enoughText) break;
  }
  const [, inside = ""] = boundsPattern.exec(begin) ?? [];
  const box = ["minlon", "minlat", "maxlon", "maxlat"].map((name) => attribute(name, inside));
  const [west = Number.NaN, south = Number.NaN, east = Number.NaN, north = Number.NaN] = box;
  return box.every(Number.isFinite) ? [west, south, east, north] : undefined;
};

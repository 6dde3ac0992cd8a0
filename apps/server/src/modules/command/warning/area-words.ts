import type { Label, Reach } from "@chengyun/kernel";
import type { Areas } from "../../atlas/area/index.ts";

/** Names a text can hold before it becomes a list nobody reads. */
const mostNames = 4;
const communityLevel = 4;

/** The areas a warning names: those chosen, else the communities it touches, else whatever it touches. */
export const listNamed = (areas: Areas, reach: Reach, areaPaths: readonly string[]): string[] => {
  if (reach.kind === "areas") return [...reach.paths];
  const communities = areaPaths.filter((path) => areas.find(path)?.level === communityLevel);
  if (communities.length > 0) return communities;
  // A shape within one grid cell is of the cell's community.
  const parents = areaPaths.flatMap((path) => areas.find(path)?.parentPath ?? []);
  return [...new Set(parents.length > 0 ? parents : areaPaths)];
};

/** Where a warning holds, in words. */
export const areaWords = (areas: Areas, paths: readonly string[]): Label => {
  const names = paths.flatMap((path) => areas.find(path)?.name ?? []);
  const [first, more] = [names.slice(0, mostNames), names.length - mostNames];
  return {
    zh: first.map(({ zh }) => zh).join("、") + (more > 0 ? `等${names.length}个区域` : ""),
    en: first.map(({ en }) => en).join(", ") + (more > 0 ? ` and ${more} more` : ""),
  };
};

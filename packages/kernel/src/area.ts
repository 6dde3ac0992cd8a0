/** Separator of the codes in an area path. */
const separator = "/";

/** The codes of an area and its parents, outermost first, e.g. `4309/430981/430981001/`; always ends in a slash. */
export type AreaPath = string;

/** Path of an area with this code below a parent; no parent makes it a root. */
export const areaPath = (code: string, parent: AreaPath = ""): AreaPath => `${parent}${code}${separator}`;

/** Whether an area lies in another or is the same. The empty path is the whole city and holds everything. */
export const isWithin = (inner: AreaPath, outer: AreaPath): boolean => inner.startsWith(outer);

/** The smallest area that holds all of these; none among them is the whole city. */
export const commonArea = (paths: readonly AreaPath[]): AreaPath => {
  const [first = "", ...rest] = paths;
  let common = first;
  while (!rest.every((path) => isWithin(path, common))) common = common.replace(/[^/]*\/$/, "");
  return common;
};

/** Codes of a path, outermost first. */
export const areaCodes = (path: AreaPath): string[] => path.split(separator).filter((code) => code !== "");

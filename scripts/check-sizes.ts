import { type Findings, isSource, isTest, type Tree } from "./tree.ts";

const ceilings = { warn: 300, file: 450, module: 1500, pack: 1200, rootEntries: 32 };

/** Tables of words and of classes are as long as there are words. */
const isCounted = (path: string): boolean =>
  isSource(path) && !isTest(path) && !/\.gen\.|\/strings\/|^packs\/[^/]+\/classes\//.test(path);

const lines = (text: string): number => text.split("\n").length - (text.endsWith("\n") ? 1 : 0);

const folderFaults = (sizes: ReadonlyMap<string, number>, folder: RegExp, ceiling: number): string[] => {
  const sums = new Map<string, number>();
  for (const [path, size] of sizes) {
    const found = folder.exec(path)?.[0];
    if (found !== undefined) sums.set(found, (sums.get(found) ?? 0) + size);
  }
  return [...sums]
    .filter(([, size]) => size > ceiling)
    .map(([name, size]) => `${name} has ${size} lines, more than ${ceiling}: it is two things`);
};

/** Sizes: the ceilings are there for the tail; a clear thing is not cut into confetti to please them. */
export const checkSizes = (tree: Tree): Findings => {
  const sizes = new Map(tree.files.filter(isCounted).map((path) => [path, lines(tree.read(path))]));
  const rootEntries = new Set(tree.files.map((path) => path.split("/")[0])).size;
  return {
    faults: [
      ...[...sizes]
        .filter(([, size]) => size > ceilings.file)
        .map(([path, size]) => `${path} has ${size} lines, more than ${ceilings.file}: split it by concept`),
      ...folderFaults(sizes, /^apps\/server\/src\/modules\/[^/]+\/[^/]+\//, ceilings.module),
      ...folderFaults(sizes, /^packs\/[^/]+\//, ceilings.pack),
      ...(rootEntries > ceilings.rootEntries
        ? [`the root has ${rootEntries} entries, more than ${ceilings.rootEntries}`]
        : []),
    ],
    warnings: [...sizes]
      .filter(([, size]) => size > ceilings.warn && size <= ceilings.file)
      .map(([path, size]) => `${path} has ${size} lines; ${ceilings.warn} is the aim`),
  };
};

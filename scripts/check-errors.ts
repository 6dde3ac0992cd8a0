import { type Findings, isTest, type Tree } from "./tree.ts";

const page = "docs/reference/errors.md";
/** Where the tables of errors stand. */
const isHome = (path: string): boolean => /^packages\/contracts\/src\/errors(-[a-z]+)?\.ts$/.test(path);

const difference = (a: ReadonlySet<string>, b: ReadonlySet<string>): string[] => [...a].filter((item) => !b.has(item));

/** Codes as the tables say them: `defineErrors("case", { stale: …` makes `case.stale`. */
export const codesIn = (text: string): Set<string> => {
  const codes = new Set<string>();
  for (const table of text.matchAll(/defineErrors\("([a-z-]+)",\s*\{(.*?)\n\}\)/gs))
    for (const entry of (table[2] ?? "").matchAll(/^ {2}"?([a-z-]+)"?: \{/gm)) codes.add(`${table[1]}.${entry[1]}`);
  return codes;
};

/** Codes on the page, the retired ones apart. */
export const codesOnPage = (text: string): { live: Set<string>; retired: Set<string> } => {
  const [live = "", retired = ""] = text.split(/^## .*Retired.*$/m);
  const listed = (part: string): Set<string> =>
    new Set([...part.matchAll(/^\| `([^`]+)` \|/gm)].flatMap((row) => row[1] ?? []));
  return { live: listed(live), retired: listed(retired) };
};

const usedCodes = (tree: Tree): Set<string> =>
  new Set(
    tree.files
      .filter((path) => /^(apps|packages)\/.*[.]tsx?$/.test(path) && !isTest(path) && !isHome(path))
      .flatMap((path) => [...tree.read(path).matchAll(/"([a-z-]+[.][a-z-]+)"/g)])
      .flatMap((found) => found[1] ?? []),
  );

/** Errors: the page and the code list the same codes, retired ones are not used again, each is used somewhere. */
export const checkErrors = (tree: Tree): Findings => {
  if (!tree.files.includes(page)) return { faults: [`${page} is missing: npm run make`] };
  const codes = codesIn(tree.files.filter(isHome).map(tree.read).join("\n"));
  const { live, retired } = codesOnPage(tree.read(page));
  const used = usedCodes(tree);
  return {
    faults: [
      ...difference(codes, live).map((code) => `${code} is not in ${page}: npm run make`),
      ...difference(live, codes).map((code) => `${code} is in ${page} only; a code given up goes to "Retired"`),
      ...[...retired].filter((code) => codes.has(code)).map((code) => `${code} is retired and may not be used again`),
    ],
    warnings: difference(codes, used).map((code) => `${code} is defined but never thrown`),
  };
};

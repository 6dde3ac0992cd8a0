import { type Findings, isTest, type Tree } from "./tree.ts";

const place = /^apps\/server\/src\/(?:modules\/[^/]+\/([^/]+)|(platform)(?:\/.+)?)\/migrations\/([^/]+)$/;
const shape = /^(20\d{10})-([a-z0-9-]+)[.]ts$/;

const isMoment = (text: string): boolean => {
  const [, y, mo, d, h, mi] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text) ?? [];
  const at = new Date(`${y}-${mo}-${d}T${h}:${mi}:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(`${y}-${mo}-${d}T${h}:${mi}`);
};

const faultsOf = (path: string, module: string, name: string, text: string): string[] => {
  const [, moment, rest] = shape.exec(name) ?? [];
  if (moment === undefined || rest === undefined) return [`${path}: name it YYYYMMDDHHMM-${module}-what.ts`];
  return [
    ...(isMoment(moment) ? [] : [`${path}: ${moment} is no moment`]),
    ...(new RegExp(`^${module}s?-.`).test(rest)
      ? []
      : [`${path}: after the moment comes the module, "${module}-what"`]),
    ...(/\bexport\s+(const|async function|function)\s+down\b/.test(text)
      ? [`${path}: migrations only go forward; remove down`]
      : []),
  ];
};

/** Migrations: named by moment and module, forward only, no two of the same name. */
export const checkMigrations = (tree: Tree): Findings => {
  const names = new Map<string, string>();
  const faults = tree.files
    .filter((path) => !isTest(path))
    .flatMap((path) => {
      const [, ofModule, ofPlatform, name] = place.exec(path) ?? [];
      const module = ofModule ?? ofPlatform;
      if (module === undefined || name === undefined) return [];
      const twin = names.get(name);
      names.set(name, path);
      return [
        ...faultsOf(path, module, name, tree.read(path)),
        ...(twin === undefined ? [] : [`${path}: ${twin} has the same name`]),
      ];
    });
  return { faults };
};

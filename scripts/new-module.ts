// `npm run new-module ROOM/NAME`: writes a module with flow, table, routes and tests, and names it where it must be.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { addImport, amend, format, isKebab, toCamel, toPascal, toTitle, writeFrom } from "./scaffold.ts";

const templates = join(import.meta.dirname, "templates/module");

const toPlural = (word: string): string => {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(s|x|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
};

/** Now as migrations are named: YYYYMMDDHHMM, UTC. */
const moment = (): string => new Date().toISOString().replaceAll(/[^\d]/g, "").slice(0, 12);

/** Its permissions join the table, and the administrator holds them until somebody decides better. */
const permit = (table: string, roles: string, plural: string, words: string): void => {
  amend(
    table,
    /\n\} as const satisfies Readonly<Record<string, Label>>;/,
    ([end]) => `
  "${plural}.read": { zh: "查看 ${words}", en: "see ${words}" },
  "${plural}.manage": { zh: "管理 ${words}", en: "manage ${words}" },${end}`,
  );
  amend(
    roles,
    /(administrator: \{[^[]*permissions: \[[^\]]*?),?(\s*\])/,
    ([, before, end]) => `${before}, "${plural}.read", "${plural}.manage",${end}`,
  );
};

const newModule = (root: string, room: string, name: string): string[] => {
  const server = join(root, "apps/server/src");
  const plural = toPlural(name);
  const variable = toCamel(name);
  const written = writeFrom(templates, join(server, "modules", room, name), {
    room,
    name,
    plural,
    var: variable,
    Name: toPascal(name),
    Names: toPascal(plural),
    table: plural.replaceAll("-", "_"),
    words: name.replaceAll("-", " "),
    en: toTitle(name),
    zh: `新模块 ${name}`,
    moment: moment(),
  });
  const list = join(server, "modules.ts");
  addImport(list, `import { ${variable}Module } from "./modules/${room}/${name}/module.ts";`);
  amend(
    list,
    /(modules: readonly Module\[\] = \[[^\]]*?),?(\s*\])/,
    ([, before, end]) => `${before}, ${variable}Module${end}`,
  );
  const roles = join(server, "modules/identity/role/role.ts");
  const table = join(root, "packages/contracts/src/permissions.ts");
  permit(table, roles, plural, plural.replaceAll("-", " "));
  return [...written, list, table, roles];
};

const main = async (): Promise<void> => {
  const [path = "", into] = process.argv.slice(2);
  const root = resolve(into ?? join(import.meta.dirname, ".."));
  const [room = "", name = "", ...rest] = path.split("/");
  if (!(isKebab(room) && isKebab(name) && rest.length === 0)) {
    console.error("npm run new-module ROOM/NAME: both in kebab-case, e.g. guard/weakness");
    process.exitCode = 1;
  } else if (existsSync(join(root, "apps/server/src/modules", room, name))) {
    console.error(`apps/server/src/modules/${room}/${name} is already there`);
    process.exitCode = 1;
  } else {
    const paths = newModule(root, room, name);
    await format(paths);
    for (const written of paths) console.log(written);
    console.log(
      `\nNext: npx vitest run apps/server/src/modules/${room}/${name}, npm run make, docs/guides/add-a-module.md`,
    );
  }
};

await main();

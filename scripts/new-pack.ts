// `npm run new-pack NAME`: writes packs/NAME with its tests and adds it to the list of packs.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { addImport, amend, format, isKebab, toCamel, toPascal, toTitle, writeFrom } from "./scaffold.ts";

const templates = join(import.meta.dirname, "templates/pack");

/** A duty that every city's profile maps to a department. */
const findDuty = (root: string): string | undefined => {
  const cities = join(root, "deploy/cities");
  const [first = [], ...others] = readdirSync(cities).map((city) => {
    const profile = JSON.parse(readFileSync(join(cities, city, "profile.json"), "utf8")) as {
      duties: { duty: string }[];
    };
    return profile.duties.map(({ duty }) => duty);
  });
  return first.find((duty) => others.every((duties) => duties.includes(duty)));
};

const newPack = (root: string, name: string): string[] => {
  const folder = join(root, "packs", name);
  const list = join(root, "packs/index.ts");
  const variable = toCamel(name);
  const written = writeFrom(templates, folder, {
    name,
    var: variable,
    Name: toPascal(name),
    en: toTitle(name),
    zh: `新专题 ${name}`,
    duty: findDuty(root) ?? "drainage",
  });
  addImport(list, `import { ${variable} } from "./${name}/pack.ts";`);
  amend(list, /(packs: readonly Pack\[\] = \[)([^\]]*?),?(\s*\])/, ([, before, items, after]) => {
    const comma = items?.trim() === "" ? "" : ", ";
    return `${before}${items}${comma}${variable}${after}`;
  });
  return [...written, list];
};

const main = async (): Promise<void> => {
  const [name, into] = process.argv.slice(2);
  const root = resolve(into ?? join(import.meta.dirname, ".."));
  if (name === undefined || !isKebab(name)) {
    console.error("npm run new-pack NAME: a name in kebab-case, e.g. street-lamp");
    process.exitCode = 1;
  } else if (existsSync(join(root, "packs", name))) {
    console.error(`packs/${name} is already there`);
    process.exitCode = 1;
  } else {
    const paths = newPack(root, name);
    await format(paths);
    for (const path of paths) console.log(path);
    console.log("\nNext: npx vitest run packs, then docs/guides/add-a-pack.md");
  }
};

await main();

import { listModules, type ModuleUse } from "./check-modules.ts";
import { pageOf, tableOf } from "./page.ts";
import type { Tree } from "./tree.ts";

const node = (name: string): string => name.replaceAll(/[^a-z]/g, "_");

const groupByRoom = (modules: readonly ModuleUse[]): Map<string, ModuleUse[]> => {
  const rooms = new Map<string, ModuleUse[]>();
  for (const module of modules) {
    const room = module.name.split("/")[0] ?? "";
    rooms.set(room, [...(rooms.get(room) ?? []), module]);
  }
  return rooms;
};

const graphOf = (modules: readonly ModuleUse[]): string => {
  const boxes = [...groupByRoom(modules)].flatMap(([room, members]) => [
    `  subgraph ${node(room)}_room["${room}"]`,
    ...members.map(({ name }) => `    ${node(name)}["${name.split("/")[1]}"]`),
    "  end",
  ]);
  const arrows = modules.flatMap(({ name, imports }) =>
    [...imports.keys()].sort().map((to) => `  ${node(name)} --> ${node(to)}`),
  );
  return ["```mermaid", "graph LR", ...boxes, ...arrows, "```"].join("\n");
};

/** The page of the server's modules and who uses whose face. */
export const makeModules = (tree: Tree): string => {
  const modules = listModules(tree);
  const rows = modules.map(({ name, imports }) => [
    `[${name}](../../apps/server/src/modules/${name}/)`,
    [...imports.keys()].sort().join(", "),
    modules
      .filter((other) => other.imports.has(name))
      .map((other) => other.name)
      .join(", "),
  ]);
  return pageOf(
    "# Modules of the server",
    "An arrow is an import of the other's face (`index.ts`). What a module only reacts to is not drawn: it reads the journal.",
    graphOf(modules),
    tableOf(["module", "uses", "used by"], rows),
  );
};

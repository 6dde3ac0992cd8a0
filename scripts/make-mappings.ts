import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describeSystem, type Mapping, readMapping } from "@chengyun/importer";
import { code, pageOf, tableOf } from "./page.ts";

const systemOf = ({ system }: Mapping): string => (system === undefined ? "" : describeSystem(system));

/** The page of mappings that come along: for which file of the data folder, making what, in which coordinates. */
export const makeMappings = (folder: string): string => {
  const names = readdirSync(folder).sort();
  const rows = names.map((name) => {
    const mapping = readMapping(join(folder, name));
    const { about } = mapping;
    const [zh, en] = [about?.zh ?? "", about?.en ?? ""];
    return [code(name.replace(".json", "")), mapping.kind, code(about?.set ?? ""), systemOf(mapping), zh, en];
  });
  return pageOf(
    "# Mappings",
    "What `npx chengyun import KIND FILE --map deploy/mappings/NAME.json` can read of the real data sets, which lie in `../shared/data` where they are there.",
    tableOf(["mapping", "kind", "made for", "coordinates", "说明", "is"], rows),
  );
};

import { createWriteStream } from "node:fs";
import { readdir, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import type { FileLook, MappingProposal } from "@chengyun/contracts";
import { checkMapping, checkUnpacks, isMadeFor, type Look, lookAt, Mapping, unpack } from "@chengyun/importer";
import type { WorkerTask } from "../modules/exchange/file-import/worker-word.ts";

/** A shapefile is read whole: larger ones than this would not fit. */
const unpackedMost = 1_024 * 1_048_576;
const partEnding = /[.](shp|dbf|cpg|prj)$/i;

/** Unpacks the parts of a shapefile beside its zip, under names of ours; answers the path of its shapes. */
export const openZip = async ({ folder, path, name }: WorkerTask): Promise<string> => {
  const at = join(folder, path);
  if (!path.endsWith(".zip")) return at;
  await checkUnpacks(at, unpackedMost, name);
  const endings = new Set<string>();
  const draftOf = (ending: string): string => join(folder, `.unpacking.${ending}`);
  await unpack({ path: at, name }, (entry) => {
    const ending = partEnding.exec(entry.name)?.[1]?.toLowerCase();
    if (ending === undefined) return undefined;
    endings.add(ending);
    return createWriteStream(draftOf(ending));
  });
  for (const ending of endings) await rename(draftOf(ending), join(folder, `source.${ending}`));
  return join(folder, "source.shp");
};

const read = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, "utf8"));

const listShipped = async ({ mappings }: WorkerTask): Promise<Pick<MappingProposal, "name" | "mapping">[]> => {
  const names = (await readdir(mappings).catch(() => [])).filter((name) => name.endsWith(".json")).sort();
  return Promise.all(
    names.map(async (name) => ({
      name: name.replace(/[.]json$/, ""),
      mapping: (await read(join(mappings, name))) as MappingProposal["mapping"],
    })),
  );
};

/** Of a kind's mappings those made for files like this one. */
export const propose = async (task: WorkerTask, look: Look): Promise<MappingProposal[]> => {
  const all = [
    ...task.earlier.map((one) => ({ ...one, from: "earlier" as const })),
    ...(await listShipped(task)).map((one) => ({ ...one, from: "shipped" as const })),
  ];
  return all.flatMap(({ name, from, mapping }): MappingProposal[] => {
    if (mapping["kind"] !== task.kind || checkMapping(mapping).length > 0) return [];
    const known = Mapping.parse(mapping);
    if (!isMadeFor(known, look, task.name)) return [];
    return [{ name, from, mapping, ...(known.about === undefined ? {} : { about: known.about }) }];
  });
};

const toShape = (look: Look): FileLook => ({
  ...{ format: look.format, sheets: [...look.sheets], notices: [...look.notices] },
  columns: look.columns.map((column) => ({
    ...{ name: column.name, isNumeric: column.isNumeric, samples: [...column.samples] },
    ...(column.words === undefined ? {} : { words: [...column.words] }),
  })),
  rows: look.rows.map((row) => [...row]),
  ...(look.encoding === undefined ? {} : { encoding: look.encoding }),
  ...(look.shape === undefined ? {} : { shape: look.shape }),
  ...(look.extent === undefined ? {} : { extent: [...look.extent] }),
  ...(look.projection === undefined ? {} : { projection: look.projection.slice(0, 2_000) }),
});

/** Looks at the file and finds mappings for it. */
export const look = async (task: WorkerTask): Promise<{ look: FileLook; proposals: MappingProposal[] }> => {
  const seen = await lookAt(await openZip(task), task.format, { name: task.name, layout: task.layout });
  return { look: toShape(seen), proposals: await propose(task, seen) };
};

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { FilePreview, FileSeen, ImportTargets } from "@chengyun/contracts";
import {
  describeSystem,
  digestMapping,
  listUncoded,
  type Mapping,
  Naming,
  type Preview,
  preview,
  rejectsFormat,
  type ToldUnit,
  type TrialCity,
  type Tried,
  toldUnits,
  toMapping,
  toMendedMapping,
  triedWith,
  type Understanding,
  understand,
} from "@chengyun/importer";
import { leftFiles } from "../modules/exchange/file-import/index.ts";
import type { WorkerTask } from "../modules/exchange/file-import/worker-word.ts";
import type { ImportPass } from "../platform/actor.ts";
import { openCity, patient } from "./city.ts";
import { openZip } from "./look.ts";

/** Corners of all shapes together that a map of the dry run is given. */
const mostCorners = 60_000;

/** The file opened by its mapping, under the name people know. */
export const open = async (task: WorkerTask): Promise<{ mapping: Mapping; understanding: Understanding }> => {
  const given = { ...task.layout, format: task.format, ...task.mapping, kind: task.kind };
  const path = await openZip(task);
  const ours = task.format === "csv" || task.format === "geojson" ? await rejectsFormat(path) : undefined;
  const mapping = toMapping(ours === undefined ? given : toMendedMapping(given, ours), "");
  return { mapping, understanding: await understand(path, mapping, task.name) };
};

const cornersOf = (coordinates: unknown): number =>
  !Array.isArray(coordinates)
    ? 0
    : typeof coordinates[0] === "number"
      ? 1
      : coordinates.reduce((sum: number, inner) => sum + cornersOf(inner), 0);

const shapesOf = ({ shapes }: Preview): FilePreview["shapes"] => {
  let corners = 0;
  return shapes.filter(({ coordinates }) => {
    corners += cornersOf(coordinates);
    return corners <= mostCorners;
  });
};

/** Samples are for looking at: the first rows with readings' times as people write them. */
const sampleOf = (row: unknown): unknown => {
  const { line, row: made, at, ...rest } = row as { line: number; row?: { line?: unknown }; at?: number };
  if (made !== undefined) {
    // A link's own line is its shape; `line` is where the row stands.
    const { line: coordinates, ...own } = made;
    return { line, ...own, ...(coordinates === undefined ? {} : { geometry: { type: "LineString", coordinates } }) };
  }
  return { line, ...(at === undefined ? {} : { at: new Date(at).toISOString() }), ...rest };
};

const triedOf = ({ added, changed, known, waiting }: Tried): FileSeen["tried"] => ({ added, changed, known, waiting });

interface Held {
  readonly understanding: Understanding;
  readonly units: readonly ToldUnit[];
  readonly targets: ImportTargets;
}

const mostMakes = 1_000;

const reportsOf = (seen: Preview, mapping: Mapping, targets: ImportTargets): Partial<FileSeen> =>
  mapping.kind === "reports" ? { unplaced: seen.unplaced, uncoded: listUncoded(mapping, seen, targets) } : {};

const seenOf = (seen: Preview, mapping: Mapping, { understanding, units, targets }: Held): FileSeen => ({
  rows: { ...seen.rows },
  makes: Object.fromEntries(
    Object.entries(seen.makes)
      .sort(([, one], [, other]) => other - one)
      .slice(0, mostMakes),
  ),
  ...reportsOf(seen, mapping, targets),
  leftOut: seen.leftOut,
  faults: seen.faultCount,
  notices: [...understanding.notices, ...units.map(({ text }) => text), ...seen.notices],
  ...(seen.tried === undefined ? {} : { tried: triedOf(seen.tried) }),
  ...(seen.box === undefined ? {} : { box: [...seen.box] as FileSeen["box"] }),
  ...(seen.span === undefined
    ? {}
    : { span: [new Date(seen.span[0]).toISOString(), new Date(seen.span[1]).toISOString()] as FileSeen["span"] }),
  ...(understanding.residualsM === undefined ? {} : { residualsM: [...understanding.residualsM] }),
  ...(mapping.system === undefined ? {} : { system: describeSystem(mapping.system) }),
  ...(understanding.file.encoding === undefined ? {} : { encoding: understanding.file.encoding }),
});

/** Reads the file whole by its mapping and leaves what it saw in the folder. */
export const read = async (
  task: WorkerTask,
  tell: (rows: number) => void,
): Promise<{ seen: FileSeen; pass: ImportPass }> => {
  const { mapping, understanding } = await open(task);
  const client = openCity(task);
  const city: TrialCity = {
    tryImport: (kind, batch) => patient(() => client.tryImport(kind, batch)),
    tryReadings: (asked) => patient(() => client.tryReadings(asked)),
  };
  const targets = await patient(client.importTargets);
  const naming = new Naming(mapping, targets);
  const tried = triedWith(understanding, city, mapping);
  const units = await toldUnits(mapping, targets, understanding);
  const seen = await preview(naming.understanding(tried), tell);
  const left: FilePreview = {
    samples: seen.samples.map(sampleOf),
    shapes: shapesOf(seen),
    changed: [...(seen.tried?.changedRows ?? [])],
    faults: seen.faults.map(({ line, field, code, text }) => ({ line, field, code, text: { ...text } })),
  };
  await writeFile(join(task.folder, leftFiles.preview), JSON.stringify(left), { mode: 0o600 });
  return {
    seen: seenOf(seen, mapping, { understanding, units, targets }),
    pass: { file: understanding.file.digest, mapping: digestMapping(mapping) },
  };
};

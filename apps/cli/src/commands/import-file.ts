import { ProblemError } from "@chengyun/client";
import { type ImportTargets, placesOf } from "@chengyun/contracts";
import {
  listUncoded,
  type Mapping,
  Naming,
  noRejects,
  pagedRejects,
  preview,
  type RejectedRow,
  readMapping,
  rejectedRows,
  rejectsFormat,
  rejectsShapeOf,
  runImport,
  toldRowByRow,
  toldUnits,
  toMapping,
  toMendedMapping,
  triedWith,
  type Understanding,
  Unusable,
  understand,
  writeRejects,
} from "@chengyun/importer";
import { Command } from "commander";
import { type CityOptions, openCity } from "../city.ts";
import { Exit, exitCodes } from "../exit.ts";
import { describeProgress, ofBytes, ofRows, type Progress } from "../import/estimate.ts";
import { FaultTally } from "../import/fault-tally.ts";
import {
  tellFaults,
  tellPreview,
  tellReading,
  tellRejects,
  tellResult,
  tellTried,
  tellUncoded,
  tellWaiting,
} from "../import/telling.ts";
import { openTerminal, type Terminal } from "../terminal.ts";

interface ImportOptions extends CityOptions {
  readonly map: string;
  readonly rejects?: string;
  readonly dryRun?: boolean;
}

/** Kinds of rows the command brings in; links may come alone or with their network. */
const kinds = {
  areas: { zh: "导入行政区域、社区、网格", en: "areas of the five levels" },
  things: { zh: "导入部件、设施、站点", en: "things: facilities, stations, sites" },
  links: { zh: "导入部件之间的管线", en: "links between things that are there" },
  network: { zh: "导入管网、河网（节点和边）", en: "networks: nodes with their edges" },
  base: { zh: "导入底图（道路、建筑、水系）", en: "the base map: roads, buildings, water" },
  readings: { zh: "导入历史读数", en: "readings of the past; they raise nothing" },
  reports: { zh: "导入其他系统的历史上报", en: "citizens' reports and cases of another system, as imported facts" },
} as const;

const checkKind = (kind: keyof typeof kinds, mapping: Mapping): void => {
  if (mapping.kind === kind) return;
  throw new Exit(exitCodes.usage, {
    zh: `这份映射是“${mapping.kind}”的，不是“${kind}”的。请用 npx chengyun import ${mapping.kind} …`,
    en: `This mapping is for ${mapping.kind}, not for ${kind}. Say npx chengyun import ${mapping.kind} …`,
  });
};

/** Beside the file; what a dry run finds never stands where rows of an import do. */
const rejectsPath = (path: string, { rejects, dryRun = false }: ImportOptions, ending: string): string => {
  const name = path.replace(/\.gz$/i, "").replace(/\.[a-z0-9]+$/i, "");
  return rejects ?? `${name}${dryRun ? ".dry-run" : ""}.rejects.${ending}`;
};

/** What of a file was not taken: in which rows it stands, and how many readings wait for their things. */
interface NotTaken {
  readonly rows: AsyncIterable<RejectedRow> | undefined;
  readonly waiting: number;
}

const rejectsAtOnce = 500;

/** The file held against the city; without a city, or without its leave, the dry run says that it was not. */
const askCity = async (
  options: ImportOptions,
  mapping: Mapping,
  understanding: Understanding,
  terminal: Terminal,
): Promise<{ readonly tried: Understanding; readonly targets: ImportTargets | undefined }> => {
  try {
    const { client } = openCity(options);
    const targets = await client.importTargets();
    const naming = new Naming(mapping, targets);
    for (const { text, isDoubtful } of await toldUnits(mapping, targets, understanding))
      if (isDoubtful) terminal.warn(text);
      else terminal.say({ zh: `  ${text.zh}`, en: `  ${text.en}` });
    return { tried: naming.understanding(triedWith(understanding, client, mapping)), targets };
  } catch (fault) {
    if (!(fault instanceof Exit || fault instanceof ProblemError || fault instanceof TypeError)) throw fault;
    terminal.warn({
      zh: "没有连上城市，或密钥无权导入：没有与城市现有数据对照，类型和属性也未核对，导入时可能因此拒收或更改已有数据。",
      en: "No city was reached, or the key may not import: rows were not held against what the city has, nor types and attributes checked; the import may refuse rows for them, or change what is there.",
    });
    return { tried: new Naming(mapping, undefined).understanding(understanding), targets: undefined };
  }
};

const tryOut = async (
  options: ImportOptions,
  mapping: Mapping,
  understanding: Understanding,
  terminal: Terminal,
): Promise<NotTaken> => {
  const { tried, targets } = await askCity(options, mapping, understanding, terminal);
  const seen = await preview(tried);
  tellPreview(terminal, seen, placesOf(understanding.format));
  if (targets !== undefined) tellUncoded(terminal, listUncoded(mapping, seen, targets));
  tellTried(terminal, seen, placesOf(understanding.format));
  return { rows: seen.faultCount === 0 ? undefined : rejectedRows(tried, noRejects()), waiting: 0 };
};

/**
 * How far a run is. A text is sent as it is read, so its bytes tell, and a file of millions of rows is not read whole once
 * more to count them. Other formats lie in memory by now: they are counted, and what was understood is said before.
 */
const openProgress = async (understanding: Understanding, terminal: Terminal): Promise<(rows: number) => Progress> => {
  const { file, format } = understanding;
  if (format === "csv" || format === "geojson")
    return (rows) => ofBytes(rows, { bytes: file.come.bytes, of: file.bytes });
  const seen = await preview(understanding);
  tellPreview(terminal, seen, placesOf(understanding.format));
  const total = Object.values(seen.rows).reduce((sum, count) => sum + count, 0);
  return (rows) => ofRows(rows, total);
};

const send = async (
  options: ImportOptions,
  mapping: Mapping,
  understanding: Understanding,
  terminal: Terminal,
): Promise<NotTaken> => {
  if (options.dryRun === true) return tryOut(options, mapping, understanding, terminal);
  const progressOf = await openProgress(understanding, terminal);
  const began = performance.now();
  const { client } = openCity(options);
  const naming = new Naming(mapping, await client.importTargets());
  const named = naming.understanding(understanding);
  const result = await runImport({
    city: client,
    mapping,
    understanding: named,
    tell: ({ rows }) => terminal.progress(describeProgress(progressOf(rows), performance.now() - began)),
  });
  tellResult(terminal, result, (performance.now() - began) / 1_000);
  const { id, rejects, counts } = result.run;
  const page = (after: string | undefined) => client.importRunRejects(id, { after, limit: rejectsAtOnce });
  const waiting = counts.quarantined;
  const told = toldRowByRow({
    ...{ understanding: named, rejects: naming.rejects(pagedRejects(page)), waiting, faultCount: result.faultCount },
    ask: client.tryReadings,
  });
  return { rows: rejects === 0 && waiting === 0 ? undefined : rejectedRows(...told), waiting };
};

const tellNotTaken = async (
  to: {
    readonly path: string;
    readonly as: ReturnType<typeof rejectsShapeOf>["as"];
    readonly isSparing: boolean;
  },
  { rows, waiting }: NotTaken,
  { understanding, terminal }: { readonly understanding: Understanding; readonly terminal: Terminal },
): Promise<number> => {
  if (waiting > 0) tellWaiting(terminal, waiting);
  if (rows === undefined) return waiting === 0 ? exitCodes.done : exitCodes.notAll;
  const tally = new FaultTally();
  const out = await writeRejects(to.path, tally.count(rows), to);
  tellFaults(terminal, tally, placesOf(understanding.format));
  tellRejects(terminal, out, understanding);
  return exitCodes.notAll;
};

const importOne = async (
  path: string,
  kind: keyof typeof kinds,
  options: ImportOptions,
  terminal: Terminal,
): Promise<number> => {
  const given = readMapping(options.map);
  checkKind(kind, given);
  const ours = await rejectsFormat(path);
  const mapping = ours === undefined ? given : toMapping(toMendedMapping(given, ours), options.map);
  const understanding = await understand(path, mapping);
  tellReading(terminal, understanding, mapping);
  const notTaken = await send(options, mapping, understanding, terminal);
  // A path that was asked for is written over; one of our own choosing never, for somebody may be mending it.
  const { as, ending } = rejectsShapeOf(understanding);
  const to = { path: rejectsPath(path, options, ending), as, isSparing: options.rejects === undefined };
  return tellNotTaken(to, notTaken, { understanding, terminal });
};

/** Imports a file and gives the exit code. */
export const importFile = async (
  path: string,
  kind: keyof typeof kinds,
  options: ImportOptions,
  terminal: Terminal,
): Promise<number> => {
  try {
    return await importOne(path, kind, options, terminal);
  } catch (fault) {
    if (fault instanceof ProblemError) {
      terminal.warn({
        zh: `城市拒绝了：${fault.message}。已确认的批次都已保存，可直接重新运行。`,
        en: `The city refused: ${fault.message}. Batches that were confirmed are kept; run it again to go on.`,
      });
      return exitCodes.noCity;
    }
    if (fault instanceof Unusable) {
      terminal.warn(fault.text);
      return exitCodes.noData;
    }
    if (!(fault instanceof Exit)) throw fault;
    terminal.warn(fault.text);
    return fault.code;
  }
};

const command = (kind: keyof typeof kinds): Command =>
  new Command(kind)
    .description(`${kinds[kind].zh} · ${kinds[kind].en}`)
    .argument("<file>", "CSV、XLSX、GeoJSON、Shapefile、EPANET/SWMM .inp、OSM XML/PBF，可为 .gz · gzipped or not")
    .requiredOption("--map <mapping>", "映射文件 · which column is what, in which coordinate system (JSON)")
    .option("--rejects <path>", "未取的行写到何处(覆盖) · where rows left out are written (over what is there)")
    .option("--dry-run", "只检查并说明读懂了什么 · say what is understood, import nothing")
    .option("--url <address>", "城市地址 · the city (CHENGYUN_URL)")
    .option("--key-file <path>", "接口密钥文件 · file with an API key (CHENGYUN_KEY_FILE)")
    .action(async (file: string, options: ImportOptions) => {
      process.exitCode = await importFile(file, kind, options, openTerminal());
    });

/** `chengyun import areas|things|links|network|base|readings|reports …`. */
export const importFileCommands = (): Command[] => (Object.keys(kinds) as (keyof typeof kinds)[]).map(command);

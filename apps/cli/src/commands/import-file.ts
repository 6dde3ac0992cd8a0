import { ProblemError } from "@chengyun/client";
import {
  type Mapping,
  preview,
  readMapping,
  runImport,
  type Understanding,
  Unusable,
  understand,
  writeRejects,
} from "@chengyun/importer";
import { Command } from "commander";
import { type CityOptions, openCity } from "../city.ts";
import { Exit, exitCodes } from "../exit.ts";
import { describeProgress } from "../import/estimate.ts";
import { tellFaults, tellPreview, tellReading, tellResult } from "../import/telling.ts";
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
} as const;

const checkKind = (kind: keyof typeof kinds, mapping: Mapping): void => {
  if (mapping.kind === kind) return;
  throw new Exit(exitCodes.usage, {
    zh: `这份映射是“${mapping.kind}”的，不是“${kind}”的。请用 npx chengyun import ${mapping.kind} …`,
    en: `This mapping is for ${mapping.kind}, not for ${kind}. Say npx chengyun import ${mapping.kind} …`,
  });
};

const rejectsPath = (path: string, { rejects }: ImportOptions): string =>
  rejects ?? `${path.replace(/\.gz$/i, "").replace(/\.[a-z0-9]+$/i, "")}.rejects.csv`;

const send = async (options: ImportOptions, mapping: Mapping, understanding: Understanding, terminal: Terminal) => {
  const seen = await preview(understanding);
  tellPreview(terminal, seen);
  if (options.dryRun === true) return seen.faults;
  const total = Object.values(seen.rows).reduce((sum, count) => sum + count, 0);
  const began = performance.now();
  const result = await runImport({
    city: openCity(options).client,
    mapping,
    understanding,
    tell: ({ rows }) => terminal.progress(describeProgress(rows, total, performance.now() - began)),
  });
  tellResult(terminal, result, (performance.now() - began) / 1_000);
  return result.faults;
};

const importOne = async (
  path: string,
  kind: keyof typeof kinds,
  options: ImportOptions,
  terminal: Terminal,
): Promise<void> => {
  const mapping = readMapping(options.map);
  checkKind(kind, mapping);
  const understanding = await understand(path, mapping);
  tellReading(terminal, understanding, mapping);
  const faults = await send(options, mapping, understanding, terminal);
  if (faults.length === 0) return;
  tellFaults(terminal, faults);
  const out = rejectsPath(path, options);
  await writeRejects(out, understanding, mapping, faults);
  terminal.warn({
    zh: `未取的行和原因写在 ${out}；改好后用同一映射再导入即可。`,
    en: `What was not taken, with reasons, is in ${out}; mend it and import it by the same mapping.`,
  });
};

/** Imports a file and gives the exit code. */
export const importFile = async (
  path: string,
  kind: keyof typeof kinds,
  options: ImportOptions,
  terminal: Terminal,
): Promise<number> => {
  try {
    await importOne(path, kind, options, terminal);
    return exitCodes.done;
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
    .option("--rejects <path>", "未取的行写到何处 · where rows left out are written")
    .option("--dry-run", "只检查并说明读懂了什么 · say what is understood, import nothing")
    .option("--url <address>", "城市地址 · the city (CHENGYUN_URL)")
    .option("--key-file <path>", "接口密钥文件 · file with an API key (CHENGYUN_KEY_FILE)")
    .action(async (file: string, options: ImportOptions) => {
      process.exitCode = await importFile(file, kind, options, openTerminal());
    });

/** `chengyun import areas|things|links|network|base|readings …`. */
export const importFileCommands = (): Command[] => (Object.keys(kinds) as (keyof typeof kinds)[]).map(command);

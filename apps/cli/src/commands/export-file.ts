import { ProblemError } from "@chengyun/client";
import { readMapping, Unusable, type WrittenFormat, writeTable, writtenFormats } from "@chengyun/importer";
import { Command, InvalidArgumentError } from "commander";
import { type CityOptions, openCity } from "../city.ts";
import { Exit, exitCodes } from "../exit.ts";
import { exportReadings } from "../export/readings.ts";
import { exportRows } from "../export/rows.ts";
import { openTerminal, type Terminal } from "../terminal.ts";

interface ExportOptions extends CityOptions {
  readonly map: string;
  readonly out: string;
  readonly from?: number;
  readonly to?: number;
}

const kinds = {
  areas: { zh: "导出区域", en: "areas as the file they came in" },
  things: { zh: "导出部件、设施、站点", en: "things as the file they came in" },
  links: { zh: "导出管线", en: "links as the file they came in" },
  network: { zh: "导出线状网络", en: "networks of lines as the file they came in" },
  base: { zh: "导出底图", en: "the base map as the file it came in" },
  readings: { zh: "导出读数", en: "readings as the file they came in" },
} as const;
type Kind = keyof typeof kinds;

const formatOf = (path: string): WrittenFormat => {
  const ending = /\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase() ?? "";
  const format = writtenFormats.find((one) => one === (ending === "json" ? "geojson" : ending));
  if (format !== undefined) return format;
  throw new Exit(exitCodes.usage, {
    zh: `不能写“.${ending}”；可写 .csv、.xlsx、.geojson。Shapefile、.inp、OSM 只读不写。`,
    en: `".${ending}" is not written; .csv, .xlsx and .geojson are. Shapefiles, .inp and OSM are read only.`,
  });
};

const readChecked = (kind: Kind, path: string) => {
  const mapping = readMapping(path);
  if (mapping.kind === "reports")
    throw new Exit(exitCodes.usage, {
      zh: "案卷从控制台的案卷清单导出（CSV、XLSX），不按上报的映射写回。",
      en: "Cases are exported from their list in the console (CSV, XLSX), not written back by a mapping of reports.",
    });
  if (mapping.kind === kind) return mapping;
  throw new Exit(exitCodes.usage, {
    zh: `这份映射是“${mapping.kind}”的。请用 npx chengyun export ${mapping.kind} …`,
    en: `This mapping is for ${mapping.kind}. Say npx chengyun export ${mapping.kind} …`,
  });
};

/** Past any reading there is: what is ahead of now by more than that is never kept. */
const aheadMs = 2 * 86_400_000;

const exportOne = async (kind: Kind, options: ExportOptions, terminal: Terminal): Promise<void> => {
  const format = formatOf(options.out);
  const mapping = readChecked(kind, options.map);
  const { client } = openCity(options);
  const span = { from: options.from ?? 0, to: options.to ?? Date.parse((await client.clock()).now) + aheadMs };
  const tell = (thing: string): void => terminal.progress({ zh: thing, en: thing });
  const found =
    mapping.kind === "readings"
      ? await exportReadings(client, mapping, span, tell)
      : await exportRows(client, mapping, format);
  await writeTable(options.out, found.rows, format, mapping);
  terminal.say({
    zh: `写出 ${found.rows.length} 行到 ${options.out}；另有 ${found.others} 行不属于这份映射。`,
    en: `${found.rows.length} rows are in ${options.out}; ${found.others} more are none of this mapping's.`,
  });
  if (found.unwritable > 0)
    terminal.warn({
      zh: `${found.unwritable} 行按这份映射写出去就读不回原样（如改过的名称、映射里没有的词），未写。`,
      en: `${found.unwritable} rows would not come back as they are (a changed name, a word the mapping has not); they were not written.`,
    });
};

/** Exports one kind by a mapping and gives the exit code. */
export const exportFile = async (kind: Kind, options: ExportOptions, terminal: Terminal): Promise<number> => {
  try {
    await exportOne(kind, options, terminal);
    return exitCodes.done;
  } catch (fault) {
    if (fault instanceof ProblemError) {
      terminal.warn({ zh: fault.message, en: fault.message });
      return exitCodes.noCity;
    }
    if (!(fault instanceof Exit) && !(fault instanceof Unusable)) throw fault;
    terminal.warn(fault.text);
    return fault instanceof Exit ? fault.code : exitCodes.usage;
  }
};

const toMoment = (text: string): number => {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new InvalidArgumentError("2014-07-18T17:00+08:00");
  return at;
};

const command = (kind: Kind): Command => {
  const made = new Command(kind)
    .description(`${kinds[kind].zh} · ${kinds[kind].en}`)
    .requiredOption("--map <mapping>", "映射文件 · the mapping it is imported by")
    .requiredOption("--out <file>", "写到 .csv、.xlsx 或 .geojson · where to write")
    .option("--url <address>", "城市地址 · the city (CHENGYUN_URL)")
    .option("--key-file <path>", "接口密钥文件 · file with an API key (CHENGYUN_KEY_FILE)");
  if (kind === "readings")
    made
      .requiredOption("--from <moment>", "从何时 · only what was measured from then on", toMoment)
      .option("--to <moment>", "到何时，默认此刻 · and until then; now when absent", toMoment);
  return made.action(async (options: ExportOptions) => {
    process.exitCode = await exportFile(kind, options, openTerminal());
  });
};

/** `chengyun export areas|things|links|network|base|readings …`. */
export const exportFileCommands = (): Command[] => (Object.keys(kinds) as Kind[]).map(command);

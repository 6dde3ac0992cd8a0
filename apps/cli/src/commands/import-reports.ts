import { writeFileSync } from "node:fs";
import { ProblemError } from "@chengyun/client";
import { toCsvLine } from "@chengyun/importer";
import { Command } from "commander";
import { type CityOptions, openCity } from "../city.ts";
import { Exit, exitCodes } from "../exit.ts";
import { readMapping } from "../reports/mapping.ts";
import { type ReportFile, readReportFile } from "../reports/report-file.ts";
import type { Reject } from "../reports/report-row.ts";
import { type Sent, sendRows } from "../reports/sending.ts";
import { openTerminal, type Terminal } from "../terminal.ts";

interface ImportOptions extends CityOptions {
  readonly map: string;
  readonly rejects?: string;
  readonly dryRun?: boolean;
}

/** The lines that were not taken, as they stood, each with its line and reason: mended, the file can be imported again. */
const writeRejects = (path: string, file: ReportFile, rejects: readonly Reject[]): void => {
  const sorted = [...rejects].sort((one, other) => one.line - other.line);
  const lines = sorted.map((reject) => toCsvLine([...file.lineOf(reject.line), String(reject.line), reject.reason]));
  writeFileSync(path, `\uFEFF${toCsvLine([...file.headings, "line", "reason"])}${lines.join("")}`);
};

const countBy = (rejects: readonly Reject[]): string => {
  const counts = new Map<string, number>();
  for (const { reason } of rejects) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, count]) => `${reason} ${count}`).join(", ");
};

const tellRead = (terminal: Terminal, file: ReportFile): void => {
  const unplaced = file.rows.filter(({ placed }) => !placed).length;
  terminal.say({
    zh: `编码 ${file.encoding}：${file.rows.length} 行可导入，${file.rejects.length} 行有误；${file.trimmed} 处首尾空格已去掉；${unplaced} 行落在默认点，只作记录、不上地图。`,
    en: `Encoding ${file.encoding}: ${file.rows.length} rows can be imported, ${file.rejects.length} can't; spaces around ${file.trimmed} values were cut; ${unplaced} rows lie on a default point: kept, flagged, not mapped.`,
  });
};

/** The rows held against the city, which keeps none; undefined where no city was reached, which is said. */
const tryRows = async (
  options: ImportOptions,
  asked: Parameters<typeof sendRows>[1],
  terminal: Terminal,
): Promise<Sent | undefined> => {
  try {
    return await sendRows(openCity(options).client.tryCases, asked);
  } catch (fault) {
    if (!(fault instanceof Exit || fault instanceof ProblemError || fault instanceof TypeError)) throw fault;
    terminal.warn({
      zh: "没有连上城市，或密钥无权导入案卷：没有与城市现有数据对照，部门、区域、重号未核对。",
      en: "No city was reached, or the key may not import cases: rows were not held against what the city has; departments, areas and numbers that are taken were not checked.",
    });
    return undefined;
  }
};

interface Told extends Sent {
  readonly isTrial: boolean;
  readonly left: number;
  readonly ms: number;
}

const tellSent = (terminal: Terminal, { added, known, isTrial, left, ms }: Told): void => {
  const seconds = (ms / 1_000).toFixed(1);
  if (isTrial)
    terminal.say({
      zh: `试读：将新增 ${added} 件，已有 ${known} 件，取不了 ${left} 行；没有写入。`,
      en: `Trial: ${added} would be added, ${known} are known, ${left} lines would be left out; nothing was written.`,
    });
  else
    terminal.say({
      zh: `新增 ${added} 件，已有 ${known} 件，未取 ${left} 行，用时 ${seconds} 秒。`,
      en: `${added} added, ${known} known before, ${left} lines left out, in ${seconds} s.`,
    });
};

/** Imports a file of reports and gives the exit code. */
export const importReports = async (path: string, options: ImportOptions, terminal: Terminal): Promise<number> => {
  try {
    const mapping = readMapping(options.map);
    const file = readReportFile(path, mapping);
    tellRead(terminal, file);
    const isTrial = options.dryRun === true;
    const began = performance.now();
    const total = file.rows.length;
    const asked = {
      ...{ source: mapping.source, file: file.digest, rows: file.rows },
      tell: (done: number) => terminal.progress({ zh: `${done} / ${total}`, en: `${done} / ${total}` }),
    };
    const sent = isTrial
      ? await tryRows(options, asked, terminal)
      : await sendRows(openCity(options).client.importCases, asked);
    const rejects = [...file.rejects, ...(sent?.refused ?? [])];
    const dry = isTrial ? ".dry-run" : "";
    const rejectsPath = options.rejects ?? `${path.replace(/\.(csv|gz)/g, "")}${dry}.rejects.csv`;
    if (rejects.length > 0) writeRejects(rejectsPath, file, rejects);
    if (sent !== undefined)
      tellSent(terminal, { ...sent, isTrial, left: rejects.length, ms: performance.now() - began });
    if (rejects.length > 0)
      terminal.warn({
        zh: `未取的行和理由写在 ${rejectsPath}（${countBy(rejects)}）。`,
        en: `The lines left out, with reasons, are in ${rejectsPath} (${countBy(rejects)}).`,
      });
    return rejects.length === 0 ? exitCodes.done : exitCodes.notAll;
  } catch (fault) {
    if (fault instanceof ProblemError) {
      terminal.warn({
        zh: `城市拒绝了：${fault.message}。已确认的批次都已保存，可直接重新运行。`,
        en: `The city refused: ${fault.message}. Batches that were confirmed are kept; run it again to go on.`,
      });
      return exitCodes.noCity;
    }
    if (!(fault instanceof Exit)) throw fault;
    terminal.warn(fault.text);
    return fault.code;
  }
};

/** `chengyun import reports …`: brings cases of another system into a running city. */
export const importReportsCommand = (): Command =>
  new Command("reports")
    .description("导入其他系统的历史上报 · cases of another system, as imported facts")
    .argument("<file>", "CSV，可为 .gz · a CSV, gzipped or not")
    .requiredOption("--map <mapping>", "映射文件 · which column is what (JSON)")
    .option("--rejects <path>", "未取的行写到何处 · where lines left out are written")
    .option("--dry-run", "只检查并与城市对照，不导入 · read, hold against the city, import nothing")
    .option("--url <address>", "城市地址 · the city (CHENGYUN_URL)")
    .option("--key-file <path>", "接口密钥文件 · file with an API key (CHENGYUN_KEY_FILE)")
    .action(async (file: string, options: ImportOptions) => {
      process.exitCode = await importReports(file, options, openTerminal());
    });

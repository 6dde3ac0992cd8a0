import { readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { type Client, ProblemError } from "@chengyun/client";
import { type DictionaryImport, ImportAnswers } from "@chengyun/contracts";
import { timeKindNames } from "@chengyun/kernel";
import { Command } from "commander";
import { type CityOptions, openCity } from "../city.ts";
import { Exit, exitCodes } from "../exit.ts";
import { openTerminal, type Terminal } from "../terminal.ts";

interface ImportOptions extends CityOptions {
  readonly dictionary: string;
  readonly version: string;
  readonly name?: string;
  readonly answers?: string;
  readonly rejects?: string;
  readonly list?: boolean;
}

const readFile = (path: string): Buffer => {
  try {
    return readFileSync(path);
  } catch (fault) {
    const why = fault instanceof Error ? fault.message : String(fault);
    throw new Exit(exitCodes.noData, { zh: `读不到 ${path}（${why}）。`, en: `${path} can't be read (${why}).` });
  }
};

const readAnswers = (path: string): ImportAnswers => {
  const text = readFile(path).toString();
  const malformed = new Exit(exitCodes.usage, {
    zh: `${path} 不是答案文件：{"patterns":{"天":"work-days"},"rows":{},"follow":1}。`,
    en: `${path} holds no answers: {"patterns":{"天":"work-days"},"rows":{},"follow":1}.`,
  });
  try {
    const parsed = ImportAnswers.safeParse(JSON.parse(text));
    if (!parsed.success) throw malformed;
    return parsed.data;
  } catch (fault) {
    if (fault instanceof SyntaxError) throw malformed;
    throw fault;
  }
};

const upload = async (client: Client, files: readonly string[], options: ImportOptions): Promise<DictionaryImport> => {
  const { dictionary, version } = options;
  let shown = await client.beginImport({ dictionary, version, name: options.name ?? dictionary });
  for (const path of files) shown = await client.addImportFile(shown.id, new Blob([readFile(path)]), basename(path));
  return options.answers === undefined ? shown : client.answerImport(shown.id, readAnswers(options.answers));
};

const tellFiles = (terminal: Terminal, { files, counts, differences }: DictionaryImport): void => {
  for (const { name, encoding, rows, lost } of files)
    terminal.say({
      zh: `${name}（${encoding}）：${rows} 行，其中 ${lost} 行的时限没有写明历法`,
      en: `${name} (${encoding}): ${rows} rows, ${lost} of them with a limit that names no calendar`,
    });
  terminal.say({
    zh: `读懂 ${counts.understood} 行，已答 ${counts.answered} 行，待问 ${counts.asked} 行，有误 ${counts.fault} 行，未计入 ${counts.leftOut} 行；版本间不同 ${differences.length} 处`,
    en: `${counts.understood} rows understood, ${counts.answered} answered, ${counts.asked} asked about, ${counts.fault} with faults, ${counts.leftOut} left out; ${differences.length} differences between editions`,
  });
};

const tellRows = (terminal: Terminal, { rows, differences }: DictionaryImport): void => {
  for (const { id, state, key, written, limit, says } of rows) {
    const meant = limit === undefined ? "" : ` = ${limit.amount}`;
    terminal.say({
      zh: `${id}\t${state}\t${key}\t${written}${meant}${limit === undefined ? "" : timeKindNames[limit.kind].zh}\t${says.zh}`,
      en: `${id}\t${state}\t${key}\t${written}${meant}${limit === undefined ? "" : ` ${timeKindNames[limit.kind].en}`}\t${says.en}`,
    });
  }
  for (const { what, key, files, first, other } of differences) {
    const line = `${what}\t${key}\t${files}\t${first?.line ?? ""} ${first?.says ?? ""}\t${other?.line ?? ""} ${other?.says ?? ""}`;
    terminal.say({ zh: line, en: line });
  }
};

const tellQuestions = (terminal: Terminal, { questions }: DictionaryImport): void => {
  for (const { pattern, says, choices, limits, rows } of questions.filter(({ rows: open }) => open > 0)) {
    const kinds =
      limits === undefined
        ? choices.map((kind) => `${kind} ${timeKindNames[kind].zh}`).join(" / ")
        : limits.map((one) => `${JSON.stringify(one)} ${timeKindNames[one.kind].zh}`).join(" / ");
    terminal.warn({
      zh: `“${pattern}”（${rows} 行）：${says.zh} [${kinds}]`,
      en: `“${pattern}” (${rows} rows): ${says.en} [${kinds}]`,
    });
  }
  terminal.warn({
    zh: '未计入任何内容。请把答案写进文件再运行：--answers answers.json，例如 {"patterns":{"天":"work-days"}}；或 {"follow":1} 采用第二个文件的历法。',
    en: 'Nothing was taken. Write the answers into a file and run again: --answers answers.json, e.g. {"patterns":{"天":"work-days"}}; or {"follow":1} to take the calendars of the second file.',
  });
};

const take = async (
  client: Client,
  shown: DictionaryImport,
  options: ImportOptions,
  terminal: Terminal,
): Promise<number> => {
  if (shown.counts.asked > 0) {
    tellQuestions(terminal, shown);
    return exitCodes.unproved;
  }
  const taken = await client.takeImport(shown.id);
  const place = `${options.dictionary}/${options.version}`;
  terminal.say({
    zh: `${place}：${taken.classes} 类、${taken.conditions} 条标准${taken.changed ? "已写入草案" : "，与现有相同，未作改动"}；${taken.rejected} 行有误未取。`,
    en: `${place}: ${taken.classes} classes with ${taken.conditions} conditions ${taken.changed ? "are in the draft" : "are there already; nothing was changed"}; ${taken.rejected} rows with faults were not taken.`,
  });
  if (options.rejects !== undefined) writeFileSync(options.rejects, await client.importRejects(shown.id));
  return exitCodes.done;
};

/** Imports files into a version of a dictionary and gives the exit code. */
export const importDictionary = async (
  files: readonly string[],
  options: ImportOptions,
  terminal: Terminal,
): Promise<number> => {
  try {
    const { client } = openCity(options);
    const shown = await upload(client, files, options);
    tellFiles(terminal, shown);
    if (options.list === true) tellRows(terminal, shown);
    return await take(client, shown, options, terminal);
  } catch (fault) {
    if (fault instanceof ProblemError) {
      terminal.warn({ zh: fault.message, en: fault.message });
      return exitCodes.noCity;
    }
    if (!(fault instanceof Exit)) throw fault;
    terminal.warn(fault.text);
    return fault.code;
  }
};

/** `chengyun import dictionary …`: brings a city's standard of classes, conditions and limits into a draft. */
export const importDictionaryCommand = (): Command =>
  new Command("dictionary")
    .description("导入分类字典 · a city's classes with conditions and limits")
    .argument("<files...>", "xlsx 或 csv，首个文件为准 · xlsx or csv; the first one counts, the others are compared")
    .requiredOption("--dictionary <id>", "字典编号 · which dictionary")
    .requiredOption("--version <name>", "版本 · which version")
    .option("--name <name>", "字典名称 · what it is called")
    .option("--answers <file>", "答案文件 · answers to what is asked (JSON)")
    .option("--rejects <file>", "未取的行写到何处 · where rows left out are written")
    .option("--list", "逐行列出 · list every row and every difference")
    .option("--url <address>", "城市地址 · the city (CHENGYUN_URL)")
    .option("--key-file <path>", "接口密钥文件 · file with an API key (CHENGYUN_KEY_FILE)")
    .action(async (files: string[], options: ImportOptions) => {
      process.exitCode = await importDictionary(files, options, openTerminal());
    });

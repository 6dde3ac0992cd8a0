import { ProblemError } from "@chengyun/client";
import { parseCheckpoint, parseNote } from "@chengyun/kernel";
import { Command } from "commander";
import { type CityOptions, openCity } from "../city.ts";
import { Exit, exitCodes } from "../exit.ts";
import { createExportFolder, type ExportFolder } from "../journal/folder.ts";
import { readLines } from "../journal/lines.ts";
import { openTerminal, type Terminal } from "../terminal.ts";
import { exportFileCommands } from "./export-file.ts";

interface ExportOptions extends CityOptions {
  readonly out: string;
}

const cutOff = (entries: number): Exit =>
  new Exit(exitCodes.noCity, {
    zh: `导出在第 ${entries} 条后中断，未保留任何文件，请重试。`,
    en: `The export broke off after ${entries} entries; no file was kept, please try again.`,
  });

const sizeOf = (note: string): string => String(parseCheckpoint(parseNote(note)?.text ?? "")?.size ?? "unreadable");

/** What the lines after the entries said. */
interface Ending {
  newest?: string;
  key?: string;
}

const takeLine = (line: string, folder: ExportFolder, ending: Ending): "entry" | "ending" => {
  // Entries are by far the most: they are copied as they came.
  if (!['{"checkpoint":', '{"key":', '{"of":'].some((beginning) => line.startsWith(beginning))) {
    folder.entry(line);
    return "entry";
  }
  const { checkpoint, key, stamp, of } = JSON.parse(line) as Partial<{
    checkpoint: string;
    key: string;
    stamp: string;
    of: number;
  }>;
  if (checkpoint !== undefined) {
    folder.checkpoint(checkpoint, sizeOf(checkpoint));
    ending.newest = checkpoint;
  }
  if (stamp !== undefined && of !== undefined) folder.stamp(Buffer.from(stamp, "base64"), of);
  if (key !== undefined) ending.key = key;
  return "ending";
};

const copyLines = async (
  body: AsyncIterable<Uint8Array>,
  folder: ExportFolder,
  terminal: Terminal,
): Promise<{ entries: number; ending: Ending }> => {
  const ending: Ending = {};
  let entries = 0;
  try {
    for await (const lines of readLines(body)) {
      for (const line of lines) if (takeLine(line, folder, ending) === "entry") entries += 1;
      terminal.progress({ zh: `已导出 ${entries} 条`, en: `${entries} entries` });
    }
  } catch (fault) {
    // fetch says that the connection was lost by a TypeError; a line cut in two is no JSON.
    if (fault instanceof TypeError || fault instanceof SyntaxError) throw cutOff(entries);
    throw fault;
  }
  return { entries, ending };
};

const writeExport = async (options: ExportOptions, terminal: Terminal): Promise<void> => {
  const body = await openCity(options).client.journalExport();
  const folder = createExportFolder(options.out);
  try {
    const { entries, ending } = await copyLines(body, folder, terminal);
    if (ending.newest === undefined || ending.key === undefined) throw cutOff(entries);
    folder.finish(ending.newest, ending.key);
    terminal.say({
      zh: `已导出 ${entries} 条日志到 ${options.out}；核验：npx chengyun verify ${options.out} --key <公布的公钥文件>`,
      en: `${entries} entries of the journal are in ${options.out}; check them: npx chengyun verify ${options.out} --key <file with the published key>`,
    });
  } finally {
    folder.discard();
  }
};

/** Writes an export and gives the exit code. */
export const exportJournal = async (options: ExportOptions, terminal: Terminal): Promise<number> => {
  try {
    await writeExport(options, terminal);
    return exitCodes.done;
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

/** `chengyun export --out …`: the journal as files that an outsider can verify; with a kind, what the city has. */
export const exportCommand = (): Command =>
  exportFileCommands().reduce(
    (all, one) => all.addCommand(one),
    new Command("export")
      .enablePositionalOptions()
      .description("导出日志供外部核验，或按映射导出数据 · the journal for outsiders to verify, or data by a mapping")
      .option("--out <folder>", "日志写到哪个目录 · where the journal is written")
      .option("--url <address>", "城市地址 · the city (CHENGYUN_URL)")
      .option("--key-file <path>", "接口密钥文件 · file with an API key (CHENGYUN_KEY_FILE)")
      .action(async ({ out, ...options }: Partial<ExportOptions>, command: Command) => {
        if (out === undefined) command.help({ error: true });
        else process.exitCode = await exportJournal({ ...options, out }, openTerminal());
      }),
  );

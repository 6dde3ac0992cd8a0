import { readFileSync } from "node:fs";
import type { Label, Verification, VerifyFault } from "@chengyun/kernel";
import { Command } from "commander";
import { Exit, exitCodes } from "../exit.ts";
import { type CheckedStamp, checkStamps, countStamps } from "../journal/stamps.ts";
import { isExport, verifyFolder } from "../journal/verification.ts";
import { openTerminal, type Terminal } from "../terminal.ts";
import { verifyReceiptCommand } from "./verify-receipt.ts";

interface VerifyOptions {
  readonly key: string;
  /** File with certificates that vouch for who stamped checkpoints with the time. */
  readonly stampRoots?: string;
}

const mostFaultsShown = 10;

const readKey = (path: string): string => {
  try {
    return readFileSync(path, "utf8").trim();
  } catch (fault) {
    const why = fault instanceof Error ? fault.message : String(fault);
    throw new Exit(exitCodes.usage, {
      zh: `读不到公钥文件 ${path}(${why})。`,
      en: `The file with the public key cannot be read: ${path} (${why}).`,
    });
  }
};

const describeFault = ({ position, text }: VerifyFault): Label =>
  position === undefined
    ? { zh: `  ${text.zh}`, en: `  ${text.en}` }
    : { zh: `  位置 ${position}：${text.zh}`, en: `  position ${position}: ${text.en}` };

const tellGood = (terminal: Terminal, { entries, checkpoints, erased, withheld, proved, root }: Verification): void => {
  terminal.say({
    zh: `核验通过：${entries} 条日志，${checkpoints} 个检查点，${erased} 条内容已依法抹除，${withheld} 条内容未提供；签名证明至位置 ${proved}。`,
    en: `Verified: ${entries} entries, ${checkpoints} checkpoints, changes of ${erased} erased and of ${withheld} withheld; signed up to position ${proved}.`,
  });
  terminal.say({ zh: `根 ${root}`, en: `Root ${root}` });
};

const tellBad = (terminal: Terminal, { entries, proved, faults }: Verification): void => {
  const first = faults.reduce((least, { position }) => Math.min(least, position ?? least), Number.POSITIVE_INFINITY);
  const where = Number.isFinite(first)
    ? { zh: `最早的问题在位置 ${first}`, en: `the first fault is at position ${first}` }
    : { zh: "没有任何条目得到证明", en: "no entry is proved" };
  terminal.warn({
    zh: `核验不通过：共 ${entries} 条日志，${where.zh}；有签名证明的到位置 ${proved}。`,
    en: `Not verified: of ${entries} entries ${where.en}; what is signed and right ends at position ${proved}.`,
  });
  for (const fault of faults.slice(0, mostFaultsShown)) terminal.warn(describeFault(fault));
  const more = faults.length - mostFaultsShown;
  if (more > 0) terminal.warn({ zh: `  还有 ${more} 处`, en: `  and ${more} more` });
};

const tellStamp = (terminal: Terminal, one: CheckedStamp): void => {
  if ("fault" in one)
    terminal.warn({
      zh: `时间戳不成立（前 ${one.size ?? "?"} 条）：${one.fault.zh}`,
      en: `The time stamp of the first ${one.size ?? "?"} entries does not hold: ${one.fault.en}`,
    });
  else
    terminal.say({
      zh: `时间戳：前 ${one.size} 条不晚于 ${one.at}（${one.authority}）`,
      en: `Time stamp: the first ${one.size} entries are not later than ${one.at} (${one.authority})`,
    });
};

/** Whether every time stamp holds; says what each proves. Without certificates it says only that there are some. */
const areStampsGood = async (folder: string, path: string | undefined, terminal: Terminal): Promise<boolean> => {
  const count = countStamps(folder);
  if (path === undefined) {
    if (count > 0)
      terminal.say({
        zh: `另有 ${count} 个时间戳未核验（--stamp-roots 时间戳机构的根证书）。`,
        en: `${count} time stamps were not checked (--stamp-roots, the roots of who stamped).`,
      });
    return true;
  }
  if (count === 0) {
    terminal.warn({ zh: "导出里没有时间戳。", en: "There is no time stamp in the export." });
    return false;
  }
  const checked = await checkStamps(folder, readKey(path));
  for (const one of checked) tellStamp(terminal, one);
  return checked.every((one) => "at" in one);
};

/** Verifies an export and gives the exit code: 0 it is as it was signed, 1 it is not, 2 it cannot be told. */
export const verifyExport = async (folder: string, options: VerifyOptions, terminal: Terminal): Promise<number> => {
  try {
    const vkey = readKey(options.key);
    if (!isExport(folder))
      throw new Exit(exitCodes.usage, {
        zh: `${folder} 里没有日志导出(entries-*.ndjson、checkpoint)。`,
        en: `${folder} holds no export of a journal (entries-*.ndjson, checkpoint).`,
      });
    const found = await verifyFolder(folder, vkey);
    if (found.faults.some(({ code }) => code === "key.malformed"))
      throw new Exit(exitCodes.usage, {
        zh: `${options.key} 不是日志公钥(名称+编号+base64)。`,
        en: `${options.key} is no public key of a journal (name+id+base64).`,
      });
    const isGood = found.faults.length === 0;
    (isGood ? tellGood : tellBad)(terminal, found);
    const isStamped = await areStampsGood(folder, options.stampRoots, terminal);
    return isGood && isStamped ? exitCodes.done : exitCodes.unproved;
  } catch (fault) {
    if (!(fault instanceof Exit)) throw fault;
    terminal.warn(fault.text);
    return fault.code;
  }
};

/** `chengyun verify …`: an outsider's check of an export or a receipt; it needs nothing from us but the public key. */
export const verifyCommand = (): Command =>
  new Command("verify")
    .description("核验日志导出或凭证 · check an export of a journal, or a receipt, with its public key")
    // The commands below have a --key of their own.
    .enablePositionalOptions()
    .argument("<folder>", "导出目录 · the export")
    // Not demanded by the library: it would demand it of the commands below, too.
    .option("--key <file>", "公钥文件 · file with the public key")
    .option("--stamp-roots <file>", "时间戳机构的根证书（PEM） · certificates of who stamped checkpoints with the time")
    .action(async (folder: string, { key, ...options }: Partial<VerifyOptions>, command: Command) => {
      if (key === undefined) command.error("error: required option '--key <file>' not specified", { exitCode: 2 });
      process.exitCode = await verifyExport(folder, { key, ...options }, openTerminal());
    })
    .addCommand(verifyReceiptCommand());

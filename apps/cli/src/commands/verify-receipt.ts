import { readFileSync } from "node:fs";
import {
  checkReceipt,
  parseCosignerKey,
  parseVerifierKey,
  type ReceiptProved,
  type VerifierKey,
} from "@chengyun/kernel";
import canonicalize from "canonicalize";
import { Command } from "commander";
import { Exit, exitCodes } from "../exit.ts";
import { sha256, verifySignature } from "../journal/cryptography.ts";
import { openTerminal, type Terminal } from "../terminal.ts";

interface ReceiptOptions {
  readonly key: string;
  readonly witness?: readonly string[];
}

const readText = (path: string): string => {
  try {
    return readFileSync(path, "utf8");
  } catch (fault) {
    const why = fault instanceof Error ? fault.message : String(fault);
    throw new Exit(exitCodes.usage, { zh: `读不到文件 ${path}(${why})。`, en: `${path} cannot be read (${why}).` });
  }
};

const readKey = (path: string, parse: typeof parseVerifierKey): VerifierKey => {
  const key = parse(sha256, readText(path));
  if (key === undefined)
    throw new Exit(exitCodes.usage, {
      zh: `${path} 不是这种公钥(名称+编号+base64)。`,
      en: `${path} is no public key of this kind (name+id+base64).`,
    });
  return key;
};

const tellProved = (terminal: Terminal, { entry, checkpoint, witnesses }: ReceiptProved): void => {
  terminal.say({
    zh: `核验通过：位置 ${entry.position} 的条目(${entry.type}，${entry.at})在日志 ${checkpoint.origin} 中，签名时共 ${checkpoint.size} 条。`,
    en: `Verified: the entry at position ${entry.position} (${entry.type}, ${entry.at}) is in the log ${checkpoint.origin}, of ${checkpoint.size} entries when it was signed.`,
  });
  for (const { name, at } of witnesses) terminal.say({ zh: `见证：${name}，${at}`, en: `Witnessed by ${name}, ${at}` });
};

/** Verifies a receipt and gives the exit code: 0 it proves its entry, 1 it does not, 2 it cannot be told. */
export const verifyReceipt = (file: string, options: ReceiptOptions, terminal: Terminal): number => {
  try {
    const key = readKey(options.key, parseVerifierKey);
    const witnesses = (options.witness ?? []).map((path) => readKey(path, parseCosignerKey));
    const found = checkReceipt(
      {
        sha256,
        canonical: (value) => canonicalize(value) ?? "null",
        verifySignature,
        fromUtf8: (bytes) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes),
        key,
        witnesses,
        quorum: witnesses.length,
      },
      readText(file),
    );
    if ("code" in found) {
      terminal.warn({ zh: `核验不通过：${found.text.zh}。`, en: `Not verified: ${found.text.en}.` });
      return exitCodes.unproved;
    }
    tellProved(terminal, found);
    return exitCodes.done;
  } catch (fault) {
    if (!(fault instanceof Exit)) throw fault;
    terminal.warn(fault.text);
    return fault.code;
  }
};

/** `chengyun verify receipt …`: what a citizen or an auditor keeps of one entry, checked with the public key alone. */
export const verifyReceiptCommand = (): Command =>
  new Command("receipt")
    .description("核验一张凭证 · check one receipt (.tlog-proof)")
    .argument("<file>", "凭证文件 · the receipt")
    .requiredOption("--key <file>", "日志公钥文件 · file with the journal's public key")
    .option(
      "--witness <files...>",
      "见证方公钥文件，全部须已签名 · files with keys of witnesses, each of which must have signed",
    )
    .action((file: string, options: ReceiptOptions) => {
      process.exitCode = verifyReceipt(file, options, openTerminal());
    });

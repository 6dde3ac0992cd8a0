import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Label } from "@chengyun/kernel";
import { Command } from "commander";
import { exitCodes } from "../exit.ts";
import { runServerProcess } from "../server-process.ts";
import { openTerminal, type Terminal } from "../terminal.ts";

/** What a backup's or a restore's process says. */
type Word =
  | { is: "step"; step: { is: "database" | "files" | "readings" | "journal"; done: number; of: number } }
  | { is: "made"; name: string; bytes: number; size: number; missing: number }
  | { is: "restored"; name: string; lines: readonly Label[] }
  | { is: "busy" }
  | { is: "fault"; words: Label };

const stepNames: Readonly<Record<Extract<Word, { is: "step" }>["step"]["is"], Label>> = {
  database: { zh: "数据表", en: "tables" },
  files: { zh: "照片与上传文件", en: "photos and uploads" },
  readings: { zh: "读数", en: "readings" },
  journal: { zh: "核验日志", en: "verifying the journal" },
};

const busy: Label = {
  zh: "已有一次备份或试恢复正在进行，未开始。",
  en: "A backup or a trial is going on already; none was begun.",
};

const sayMade = (terminal: Terminal, { name, bytes, size, missing }: Extract<Word, { is: "made" }>): void => {
  const mb = (bytes / 1e6).toFixed(1);
  terminal.say({
    zh: `已备份：${name}，${mb} MB，日志至第 ${size} 条。`,
    en: `Backed up: ${name}, ${mb} MB, the journal up to position ${size}.`,
  });
  if (missing > 0)
    terminal.warn({
      zh: `有 ${missing} 张照片在磁盘上已找不到，备份里没有。`,
      en: `${missing} photos are gone from the disk and not in the backup.`,
    });
};

const sayRestored = (terminal: Terminal, { name, lines }: Extract<Word, { is: "restored" }>): void => {
  if (lines.length === 0) terminal.say({ zh: `能恢复：${name}`, en: `It can be restored: ${name}` });
  for (const line of lines) terminal.say(line);
};

const sayStep = (terminal: Terminal, { step: { is, done, of } }: Extract<Word, { is: "step" }>): void => {
  const far = of === 0 ? "" : ` ${done}/${of}`;
  terminal.progress({ zh: `${stepNames[is].zh}${far}`, en: `${stepNames[is].en}${far}` });
};

const hear =
  (terminal: Terminal) =>
  (said: unknown): void => {
    const word = said as Word;
    if (word.is === "made") sayMade(terminal, word);
    if (word.is === "restored") sayRestored(terminal, word);
    if (word.is === "step") sayStep(terminal, word);
    if (word.is === "fault") terminal.warn(word.words);
    if (word.is === "busy") terminal.warn(busy);
  };

interface BackupOptions {
  readonly data: string;
  readonly to?: string;
  readonly test?: boolean;
}

const placeOf = (to: string): string => (to.startsWith("s3://") ? to : resolve(to));

const backup = async ({ data, to, test }: BackupOptions, terminal: Terminal): Promise<number> => {
  if (!existsSync(data)) {
    terminal.warn({ zh: `没有数据目录 ${data}。`, en: `There is no data directory ${data}.` });
    return exitCodes.usage;
  }
  const wish = { is: test === true ? "test" : "backup", ...(to === undefined ? {} : { to: placeOf(to) }) };
  return runServerProcess("backup", { wish, env: { DATA_DIR: resolve(data) } }, hear(terminal));
};

/** `chengyun backup`: a backup of a running city, by whoever runs its machine. */
export const backupCommand = (): Command =>
  new Command("backup")
    .description("备份运行中的城市（加密） · back a running city up, sealed")
    .requiredOption("--data <folder>", "数据目录 · its data directory")
    .option(
      "--to <place>",
      "存放处：目录或 s3://桶/前缀（默认 BACKUP_TO） · a folder or s3://bucket/prefix (BACKUP_TO)",
    )
    .option("--test", "不备份，把最新的备份试恢复一遍 · makes none, tries whether the newest can be restored")
    .action(async (options: BackupOptions) => {
      process.exitCode = await backup(options, openTerminal());
    });

interface RestoreOptions {
  readonly data: string;
  readonly key?: string;
  readonly erased?: string;
}

/** `chengyun restore`: a city out of a backup, on an empty machine, verified before it counts. */
export const restoreCommand = (): Command =>
  new Command("restore")
    .description("从备份恢复到空目录并核验 · restore a backup into an empty directory, and verify it")
    .argument("<from>", "备份所在：目录或 s3://桶/前缀；多个时取最新 · where it lies; the newest of several")
    .requiredOption("--data <folder>", "空的数据目录 · an empty data directory")
    .option("--key <key>", "记录在别处的日志公钥，须与备份一致 · the journal's key as written down elsewhere")
    .option(
      "--erased <export>",
      "较新的日志导出（文件或目录），按它再次删除 · a newer export of the journal: erases again by it",
    )
    .action(async (from: string, { data, key, erased }: RestoreOptions) => {
      const more = {
        ...(key === undefined ? {} : { key }),
        ...(erased === undefined ? {} : { erased: resolve(erased) }),
      };
      const wish = { from: placeOf(from), data: resolve(data), ...more };
      process.exitCode = await runServerProcess("restore", { wish, env: {} }, hear(openTerminal()));
    });

import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { readMapping, Unusable } from "@chengyun/importer";
import { Command, InvalidArgumentError, Option } from "commander";
import { type CityOptions, openCity } from "../city.ts";
import { Exit, exitCodes } from "../exit.ts";
import { findHome } from "../home.ts";
import type { Disorder } from "../replay/disorder.ts";
import { readMeasured } from "../replay/measured.ts";
import { playMeasured } from "../replay/play.ts";
import { playStorm } from "../replay/run.ts";
import { readStorm, storms } from "../replay/source.ts";
import { describeBroken } from "../replay/tide-table.ts";
import { openTerminal, type Terminal } from "../terminal.ts";

interface ReplayOptions extends CityOptions {
  readonly storm: string;
  readonly speed: number;
  readonly data: string;
}

const toSpeed = (text: string): number => {
  const speed = Number(text);
  if (!(speed >= 1 && speed <= 100_000)) throw new InvalidArgumentError("1 … 100000");
  return speed;
};

const readAndTell = (terminal: Terminal, { data, storm }: ReplayOptions) => {
  const read = readStorm(data, storm);
  const { rows, broken } = read.table;
  const name = storms[storm] ?? { zh: storm, en: storm };
  terminal.say({
    zh: `${storm} 号台风"${name.zh}"：${rows.length} 条读数，${broken.length} 行有误未取。`,
    en: `Typhoon ${storm} ${name.en}: ${rows.length} readings, ${broken.length} broken lines left out.`,
  });
  for (const { zh, en } of describeBroken(broken)) terminal.warn({ zh: `  ${zh}`, en: `  ${en}` });
  if (rows.length === 0)
    throw new Exit(exitCodes.noData, { zh: "没有可用的读数。", en: "There is no usable reading in it." });
  return read;
};

/** Where a replay is told, and by what it is broken off. */
interface Place {
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

/** Does it, and says in a sentence and a code why it ended otherwise. */
const toCode = async ({ terminal, signal }: Place, replay: () => Promise<void>): Promise<number> => {
  try {
    await replay();
    return exitCodes.done;
  } catch (fault) {
    if (signal.aborted) {
      terminal.warn({
        zh: "已中断；城市时钟不再按回放的倍速走。",
        en: "Interrupted; the city's clock no longer runs at the replay's speed.",
      });
      return exitCodes.interrupted;
    }
    if (!(fault instanceof Exit) && !(fault instanceof Unusable)) throw fault;
    terminal.warn(fault.text);
    return fault instanceof Exit ? fault.code : exitCodes.noData;
  }
};

/** Plays a storm and gives the exit code. */
export const replayTides = (options: ReplayOptions, { terminal, signal }: Place): Promise<number> =>
  toCode({ terminal, signal }, async () => {
    const read = readAndTell(terminal, options);
    const storm = { id: options.storm, ...read, speed: options.speed };
    const { run, sent, acknowledged } = await playStorm(openCity(options), storm, { terminal, signal });
    const days = (run.offsetMs / 86_400_000).toFixed(3);
    terminal.say({
      zh: `回放 ${run.id} 结束：发送 ${sent} 条，入库确认 ${acknowledged} 条，未取 ${read.table.broken.length} 行；显示时间比原始时间晚 ${days} 天(${run.offsetMs} 毫秒)。`,
      en: `Replay ${run.id} is over: ${sent} sent, ${acknowledged} acknowledged, ${read.table.broken.length} lines left out; shown times are ${days} days (${run.offsetMs} ms) after the original ones.`,
    });
  });

const stopOnSignal = (): AbortSignal => {
  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => stopping.abort());
  return stopping.signal;
};

interface SetOptions extends CityOptions {
  readonly map?: string;
  readonly speed: number;
  readonly data: string;
  readonly from?: number;
  readonly to?: number;
  readonly late?: number;
  readonly times?: number;
  readonly seed: number;
}

/** Where a set and its mapping lie: a file with its mapping, or a mapping that comes along and says its file. */
const findSet = (set: string, { map, data }: SetOptions): { file: string; mapping: string } => {
  if (map !== undefined) return { file: set, mapping: map };
  const mapping = join(findHome(), "deploy/mappings", `${set}.json`);
  const file = existsSync(mapping) ? readMapping(mapping).about?.set : undefined;
  if (file !== undefined) return { file: join(resolve(data), file), mapping };
  throw new Exit(exitCodes.usage, {
    zh: `没有随附的数据集“${set}”。回放文件请用 --map 给出映射；随附的见 docs/reference/mappings.md。`,
    en: `No set "${set}" comes along. Say with --map by which mapping a file is read; those that come along are in docs/reference/mappings.md.`,
  });
};

const disorderOf = ({ late = 0, times = 1, seed }: SetOptions): Disorder | undefined =>
  late > 0 || times > 1 ? { seed, lateMs: late * 1_000, times } : undefined;

const replayOne = async (set: string, options: SetOptions, { terminal, signal }: Place): Promise<void> => {
  const { file, mapping } = findSet(set, options);
  const span = { from: options.from ?? Number.NEGATIVE_INFINITY, to: options.to ?? Number.POSITIVE_INFINITY };
  const { measured, understanding } = await readMeasured(file, mapping, span);
  const days = (measured.at[measured.order.at(-1) ?? 0] ?? 0) - (measured.at[measured.order[0] ?? 0] ?? 0);
  terminal.say({
    zh: `${understanding.file.name}：${measured.at.length} 条读数，${measured.series.length} 个监测项，${(days / 86_400_000).toFixed(1)} 天；${measured.faults} 行有误未取。`,
    en: `${understanding.file.name}: ${measured.at.length} readings of ${measured.series.length} streams over ${(days / 86_400_000).toFixed(1)} days; ${measured.faults} rows with faults left out.`,
  });
  const playing = { name: understanding.file.name, measured, speed: options.speed, disorder: disorderOf(options) };
  const { sent, offsetMs, unknown, lost } = await playMeasured(openCity(options), playing, { terminal, signal });
  if (unknown.length > 0)
    terminal.warn({
      zh: `城市不认识 ${unknown.length} 个部件（如 ${unknown[0]}），${lost} 条读数未发送；请先导入它们。`,
      en: `The city does not know ${unknown.length} things (such as ${unknown[0]}); ${lost} readings were not sent. Import them first.`,
    });
  terminal.say({
    zh: `回放结束：发送 ${sent} 条，均已入库；显示时间比原始时间晚 ${offsetMs} 毫秒。`,
    en: `The replay is over: ${sent} sent, all stored; shown times are ${offsetMs} ms after the original ones.`,
  });
};

/** Plays any set of readings and gives the exit code. */
export const replaySet = (set: string, options: SetOptions, place: Place): Promise<number> =>
  toCode(place, () => replayOne(set, options, place));

const toMoment = (text: string): number => {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new InvalidArgumentError("2014-07-18T17:00+08:00");
  return at;
};

const toCount =
  (most: number) =>
  (text: string): number => {
    const count = Number(text);
    if (!Number.isInteger(count) || count < 0 || count > most) throw new InvalidArgumentError(`0 … ${most}`);
    return count;
  };

const withCity = (command: Command): Command =>
  command
    .option("--data <folder>", "数据目录 · where the data lies", "../shared/data")
    .option("--url <address>", "城市地址 · the city (CHENGYUN_URL)")
    .option("--mqtt <address>", "设备接入地址 · its MQTT (MQTT_URL)")
    .option("--key-file <path>", "接口密钥文件 · file with an API key (CHENGYUN_KEY_FILE)");

const tideGauges = (): Command =>
  withCity(
    new Command("tide-gauges")
      .description("台风期间验潮站逐时潮位 · hourly tides of a typhoon's days")
      .addOption(
        new Option("--storm <number>", "台风编号 · which typhoon").choices(Object.keys(storms)).makeOptionMandatory(),
      )
      .option("--speed <times>", "时钟倍速 · city seconds in a real second", toSpeed, 3_600),
  ).action(async (options: ReplayOptions) => {
    process.exitCode = await replayTides(options, { terminal: openTerminal(), signal: stopOnSignal() });
  });

/** `chengyun replay …`: plays what was once measured to a running city, as if it were now. */
export const replayCommand = (): Command =>
  withCity(
    new Command("replay")
      .enablePositionalOptions()
      .description("回放历史观测，如同此刻 · play what was once measured, as if it were now")
      .argument("<set>", "读数文件，或随附映射名 · a file of readings, or a mapping that comes along")
      .option("--map <mapping>", "映射文件 · by which mapping the file is read")
      .option("--speed <times>", "时钟倍速 · city seconds in a real second", toSpeed, 3_600)
      .option("--from <moment>", "从何时 · only what was measured from then on", toMoment)
      .option("--to <moment>", "到何时 · and until then", toMoment)
      .option("--late <seconds>", "打乱：每条最多晚到几秒 · disorder: each up to so many seconds late", toCount(86_400))
      .option("--times <count>", "每条发几次 · each so often", toCount(10))
      .option("--seed <number>", "打乱的种子 · seed of the disorder", toCount(2 ** 31), 1)
      .addCommand(tideGauges()),
  ).action(async (set: string, options: SetOptions) => {
    process.exitCode = await replaySet(set, options, { terminal: openTerminal(), signal: stopOnSignal() });
  });

import { Command, InvalidArgumentError, Option } from "commander";
import { type CityOptions, openCity } from "../city.ts";
import { Exit, exitCodes } from "../exit.ts";
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

/** Plays a storm and gives the exit code. */
export const replayTides = async (
  options: ReplayOptions,
  { terminal, signal }: { readonly terminal: Terminal; readonly signal: AbortSignal },
): Promise<number> => {
  try {
    const read = readAndTell(terminal, options);
    const storm = { id: options.storm, ...read, speed: options.speed };
    const { run, sent, acknowledged } = await playStorm(openCity(options), storm, { terminal, signal });
    const days = (run.offsetMs / 86_400_000).toFixed(3);
    terminal.say({
      zh: `回放 ${run.id} 结束：发送 ${sent} 条，入库确认 ${acknowledged} 条，未取 ${read.table.broken.length} 行；显示时间比原始时间晚 ${days} 天(${run.offsetMs} 毫秒)。`,
      en: `Replay ${run.id} is over: ${sent} sent, ${acknowledged} acknowledged, ${read.table.broken.length} lines left out; shown times are ${days} days (${run.offsetMs} ms) after the original ones.`,
    });
    return exitCodes.done;
  } catch (fault) {
    if (signal.aborted) {
      terminal.warn({ zh: "已中断；城市时钟恢复为 1 倍速。", en: "Interrupted; the city's clock is back at speed 1." });
      return exitCodes.interrupted;
    }
    if (!(fault instanceof Exit)) throw fault;
    terminal.warn(fault.text);
    return fault.code;
  }
};

const stopOnSignal = (): AbortSignal => {
  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stopping.abort());
  return stopping.signal;
};

/** `chengyun replay …`: plays what was once measured to a running city, as if it were now. */
export const replayCommand = (): Command =>
  new Command("replay").description("回放历史观测 · play what was once measured, as if it were now").addCommand(
    new Command("tide-gauges")
      .description("台风期间验潮站逐时潮位 · hourly tides of a typhoon's days")
      .addOption(
        new Option("--storm <number>", "台风编号 · which typhoon").choices(Object.keys(storms)).makeOptionMandatory(),
      )
      .option("--speed <times>", "时钟倍速 · city seconds in a real second", toSpeed, 3_600)
      .option("--data <folder>", "数据目录 · where the data lies", "../shared/data")
      .option("--url <address>", "城市地址 · the city (CHENGYUN_URL)")
      .option("--mqtt <address>", "设备接入地址 · its MQTT (MQTT_URL)")
      .option("--key-file <path>", "接口密钥文件 · file with an API key (CHENGYUN_KEY_FILE)")
      .action(async (options: ReplayOptions) => {
        process.exitCode = await replayTides(options, { terminal: openTerminal(), signal: stopOnSignal() });
      }),
  );

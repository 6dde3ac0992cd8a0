import { Command, InvalidArgumentError } from "commander";
import { type CityOptions, openCity } from "../city.ts";
import { Exit } from "../exit.ts";
import { toExit } from "../replay/run.ts";
import { openTerminal } from "../terminal.ts";

interface ClockOptions extends CityOptions {
  readonly speed?: number;
  readonly pause?: boolean;
  readonly resume?: boolean;
  readonly to?: string;
  readonly reason: string;
}

const toSpeed = (text: string): number => {
  const speed = Number(text);
  if (!(speed >= 0 && speed <= 100_000)) throw new InvalidArgumentError("0 … 100000");
  return speed;
};

/** As the wire has it, whatever zone it was written in. */
const toMoment = (text: string): string => {
  const at = /(?:Z|[+-]\d{2}:?\d{2})$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) throw new InvalidArgumentError("2026-06-14T08:30:00+08:00");
  return new Date(at).toISOString();
};

const speedOf = ({ speed, pause, resume }: ClockOptions): number | undefined => {
  if (pause === true) return 0;
  return resume === true ? 1 : speed;
};

/** `chengyun clock`: what time it is in the city, and how fast it runs; with a wish, sets it. */
export const clockCommand = (): Command =>
  new Command("clock")
    .description("看或调城市时钟 · show or set the city's clock")
    .option("--speed <times>", "倍速，0 为暂停 · city seconds in a real second; 0 pauses", toSpeed)
    .option("--pause", "暂停 · pause")
    .option("--resume", "恢复 1 倍速 · go on at speed 1")
    .option("--to <moment>", "跳到以后的时刻(带时区) · jump ahead to a moment, with its zone", toMoment)
    .option("--reason <words>", "理由，记入日志 · why, for the journal", "set from the command line")
    .option("--url <address>", "城市地址 · the city (CHENGYUN_URL)")
    .option("--key-file <path>", "接口密钥文件 · file with an API key (CHENGYUN_KEY_FILE)")
    .action(async (options: ClockOptions) => {
      const terminal = openTerminal();
      try {
        const { client } = openCity(options);
        const speed = speedOf(options);
        const { reason, to } = options;
        const before = await client.clock();
        const wish = { speed: speed ?? before.speed, reason, ...(to === undefined ? {} : { at: to }) };
        const clock = speed === undefined && to === undefined ? before : await client.setClock(wish);
        const state =
          clock.speed === 0
            ? { zh: "已暂停", en: "paused" }
            : { zh: `${clock.speed} 倍速`, en: `speed ${clock.speed}` };
        terminal.say({ zh: `${clock.now}  ${state.zh}`, en: `${clock.now}  ${state.en}` });
      } catch (error) {
        const fault = toExit(error);
        if (!(fault instanceof Exit)) throw fault;
        terminal.warn(fault.text);
        process.exitCode = fault.code;
      }
    });

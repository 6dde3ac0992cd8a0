import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { Label } from "@chengyun/kernel";
import { Command, InvalidArgumentError } from "commander";
import { type CityOptions, openCity } from "../city.ts";
import { Exit, exitCodes } from "../exit.ts";
import { findHome } from "../home.ts";
import { openTerminal, type Terminal } from "../terminal.ts";

interface PlayOptions extends CityOptions {
  readonly speed?: number;
  readonly seed: number;
  readonly truth?: string;
  readonly check?: boolean;
}

/** One sentence of the truth compared with the city, as the simulator tells it. */
interface Finding {
  readonly what: string;
  readonly right: number;
  readonly of: number;
  readonly wrong: readonly string[];
}

/** What the simulator says of a play, one JSON line each. */
type Word =
  | { is: "scenarios"; scenarios: readonly { id: string; name: Label; about: Label }[] }
  | {
      is: "begins";
      devices: number;
      truth: {
        name: Label;
        about: Label;
        startedAt: string;
        endsAt: string;
        scene: { name: Label };
        alarms: readonly unknown[];
        mustNot: readonly unknown[];
      };
    }
  | { is: "share"; share: number; cityTime: string }
  | { is: "over"; readings: number }
  | { is: "checked"; findings: readonly Finding[] }
  | { is: "fault"; code: "no-stage" | "no-cast" | "file" | "city"; words: string };

/** The simulator lies beside this command, built or as source. */
const findSimulator = (root: string): readonly string[] => {
  const built = [join(import.meta.dirname, "../simulator/play.mjs"), join(root, "dist/simulator/play.mjs")];
  const found = built.find((path) => existsSync(path));
  return found === undefined ? ["--import", "tsx", join(root, "apps/simulator/src/play.ts")] : [found];
};

const faults: Readonly<Record<string, (words: string) => Label>> = {
  "no-stage": (words) => ({
    zh: `${words} 不是演示城市，没有可以演的。`,
    en: `${words} is no demo city: there is nothing to play on.`,
  }),
  "no-cast": (words) => ({
    zh: `这座城市没有 ${words} 需要的部件和设备，未演。`,
    en: `This city has not the things and devices that ${words} needs; nothing was played.`,
  }),
  file: (words) => ({ zh: `文件读写不成：${words}`, en: `A file could not be read or written: ${words}` }),
  city: (words) => ({ zh: `城市没有应答：${words}`, en: `The city does not answer: ${words}` }),
};

const minutesOf = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 60_000);

const sayBegins = (terminal: Terminal, { truth, devices }: Extract<Word, { is: "begins" }>): void => {
  const minutes = minutesOf(truth.startedAt, truth.endsAt);
  terminal.say({ zh: `${truth.name.zh}：${truth.about.zh}`, en: `${truth.name.en}: ${truth.about.en}` });
  terminal.say({
    zh: `地点 ${truth.scene.name.zh}；${devices} 台设备，城市时间 ${minutes} 分钟；应有 ${truth.alarms.length} 条报警，${truth.mustNot.length} 处不应报警。`,
    en: `At ${truth.scene.name.en}; ${devices} devices, ${minutes} minutes of the city's time; ${truth.alarms.length} alarms must come, ${truth.mustNot.length} must not.`,
  });
};

const sayChecked = (terminal: Terminal, findings: readonly Finding[]): void => {
  for (const { what, right, of, wrong } of findings) {
    const sign = wrong.length === 0 ? "✓" : "✗";
    terminal.say({ zh: `${sign} ${right}/${of}  ${what}`, en: `${sign} ${right}/${of}  ${what}` });
    for (const one of wrong) terminal.warn({ zh: `    ${one}`, en: `    ${one}` });
  }
};

const hear = (terminal: Terminal, word: Word): void => {
  if (word.is === "begins") sayBegins(terminal, word);
  else if (word.is === "checked") sayChecked(terminal, word.findings);
  else if (word.is === "fault") terminal.warn(faults[word.code]?.(word.words) ?? { zh: word.words, en: word.words });
  else if (word.is === "over")
    terminal.say({
      zh: `演完：${word.readings} 条读数，均已入库。`,
      en: `Over: ${word.readings} readings, all stored.`,
    });
  else if (word.is === "scenarios")
    for (const { id, name, about } of word.scenarios)
      terminal.say({ zh: `${id}  ${name.zh}：${about.zh}`, en: `${id}  ${name.en}: ${about.en}` });
  else {
    const share = `${(100 * word.share).toFixed(0)} %`;
    terminal.progress({ zh: `${share}  城市时间 ${word.cityTime}`, en: `${share}  city time ${word.cityTime}` });
  }
};

/** Runs the simulator's own process for one wish and passes on what it says; gives its exit code. */
const runSimulator = async (args: readonly string[], env: NodeJS.ProcessEnv, terminal: Terminal): Promise<number> => {
  const root = findHome();
  // Started in the installation, where source finds its loader: paths given to it are whole ones.
  const child = spawn(process.execPath, [...findSimulator(root), ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const forward = (): void => void child.kill("SIGTERM");
  process.on("SIGINT", forward).on("SIGTERM", forward);
  const ended = new Promise<number>((done) => child.once("exit", (code) => done(code ?? exitCodes.interrupted)));
  for await (const line of createInterface({ input: child.stdout })) hear(terminal, JSON.parse(line) as Word);
  process.off("SIGINT", forward).off("SIGTERM", forward);
  return ended;
};

const play = async (scenario: string | undefined, options: PlayOptions, terminal: Terminal): Promise<number> => {
  try {
    if (scenario === undefined) return await runSimulator([], {}, terminal);
    const { url, mqttUrl, token, home } = openCity(options);
    const { seed, speed, truth, check = false } = options;
    const written = truth === undefined ? undefined : resolve(truth);
    const wish = JSON.stringify({ scenario, seed, speed, truth: written, check });
    const claims = existsSync(home) ? { CHENGYUN_CLAIMS: resolve(home, "claims.json") } : {};
    return await runSimulator(
      [wish],
      { CHENGYUN_URL: url, MQTT_URL: mqttUrl, CHENGYUN_KEY: token, ...claims },
      terminal,
    );
  } catch (fault) {
    if (!(fault instanceof Exit)) throw fault;
    terminal.warn(fault.text);
    return fault.code;
  }
};

const toNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!(value >= least && value <= most)) throw new InvalidArgumentError(`${least} … ${most}`);
    return value;
  };

/** `chengyun play …`: something happens in the demo city, and what must follow from it is written beside. */
export const playCommand = (): Command =>
  new Command("play")
    .description("演一个已知真相的情景 · play something whose outcome is known (without a name: what there is)")
    .argument("[scenario]", "情景名 · which")
    .option(
      "--speed <times>",
      "时钟倍速；不给则不改 · city seconds in a real second; as it is when absent",
      toNumber(1, 3_600),
    )
    .option("--seed <number>", "种子：地点由它定 · decides where", toNumber(0, 2 ** 31), 1)
    .option("--truth <file>", "真相写到哪里 · where the truth is written")
    .option("--check", "演完与城市所做比较 · compares it with what the city did; exit code 1 when they differ")
    .option("--url <address>", "城市地址 · the city (CHENGYUN_URL)")
    .option("--mqtt <address>", "设备接入地址 · its MQTT (MQTT_URL)")
    .option("--key-file <path>", "接口密钥文件 · file with an API key (CHENGYUN_KEY_FILE)")
    .action(async (scenario: string | undefined, options: PlayOptions) => {
      process.exitCode = await play(scenario, options, openTerminal());
    });

import { accessSync, constants, existsSync, mkdirSync } from "node:fs";
import { isIP } from "node:net";
import { dirname, join } from "node:path";
import { isHalfRestored } from "./backup/target.ts";
import { type Config, readConfig } from "./config.ts";
import { fingerprintOf } from "./platform/certificate.ts";
import { type Directory, openDirectory } from "./platform/directory.ts";
import { findCitiesDir, home } from "./platform/home.ts";
import { lockDirectory } from "./platform/lock.ts";
import { openLog } from "./platform/log.ts";
import { readProfile } from "./platform/profile.ts";
import { type ChildPlan, createSupervisor } from "./supervisor.ts";

/** Exit codes a script can act on. */
const exitCodes = { settings: 2, directoryHeld: 3, hopeless: 4 } as const;

/** Every statement of the embedded readings store occupies a thread of the pool. */
const ingestEnv = { UV_THREADPOOL_SIZE: "16" };

const say = (sentence: string): void => {
  process.stderr.write(`${sentence}\n`);
};

const fail = (code: number, sentences: readonly string[]): never => {
  for (const sentence of sentences) say(sentence);
  process.exit(code);
};

/** Children lie beside the built supervisor, or in the source tree. */
const script = (name: string): string => {
  const built = join(import.meta.dirname, `${name}.mjs`);
  return existsSync(built) ? built : join(import.meta.dirname, "processes", `${name}.ts`);
};

const simulatorScript = (): string => {
  const built = join(home, "dist", "simulator", "main.mjs");
  return existsSync(built) && import.meta.filename.endsWith(".mjs")
    ? built
    : join(home, "apps", "simulator", "src", "main.ts");
};

const urlHost = (host: string): string => (isIP(host) === 6 ? `[${host}]` : host);

/** Where people find the city. */
const addressOf = ({ host, port, tls }: Config): string =>
  `${tls === undefined ? "http" : "https"}://${urlHost(host)}:${port}`;

const simulator = (config: Config, directory: Directory): ChildPlan => ({
  name: "simulator",
  script: simulatorScript(),
  env: {
    CHENGYUN_URL: addressOf(config),
    // The demo's own client trusts the city's certificate, whoever signed it.
    ...(config.tls === undefined
      ? {}
      : { NODE_EXTRA_CA_CERTS: config.tls.cert, CHENGYUN_PIN: fingerprintOf(config.tls) ?? "" }),
    MQTT_URL: `mqtt://${urlHost(config.plainHost)}:${config.mqttPort}`,
    CHENGYUN_KEY_FILE: join(directory.keys, "demo.key"),
    DEMO_CITY: config.demoCity,
    CHENGYUN_LIFE: config.simulator === "quiet" ? "off" : "on",
    CHENGYUN_CLAIMS: join(directory.root, "claims.json"),
  },
});

/** One folder after the other: Node's recursive way never ends below /proc. */
const makeFolder = (path: string): void => {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
};

const openDataDir = (dataDir: string): { directory: Directory } | { faults: string[] } => {
  try {
    makeFolder(dataDir);
    const directory = openDirectory(dataDir);
    accessSync(directory.root, constants.W_OK);
    return { directory };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return {
      faults: [
        `DATA_DIR=${dataDir}: no data can be kept there (${code ?? message}). Nothing was started. Choose a directory this user may write to.`,
      ],
    };
  }
};

/** The last thing on the terminal after a start: where the city is, and how to end it. */
const announce = (address: string): void => {
  process.stdout.write(`\n  ${address}\n  按 Ctrl-C 停止。\n  Ctrl-C stops it.\n\n`);
};

const start = async (): Promise<void> => {
  const read = readConfig(process.env);
  if ("faults" in read)
    return fail(exitCodes.settings, ["These settings are wrong; nothing was started:", ...read.faults]);
  const { config } = read;
  const profile = readProfile(findCitiesDir(config.citiesDir, config.city), config.city);
  if ("faults" in profile)
    return fail(exitCodes.settings, ["The city's profile is wrong; nothing was started:", ...profile.faults]);
  const opened = openDataDir(config.dataDir);
  if ("faults" in opened) return fail(exitCodes.settings, opened.faults);
  const { directory } = opened;
  if (isHalfRestored(directory.root))
    return fail(exitCodes.settings, [
      `${config.dataDir}: a restore into this directory did not come to its end, so it is no city yet. Nothing was started. Run the same restore again; it begins anew.`,
    ]);
  const lock = await lockDirectory(directory);
  if ("heldBy" in lock)
    return fail(exitCodes.directoryHeld, [
      `${config.dataDir} is in use by process ${lock.heldBy}. Nothing was started and nothing was touched. Stop that process, or choose another DATA_DIR.`,
    ]);
  const log = openLog(config, "supervisor");
  const supervisor = createSupervisor({
    log,
    onHopeless: (name, sentence) => {
      say(`${name}: ${sentence}`);
      void end(exitCodes.hopeless);
    },
  });
  let ending = false;
  const end = async (code: number) => {
    if (ending) return;
    ending = true;
    log.info("stopping");
    await supervisor.stop();
    await lock.release();
    process.exit(code);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void end(0));
  const began = Date.now();
  const plan = (name: string): ChildPlan => ({ name, script: script(name), env: {} });
  await supervisor.start([plan("database")]);
  await supervisor.start([{ ...plan("ingest"), env: ingestEnv }, plan("api")]);
  log.info({ ms: Date.now() - began, mqtt: config.mqttPort }, `${profile.profile.name.en} is up: ${addressOf(config)}`);
  if (profile.profile.demo && config.simulator !== "off" && profile.profile.areas.from === "demo-city")
    await supervisor.start([simulator(config, directory)]);
  announce(addressOf(config));
};

await start();

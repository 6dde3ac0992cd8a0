import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Client, makeClient } from "@chengyun/client";
import { pinnedFetch } from "@chengyun/importer/pinned";
import { Exit, exitCodes } from "./exit.ts";

/** How to reach a running city; what is absent comes from the environment, then from the defaults. */
export interface CityOptions {
  readonly url?: string;
  readonly mqtt?: string;
  readonly keyFile?: string;
}

/** A running city as a command speaks to it. */
export interface CityAccess {
  readonly client: Client;
  readonly url: string;
  readonly mqttUrl: string;
  readonly token: string;
  /** Its data directory, if it runs here. */
  readonly home: string;
}

const given = (value: string | undefined): string | undefined => (value === "" ? undefined : value);

const readKey = (path: string): string => {
  try {
    return readFileSync(path, "utf8").trim();
  } catch (fault) {
    const why = fault instanceof Error ? fault.message : String(fault);
    throw new Exit(exitCodes.noCity, {
      zh: `读不到接口密钥 ${path}(${why})。城市启动过吗?也可以用 --key-file 指定，或设置 CHENGYUN_KEY。`,
      en: `There is no API key at ${path} (${why}). Was the city started? Name another with --key-file, or set CHENGYUN_KEY.`,
    });
  }
};

/** A city with a certificate is known by its fingerprint (`CHENGYUN_PIN`) where it goes by no name of it. */
const pinned = (url: string, env: NodeJS.ProcessEnv): { fetch?: typeof fetch } => {
  const pin = given(env["CHENGYUN_PIN"]);
  return pin === undefined || new URL(url).protocol !== "https:" ? {} : { fetch: pinnedFetch(pin) };
};

/** Where the city of `CITY` is and the key to it, from options and environment. */
export const openCity = (options: CityOptions, env: NodeJS.ProcessEnv = process.env): CityAccess => {
  const url = options.url ?? given(env["CHENGYUN_URL"]) ?? `http://127.0.0.1:${given(env["PORT"]) ?? 8080}`;
  if (!URL.canParse(url))
    throw new Exit(exitCodes.usage, { zh: `"${url}" 不是网址。`, en: `"${url}" is no address of a city.` });
  const mqttPort = given(env["MQTT_PORT"]) ?? "1883";
  const mqttUrl = options.mqtt ?? given(env["MQTT_URL"]) ?? `mqtt://${new URL(url).hostname}:${mqttPort}`;
  const home = given(env["DATA_DIR"]) ?? join("data", given(env["CITY"]) ?? "yunze");
  const keyFile = options.keyFile ?? given(env["CHENGYUN_KEY_FILE"]) ?? join(home, "keys", "demo.key");
  const token =
    options.keyFile === undefined ? (given(env["CHENGYUN_KEY"]) ?? readKey(keyFile)) : readKey(options.keyFile);
  return { client: makeClient({ url, token, language: () => "en", ...pinned(url, env) }), url, mqttUrl, token, home };
};

import type { Client } from "@chengyun/client";
import mqtt, { type MqttClient } from "mqtt";
import { Exit, exitCodes } from "../exit.ts";
import type { TideRow } from "./tide-table.ts";

/** A tide gauge of one storm: where, called what, with which warning level. */
export interface Station {
  readonly code: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly position: readonly [longitude: number, latitude: number];
  readonly warningLevelCm?: number;
}

/** Which run of which storm a gauge is shown in, and how far its times were moved. */
export interface Run {
  readonly id: string;
  /** Shown time minus original time. */
  readonly offsetMs: number;
}

const capitalised = (code: string): string => code.charAt(0) + code.slice(1).toLowerCase();

/** The stations of a table in order of their code; a station without a Chinese name goes by its code. */
export const listStations = (rows: readonly TideRow[], names: ReadonlyMap<string, string>): Station[] => {
  const stations = new Map<string, Station>();
  for (const { station, longitude, latitude, warningLevelCm } of rows) {
    const known = stations.get(station);
    const level = known?.warningLevelCm ?? warningLevelCm;
    const base = {
      code: station,
      name: { zh: `${names.get(station) ?? station}验潮站`, en: `${capitalised(station)} tide gauge` },
      position: known?.position ?? ([longitude, latitude] as const),
    };
    stations.set(station, level === undefined ? base : { ...base, warningLevelCm: level });
  }
  return [...stations.values()].sort((one, other) => one.code.localeCompare(other.code));
};

/** A station's recorder on the line. */
export interface Recorder {
  readonly station: Station;
  readonly deviceId: string;
  readonly line: MqttClient;
}

/** Opens a device's line. */
export const connect = async (mqttUrl: string, { id, token }: { readonly id: string; readonly token: string }) => {
  const options = { clientId: id, username: id, password: token, reconnectPeriod: 1_000, connectTimeout: 10_000 };
  try {
    // The first connection is tried once: a wrong address is told at once. Later ones are tried until they hold.
    return await mqtt.connectAsync(mqttUrl, options, false);
  } catch (fault) {
    const why = fault instanceof Error ? fault.message || fault.name : String(fault);
    throw new Exit(exitCodes.noCity, {
      zh: `设备接入 ${mqttUrl} 连不上：${why}。可用 --mqtt 指定。`,
      en: `No device can connect to ${mqttUrl}: ${why}. Name another address with --mqtt.`,
    });
  }
};

/** Registers a station with this storm's level, whatever an earlier storm left, and its recorder; connects it. */
export const openRecorder = async (
  { client, mqttUrl }: { readonly client: Client; readonly mqttUrl: string },
  station: Station,
  run: Run,
): Promise<Recorder> => {
  const { code, name, position, warningLevelCm } = station;
  const [longitude, latitude] = position;
  const ref = `tide-gauge/${code}`;
  const { id } = await client.addThing({
    ref,
    type: "tide-gauge",
    name,
    position: [longitude, latitude],
    attributes: {
      stationCode: code,
      replayRun: run.id,
      replayOffsetMs: run.offsetMs,
      ...(warningLevelCm === undefined ? {} : { warningLevelCm }),
    },
  });
  const device = { ref: `device/${ref}`, type: "tide-recorder", thingId: id, name: name.zh };
  const made = await client.addDevice(device);
  const line = await connect(mqttUrl, made);
  // Told by the missing PUBACKs; the library reconnects and sends again by itself.
  line.on("error", () => undefined);
  return { station, deviceId: made.id, line };
};

/** Sends one reading; answers once the city has stored it. */
export const sendLevel = async ({ deviceId, line }: Recorder, at: number, levelCm: number): Promise<void> => {
  const body = JSON.stringify({ at: new Date(at).toISOString(), v: { "tide-level": levelCm } });
  await line.publishAsync(`up/${deviceId}`, body, { qos: 1 });
};

import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Client } from "@chengyun/client";
import mqtt, { type MqttClient } from "mqtt";
import { listAll, openByKey } from "../../e2e/support/callers.ts";
import { type CityWishes, type RunningCity, root, startCity } from "../../e2e/support/running-city.ts";
import { History, type Reply } from "./history.ts";

/** The city as built or, without a build, from the source tree. */
export const startFaultCity = (wishes: CityWishes = {}): Promise<RunningCity> =>
  startCity({
    ...(process.env["FAULTS_FROM"] === "source" || !existsSync(join(root, "dist/server/main.mjs"))
      ? { command: [process.execPath, "--import", "tsx", join(root, "apps/server/src/main.ts")] as const }
      : {}),
    readyWithinMs: 120_000,
    ...wishes,
  });

/** A gauge or controller under test; everything it sends and is told is kept. */
export interface Gauge {
  readonly id: string;
  readonly token: string;
  readonly thingId: string;
  readonly history: History;
}

interface Kind {
  readonly thing: string;
  readonly device: string;
  readonly attributes: Record<string, number>;
}

export const manhole: Kind = { thing: "manhole", device: "manhole-gauge", attributes: { lipCm: 200 } };
export const pumpStation: Kind = { thing: "pump-station", device: "pump-controller", attributes: { warningCm: 400 } };

/** Registers some things with their devices, far enough apart that their cases don't join. */
export const addGauges = async (client: Client, count: number, kind: Kind = manhole): Promise<Gauge[]> => {
  const areas = (await client.areas()).items;
  const path = areas.find(({ level }) => level === Math.max(...areas.map((area) => area.level)))?.path ?? "";
  const gauges: Gauge[] = [];
  for (let n = 0; n < count; n += 1) {
    const ref = randomUUID();
    const thing = await client.addThing({
      ref,
      type: kind.thing,
      name: { zh: `故障试验 ${n}`, en: `Fault test ${n}` },
      position: [112 + n * 0.01, 28.8],
      areaPath: path,
      attributes: kind.attributes,
    });
    const device = await client.addDevice({ ref, type: kind.device, thingId: thing.id, name: `fault ${n}` });
    gauges.push({ ...device, thingId: thing.id, history: new History() });
  }
  return gauges;
};

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A line that comes back by itself and sends again what was not acknowledged. */
export const openLine = (city: RunningCity, gauge: Gauge): MqttClient => {
  const line = mqtt.connect(`mqtt://127.0.0.1:${city.env["MQTT_PORT"]}`, {
    clientId: gauge.id,
    username: gauge.id,
    password: gauge.token,
    reconnectPeriod: 200,
    connectTimeout: 3_000,
    reconnectOnConnackError: true,
  });
  line.on("error", () => undefined);
  return line;
};

/** Sends one message at QoS 1; resolves when it is acknowledged, however often that took another try. */
export const send = async (
  line: MqttClient,
  gauge: Gauge,
  at: number,
  values: Readonly<Record<string, number>>,
): Promise<void> => {
  const settle = gauge.history.begin("mqtt", at, values);
  await line.publishAsync(`up/${gauge.id}`, JSON.stringify({ at: new Date(at).toISOString(), v: values }), { qos: 1 });
  settle({ kind: "acknowledged" });
};

const toReply = (status: number, retryAfter: string | null | undefined): Reply => {
  if (status === 200) return { kind: "acknowledged" };
  if (status === 0) return { kind: "none" };
  const after = retryAfter === null || retryAfter === undefined ? undefined : Number(retryAfter);
  return status === 503 || status === 429 || status === 507
    ? { kind: "come-again", status, after }
    : { kind: "refused", status };
};

/** Sends one message over HTTP; answers the status, 0 when there was no answer. */
export const post = async (city: RunningCity, gauge: Gauge, at: number, level: number): Promise<number> => {
  const settle = gauge.history.begin("http", at, { level });
  const answer = await fetch(`${city.url}/api/v1/up`, {
    method: "POST",
    headers: { authorization: `Bearer ${gauge.token}`, "content-type": "application/json" },
    body: JSON.stringify({ at: new Date(at).toISOString(), v: { level } }),
    signal: AbortSignal.timeout(35_000),
  }).catch(() => undefined);
  await answer?.body?.cancel();
  settle(toReply(answer?.status ?? 0, answer?.headers.get("retry-after")));
  return answer?.status ?? 0;
};

/** Process of a child of the supervisor; `postgres` is the postmaster itself. */
export const pidOf = (city: RunningCity, name: "ingest" | "api" | "database" | "postgres"): number | undefined => {
  if (name === "postgres") {
    const file = join(city.dataDir, "database/postmaster.pid");
    return existsSync(file) ? Number(readFileSync(file, "utf8").split("\n")[0]) : undefined;
  }
  const listed = execFileSync("ps", ["-o", "pid=,args=", "--ppid", String(city.pid)], { encoding: "utf8" });
  const pid = new RegExp(`^\\s*(\\d+).*/${name}[.](?:mjs|ts)`, "m").exec(listed)?.[1];
  return pid === undefined ? undefined : Number(pid);
};

/** Ends a process as a power cut would. */
export const killHard = (city: RunningCity, name: "ingest" | "api" | "database" | "postgres"): boolean => {
  const pid = pidOf(city, name);
  if (pid === undefined) return false;
  process.kill(pid, "SIGKILL");
  return true;
};

/** Seconds until something is true; fails after a minute and a half. */
export const untilTrue = async (what: string, ask: () => Promise<boolean>, withinMs = 90_000): Promise<number> => {
  const began = performance.now();
  while (!(await ask().catch(() => false))) {
    if (performance.now() - began > withinMs) throw new Error(`${what}: not within ${withinMs / 1_000} s`);
    await sleep(50);
  }
  return (performance.now() - began) / 1_000;
};

/** Alarms of some things by one rule. */
export const alarmsOf = async (client: Client, gauges: readonly Gauge[], rule: string) => {
  const things = new Set(gauges.map(({ thingId }) => thingId));
  const all = await listAll((after) => client.alarms({ rule, limit: 500, ...(after === undefined ? {} : { after }) }));
  return all.filter(({ thingId }) => things.has(thingId));
};

export { openByKey };

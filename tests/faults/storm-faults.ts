import { createHash, randomBytes } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import type { Client } from "@chengyun/client";
import { makeCertificate } from "../../apps/server/src/testing/certificate.ts";
import { listAll } from "../../e2e/support/callers.ts";
import { findFreePort } from "../../e2e/support/port.ts";
import { makeFolder, type RunningCity } from "../../e2e/support/running-city.ts";
import { exactly, type Fault, makeChance, none, speed, within } from "./fault.ts";
import { killHard, openByKey, sleep, startFaultCity, untilTrue } from "./ground.ts";
import { History, judgeHistory } from "./history.ts";
import { openRawLine, publishPacket, type RawLine } from "./raw-line.ts";

interface Stormer {
  readonly id: string;
  readonly token: string;
  readonly thingId: string;
  readonly history: History;
}

/** Gauges in great number: on the manholes the demo city has, each with a token of its own. */
const addMany = async (client: Client, count: number): Promise<Stormer[]> => {
  const manholes = await listAll((after) =>
    client.things({ type: "manhole", limit: 500, ...(after === undefined ? {} : { after }) }),
  );
  const made: Stormer[] = [];
  for (let from = 0; from < count; from += 500) {
    const rows = Array.from({ length: Math.min(500, count - from) }, (_, n) => {
      const token = randomBytes(24).toString("base64url");
      const thing = manholes[(from + n) % manholes.length];
      if (thing === undefined) throw new Error("the city has no manhole");
      const tokenHash = createHash("sha256").update(token).digest("hex");
      return {
        token,
        thing,
        row: {
          ref: `storm-${from + n}`,
          type: "manhole-gauge",
          thing: thing.ref,
          name: `storm ${from + n}`,
          tokenHash,
        },
      };
    });
    const { items } = await client.importDevices({ source: "storm", devices: rows.map(({ row }) => row) });
    for (const [n, { id }] of items.entries()) {
      const row = rows[n];
      if (id !== undefined && row !== undefined)
        made.push({ id, token: row.token, thingId: row.thing.id, history: new History() });
    }
  }
  return made;
};

/** Comes back until it is in, with a pause that grows, and sends one reading. */
const comeBack = async (
  city: RunningCity,
  one: Stormer,
  { isTls, at, chance }: { isTls: boolean; at: number; chance: () => number },
): Promise<RawLine> => {
  const port = Number(city.env[isTls ? "MQTTS_PORT" : "MQTT_PORT"]);
  for (let wait = 200; ; wait = Math.min(5_000, wait * 2)) {
    const line = await openRawLine(port, one, isTls).catch(() => undefined);
    if (line === undefined) {
      await sleep(wait * (0.5 + chance()));
      continue;
    }
    line.socket.on("error", () => undefined);
    const settle = one.history.begin("mqtt", at, { level: at % 90 });
    const body = Buffer.from(JSON.stringify({ at: new Date(at).toISOString(), v: { level: at % 90 } }));
    line.socket.write(publishPacket(`up/${one.id}`, body, 1));
    await Promise.race([line.firstAck, line.ended]);
    if (line.acknowledged() > 0) {
      settle({ kind: "acknowledged" });
      return line;
    }
  }
};

/** A certificate that signed itself, in files as the city is given one. */
const writeCertificate = async (folder: string): Promise<{ TLS_CERT: string; TLS_KEY: string }> => {
  const made = await makeCertificate("127.0.0.1");
  const [cert, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];
  writeFileSync(cert, made.cert);
  writeFileSync(key, made.key);
  return { TLS_CERT: cert, TLS_KEY: key };
};

/** How late a process answers that only has to look: by the age of its answer. */
const answerMs = async (city: RunningCity): Promise<number> => {
  const began = performance.now();
  await new Promise<void>((resolve) => {
    const asked = request({ socketPath: join(city.dataDir, "run/ingest.sock"), path: "/internal/load" }, (answer) => {
      answer.resume();
      answer.on("end", resolve);
    });
    asked.on("error", () => resolve());
    asked.end();
  });
  return performance.now() - began;
};

/** Everybody comes within some seconds; answers their lines and how long it took until each had its reading acknowledged. */
const storm = async (
  city: RunningCity,
  all: readonly Stormer[],
  { withinMs, tlsShare, start, chance }: { withinMs: number; tlsShare: number; start: number; chance: () => number },
): Promise<{ lines: RawLine[]; seconds: number }> => {
  const began = performance.now();
  const lines = await Promise.all(
    all.map(async (one, n) => {
      await sleep(chance() * withinMs);
      // Times of their own: several gauges may look at one manhole.
      return comeBack(city, one, { isTls: n < all.length * tlsShare, at: start + n, chance });
    }),
  );
  return { lines, seconds: (performance.now() - began) / 1_000 };
};

/** F13: everybody is gone at once, and comes back at once. */
const reconnectStorm: Fault = {
  what: "every line drops at once and comes back within seconds, some over TLS",
  run: async ({ long, seed, tell }) => {
    const chance = makeChance(seed);
    const folder = makeFolder("storm");
    const port = await findFreePort();
    const plain = await startFaultCity({ env: { ...(await writeCertificate(folder)), MQTTS_PORT: String(port) } });
    const city = { ...plain, url: plain.url.replace("http:", "https:") };
    // The city's certificate is signed by itself; nothing but this city is called.
    process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = "0";
    try {
      const client = openByKey(city);
      const all = await addMany(client, long ? 10_000 : 1_000);
      await sleep(1_500);
      const withinMs = long ? 10_000 : 3_000;
      const start = Date.now() - 300_000;
      const come = { withinMs, tlsShare: 0.2, chance };
      const first = await storm(city, all, { ...come, start });
      tell(`${all.length} lines up after ${first.seconds.toFixed(1)} s`);
      killHard(city, "ingest");
      await Promise.all(first.lines.map(({ ended }) => ended));
      const second = await storm(city, all, { ...come, start: start + 20_000 });
      tell(`all back after ${second.seconds.toFixed(1)} s`);
      const late = await Promise.all(Array.from({ length: 20 }, () => answerMs(city)));
      const connections = async () =>
        (await client.health()).parts.find(({ part }) => part === "ingest")?.figures[0]?.value;
      await untilTrue("health counts them", async () => (await connections()) === all.length, 10_000).catch(
        () => undefined,
      );
      const counted = (await connections()) ?? 0;
      for (const { socket } of second.lines) socket.destroy();
      const { lost, doubled } = await judgeHistory(
        client,
        all.filter((_, n) => n % (long ? 50 : 10) === 0),
      );
      return [
        exactly("devices registered", all.length, long ? 10_000 : 1_000),
        within("all back, each with a reading acknowledged", second.seconds, 60),
        exactly("lines that health counts", counted, all.length),
        none("acknowledged and not stored, of every tenth (long: fiftieth)", lost),
        none("stored twice", doubled),
        speed(within("longest answer of ingest afterwards", Math.max(...late), 250, "ms"), long),
      ];
    } finally {
      delete process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
      await city.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** Faults of many lines at once, by id. */
export const stormFaults: Readonly<Record<string, Fault>> = { F13: reconnectStorm };

import { fork } from "node:child_process";
import { join } from "node:path";
import type { Client } from "@chengyun/client";
import type { LoadDevice, LoadResult, LoadWish } from "./mqtt-load.ts";

const atOnce = 16;

/** Registers manholes with their gauges; the first `judged` of them have a depth, so that a rule judges their level. */
export const registerFleet = async (client: Client, count: number, judged: number): Promise<LoadDevice[]> => {
  const areas = (await client.areas()).items;
  const area = areas.find(({ level }) => level === Math.max(...areas.map((one) => one.level)));
  if (area === undefined) throw new Error("the city has no area");
  const devices: LoadDevice[] = [];
  const add = async (n: number): Promise<void> => {
    const thing = await client.addThing({
      ref: `bench-${n}`,
      type: "manhole",
      name: { zh: `压测井 ${n}`, en: `Bench manhole ${n}` },
      position: [112.34 + (n % 100) * 0.0001, 28.84 + Math.floor(n / 100) * 0.0001],
      areaPath: area.path,
      attributes: n < judged ? { lipCm: 200 } : {},
    });
    const made = await client.addDevice({
      ref: `bench-${n}`,
      type: "manhole-gauge",
      thingId: thing.id,
      name: `gauge ${n}`,
    });
    devices[n] = made;
  };
  let next = 0;
  const work = async () => {
    for (let n = next++; n < count; n = next++) await add(n);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return devices;
};

/** Runs a load in a process of its own. */
export const runLoad = (wish: LoadWish): Promise<LoadResult> =>
  new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, "mqtt-load.ts"), {
      execArgv: ["--import", "tsx", "--max-semi-space-size=64"],
    });
    child.once("message", ({ result, error }: { result?: LoadResult; error?: string }) => {
      child.disconnect();
      child.kill();
      if (result === undefined) reject(new Error(error));
      else resolve(result);
    });
    child.once("exit", (code) => code !== 0 && code !== null && reject(new Error(`the load ended with ${code}`)));
    child.send(wish);
  });

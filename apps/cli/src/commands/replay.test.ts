import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeClient } from "@chengyun/client";
import type { Label } from "@chengyun/kernel";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { FakeCity } from "../../../simulator/src/fake-city.fixture.ts";
import { replaySet, replayTides } from "./replay.ts";

const header = "typhoon,station,sn,lat,lon,lev_cm,warning_level_cm,time_local,observed_cm,predicted_cm,surge_cm";

let city: FakeCity;
let data: string;
let stopping: AbortController;
const said: string[] = [];
const warned: string[] = [];
const terminal = {
  say: (text: Label) => void said.push(text.en),
  warn: (text: Label) => void warned.push(text.en),
  progress: () => undefined,
};

const hour = (at: number): string => `2014-07-18 ${String(at).padStart(2, "0")}:00`;
const row = (storm: string, [station, level]: readonly [string, string], at: number, observed: string): string =>
  `${storm},${station},1,20.0167,110.2833,190,${level},${hour(at)},${observed},180,1`;

const writeStorm = (storm: string, lines: readonly string[]): void => {
  const folder = join(data, "hazards", "tide-gauges");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `typhoon-${storm}-hourly-tide.csv`), [header, ...lines, ""].join("\n"));
  writeFileSync(join(folder, "station-names.csv"), "code,name_zh\nXIUYING,秀英\n");
};

const replay = (storm = "1409", speed = 36_000): Promise<number> => {
  stopping = new AbortController();
  const keyFile = join(data, "key");
  return replayTides(
    { storm, speed, data, url: city.url, mqtt: city.mqttUrl, keyFile },
    { terminal, signal: stopping.signal },
  );
};

beforeEach(async () => {
  city = new FakeCity();
  await city.open();
  data = mkdtempSync(join(tmpdir(), "storm-"));
  writeFileSync(join(data, "key"), "secret\n");
  said.length = 0;
  warned.length = 0;
});

afterEach(async () => {
  await city.close();
  rmSync(data, { recursive: true });
});

const heard = () =>
  city.heard.map(({ device, payload }) => ({
    thing: city.thingOf(device),
    ...(JSON.parse(payload.toString()) as { at: string; v: Record<string, number> }),
  }));

describe("a storm is replayed", () => {
  const lines = [10, 11, 12, 13].flatMap((at) => [
    row("1409", ["XIUYING", "290"], at, String(280 + at)),
    row("1409", ["XISHA", ""], at, at === 12 ? "" : "150"),
  ]);

  test("hour by hour on the city's clock, from now, every reading once, at full speed and then at one", async () => {
    writeStorm("1409", lines);
    const began = city.now;
    expect(await replay()).toBe(0);
    const levels = heard().filter(({ thing }) => thing === "tide-gauge/XIUYING");
    expect(levels.map(({ v }) => v["tide-level"])).toEqual([290, 291, 292, 293]);
    const times = levels.map(({ at }) => Date.parse(at));
    expect(times.map((at) => at - (times[0] ?? 0))).toEqual([0, 1, 2, 3].map((hours) => hours * 3_600_000));
    expect(Math.abs((times[0] ?? 0) - began)).toBeLessThan(5_000);
    expect(city.now).toBeGreaterThanOrEqual(times.at(-1) ?? 0);
    expect(city.clockSettings.map(({ speed }) => speed)).toEqual([36_000, 1]);
    expect(heard()).toHaveLength(7);
  });

  test("with the level of this storm, the name of the station, and the run that shows original times", async () => {
    writeStorm("1409", lines);
    writeStorm("1415", [row("1415", ["XIUYING", "255"], 10, "200")]);
    await replay("1409");
    const first = city.things.get("tide-gauge/XIUYING");
    expect(first).toMatchObject({ name: { zh: "秀英验潮站", en: "Xiuying tide gauge" } });
    expect(first?.attributes).toMatchObject({ warningLevelCm: 290, stationCode: "XIUYING" });
    expect(city.things.get("tide-gauge/XISHA")?.attributes).not.toHaveProperty("warningLevelCm");
    const shift = Number(first?.attributes["replayOffsetMs"]);
    const [shown = ""] = heard().map(({ at }) => at);
    expect(Date.parse(shown) - shift).toBe(Date.parse("2014-07-18T02:00:00Z"));
    await replay("1415");
    expect(city.things.get("tide-gauge/XIUYING")?.attributes).toMatchObject({ warningLevelCm: 255 });
    expect(city.things.size).toBe(2);
  });

  test("and tells what it left out, where, and what arrived", async () => {
    writeStorm("1409", [...lines, "1409,XIUYING"]);
    expect(await replay()).toBe(0);
    expect(said[0]).toContain("7 readings, 2 broken lines");
    expect(warned).toEqual(["  observed_cm is empty: line 7", "  2 columns instead of 11: line 10"]);
    expect(said.at(-1)).toMatch(/7 sent, 7 acknowledged, 2 lines left out/);
  });

  test("after the broker was away, with nothing lost and nothing twice in time", async () => {
    writeStorm(
      "1409",
      [10, 11, 12, 13, 14, 15].map((at) => row("1409", ["XIUYING", "290"], at, String(at))),
    );
    const running = replay("1409", 7_200);
    await vi.waitFor(() => expect(city.heard.length).toBeGreaterThan(1), { timeout: 10_000 });
    const port = city.mqttPort;
    await city.closeBroker();
    await city.openBroker(port);
    expect(await running).toBe(0);
    expect([...new Set(heard().map(({ at }) => at))]).toHaveLength(6);
  });

  test("on a lease, so that a replay that is killed leaves no clock fast, and whoever pauses the city meanwhile is obeyed", async () => {
    writeStorm("1409", lines);
    const running = replay("1409", 3_600);
    await vi.waitFor(() => expect(city.heard.length).toBeGreaterThan(0), { timeout: 10_000 });
    expect(city.clockSettings).toMatchObject([{ speed: 3_600, lease: 30 }]);
    await makeClient({ url: city.url }).setClock({ speed: 0, reason: "a drill is explained" });
    stopping.abort();
    expect(await running).toBe(130);
    expect(city.clockSettings.at(-1)).toEqual({ speed: 0, reason: "a drill is explained" });
  });

  test("until Ctrl-C, which leaves the clock at speed one", async () => {
    writeStorm("1409", lines);
    const running = replay("1409", 3_600);
    await vi.waitFor(() => expect(city.heard.length).toBeGreaterThan(0), { timeout: 10_000 });
    stopping.abort();
    expect(await running).toBe(130);
    expect(city.clockSettings.at(-1)?.speed).toBe(1);
    expect(city.heard.length).toBeLessThan(7);
  });
});

describe("what is missing is said in a sentence", () => {
  test("no data: exit code 3, nothing is sent and the clock is left alone", async () => {
    expect(await replay()).toBe(3);
    expect(warned[0]).toMatch(/There are no tide readings at .*typhoon-1409/);
    expect([city.clockSettings, city.heard]).toEqual([[], []]);
  });

  test("a table without a usable line: exit code 3", async () => {
    writeStorm("1409", ["rubbish"]);
    expect(await replay()).toBe(3);
    expect(warned.at(-1)).toBe("There is no usable reading in it.");
  });

  test("no city: exit code 4", async () => {
    writeStorm("1409", [row("1409", ["XIUYING", "290"], 10, "1")]);
    const options = { storm: "1409", speed: 60, data, keyFile: join(data, "key"), url: "http://127.0.0.1:9" };
    expect(await replayTides(options, { terminal, signal: new AbortController().signal })).toBe(4);
    expect(warned.at(-1)).toMatch(/cannot be reached/);
  });

  test("no broker: exit code 4 at once, and the clock runs at one", async () => {
    writeStorm("1409", [row("1409", ["XIUYING", "290"], 10, "1")]);
    const options = { storm: "1409", speed: 60, data, keyFile: join(data, "key"), url: city.url };
    const mqtt = "mqtt://127.0.0.1:9";
    expect(await replayTides({ ...options, mqtt }, { terminal, signal: new AbortController().signal })).toBe(4);
    expect(warned.at(-1)).toMatch(/No device can connect to mqtt:\/\/127.0.0.1:9/);
  });

  test("no key: exit code 4 with the path", async () => {
    writeStorm("1409", [row("1409", ["XIUYING", "290"], 10, "1")]);
    const options = { storm: "1409", speed: 60, data, url: city.url, keyFile: join(data, "nokey") };
    expect(await replayTides(options, { terminal, signal: new AbortController().signal })).toBe(4);
    expect(warned.at(-1)).toMatch(/no API key at .*nokey/);
  });
});

describe("any set is replayed by the mapping it is imported by", () => {
  const write = (lines: readonly string[]): { file: string; map: string } => {
    const [file, map] = [join(data, "levels.csv"), join(data, "levels.json")];
    writeFileSync(file, ["when,who,level,lid", ...lines, ""].join("\n"));
    const thing = { text: "well/{who}" };
    const values = [
      { thing, stream: { is: "level" }, value: "level", unit: "cm" },
      { thing, stream: { is: "lid" }, value: "lid", unit: "" },
    ];
    const mapping = { kind: "readings", source: "wells", zone: "Asia/Shanghai", time: "when", values };
    writeFileSync(map, JSON.stringify(mapping));
    return { file, map };
  };
  const play = (set: string, more: object) => {
    stopping = new AbortController();
    const options = { speed: 36_000, data, url: city.url, mqtt: city.mqttUrl, keyFile: join(data, "key"), seed: 1 };
    return replaySet(set, { ...options, ...more }, { terminal, signal: stopping.signal });
  };
  const told = () =>
    city.heard.flatMap(({ device, payload }) =>
      (JSON.parse(payload.toString()) as { at: string; v: Record<string, number> }[]).map(({ at, v }) => ({
        thing: city.thingOf(device),
        at: Date.parse(at),
        v,
      })),
    );
  const lines = [
    "2014-07-18 12:00,b,3,",
    "2014-07-18 10:00,a,1,0",
    "2014-07-18 11:00,a,2,1",
    "2014-07-18 11:00,b,nine,1",
  ];

  test("in order of time whatever the order of the file, faults left out, what one moment holds in one message", async () => {
    const { file, map } = write(lines);
    expect(await play(file, { map })).toBe(0);
    expect(told().map(({ thing, v }) => [thing, v])).toEqual([
      ["well/a", { level: 1, lid: 0 }],
      ["well/a", { level: 2, lid: 1 }],
      ["well/b", { lid: 1 }],
      ["well/b", { level: 3 }],
    ]);
    const times = told().map(({ at }) => at);
    expect(times.map((at) => at - (times[0] ?? 0))).toEqual([0, 3_600_000, 3_600_000, 7_200_000]);
    expect(said.join("\n")).toMatch(/6 readings of 4 streams.*1 rows with faults/);
    expect(city.clockSettings.map(({ speed }) => speed)).toEqual([36_000, 1]);
  });

  test("only what was measured within, and out of order and again where that is asked", async () => {
    const { file, map } = write(lines);
    const from = Date.parse("2014-07-18T10:30+08:00");
    expect(await play(file, { map, from, late: 7_200, times: 2 })).toBe(0);
    const heard = told().flatMap(({ thing, v }) => Object.entries(v).map((one) => `${thing} ${one}`));
    expect(heard).toHaveLength(8);
    expect(new Set(heard).size).toBe(4);
  });

  test("what can't be replayed is said", async () => {
    const { file, map } = write(["2014-07-18 10:00,a,1,0"]);
    expect(await play("no-such-set", {})).toBe(2);
    expect(warned.join("\n")).toContain("comes along");
    expect(await play(file, { map, to: 0 })).toBe(3);
    expect(warned.join("\n")).toContain("no readings of that time");
  });
});

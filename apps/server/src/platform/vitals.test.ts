import type { PartHealth } from "@chengyun/contracts";
import { expect, test } from "vitest";
import { createVitals } from "./vitals.ts";

const pump = { part: "pump", name: { zh: "水泵", en: "Pump" } };
const well: PartHealth = { ...pump, state: "well", words: { zh: "正常。", en: "It runs." }, figures: [] };

test("what fails is not known, with a sentence, and hides nothing of the others", async () => {
  const vitals = createVitals();
  const faults: unknown[] = [];
  vitals.add({ part: "valve", name: { zh: "阀门", en: "Valve" } }, async () => {
    throw new Error("stuck");
  });
  vitals.add(pump, async () => well);
  const parts = await vitals.readAll(1_000, (part, error) => faults.push([part, (error as Error).message]));
  expect(parts).toMatchObject([
    { part: "valve", name: { zh: "阀门" }, state: "unknown", words: { zh: expect.stringMatching(/。$/) } },
    { part: "pump", state: "well" },
  ]);
  expect(faults).toEqual([["valve", "stuck"]]);
});

test("what hangs is given up and not waited for", async () => {
  const vitals = createVitals();
  vitals.add(pump, () => new Promise(() => undefined));
  expect(await vitals.readAll(5)).toMatchObject([{ part: "pump", state: "unknown" }]);
});

test("it is said since when a part has been as it is", async () => {
  const vitals = createVitals();
  let state: PartHealth["state"] = "well";
  vitals.add(pump, async () => ({ ...well, state }));
  const since = async () => (await vitals.readAll(1_000))[0]?.since ?? "";
  const first = await since();
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(await since()).toBe(first);
  state = "down";
  expect((await since()) > first).toBe(true);
});

test("a measure that cannot be read is left out of the metrics, and the rest is told", async () => {
  const { metrics } = createVitals();
  metrics.add({ name: "pump_turns_total", help: "Turns", read: async () => [{ value: 7 }] });
  metrics.add({ name: "pump_heat", help: "Heat", read: () => Promise.reject(new Error("no gauge")) });
  metrics.add({
    name: "pump_level",
    help: "Level",
    labels: ["pump"],
    read: async () => [{ value: 2, labels: { pump: "east" } }],
  });
  metrics.observe({ route: "/api/v1/cases/:id", status: 200, ms: 30 });
  const lines = (await metrics.read()).text.split("\n");
  await metrics.read();
  expect(lines).toContain("chengyun_pump_turns_total 7");
  expect(lines).toContain('chengyun_pump_level{pump="east"} 2');
  expect(lines.some((line) => line.startsWith("chengyun_pump_heat "))).toBe(false);
  expect(lines).toContain('chengyun_http_request_duration_seconds_count{route="/api/v1/cases/:id",status="200"} 1');
  expect((await metrics.read()).text).toContain("chengyun_pump_turns_total 7\n");
});

import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { system } from "../../../platform/actor.ts";
import { transact } from "../../../platform/context.ts";
import { record } from "../../../platform/journal.ts";
import { openPulse, type Pulse } from "../../../platform/pulse.ts";
import { withDatabase } from "../../../testing/database-address.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { feedOf } from "../live/index.ts";
import { type Journal, startJournal } from "./index.ts";

let city: TestCity;
let pulse: Pulse;
let journal: Journal;
beforeAll(async () => {
  city = await openTestCity();
  const { rows } = await city.database.pool.query("SELECT current_database() AS name");
  const { cause: _, ...seed } = city.context(system("test"));
  pulse = openPulse(withDatabase(inject("database"), rows[0].name), seed.log);
  journal = startJournal(() => seed, pulse);
});
afterAll(async () => {
  await pulse.close();
  await city.close();
});

test("what was committed reaches who follows and is signed, without anybody asking", async () => {
  const told: string[] = [];
  const heard = new Promise<void>((resolve) => {
    void feedOf(city.database.db).follow({
      position: 0,
      take: (entries) => {
        told.push(...entries.map(({ type }) => type));
        if (told.length === 2) resolve();
      },
      ready: async () => undefined,
    });
  });
  for (const type of ["sheet.filed", "sheet.dispatched"])
    await transact(city.context(system("test")), (ctx) =>
      record(ctx, { type, subject: { kind: "case", id: "c" }, areaPath: "", departments: [], changes: {} }),
    );
  await heard;
  expect(told).toEqual(["sheet.filed", "sheet.dispatched"]);
  await journal.stop();
  const { body } = await city.call(undefined, "GET", "/api/v1/journal/checkpoint");
  expect(body.split("\n")[1]).toBe("2");
});

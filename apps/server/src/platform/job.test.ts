import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestCity, type TestCity } from "../testing/test-city.ts";
import { system } from "./actor.ts";
import { createJobs } from "./job.ts";

let city: TestCity;
beforeAll(async () => {
  city = await openTestCity();
});
afterAll(() => city.close());

test("what looks for the due and fails is told of, and starves nothing that looks after it", async () => {
  const looked: string[] = [];
  const ticks = [
    { name: "first", run: async () => void looked.push("first") },
    { name: "broken", run: () => Promise.reject(new Error("no calendar for next year")) },
    { name: "last", run: async () => void looked.push("last") },
  ];
  const context = city.context(system("test"));
  const seed = () => ({ ...context, cause: { kind: "entry", id: "1" } as const });
  const jobs = createJobs({ database: city.database, seed, jobs: [], ticks, log: context.log });
  await expect(jobs.workOff()).rejects.toThrow("no calendar for next year");
  expect(looked).toEqual(["first", "last"]);
  await jobs.stop();
});

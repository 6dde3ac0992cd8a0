import { afterAll, beforeAll, expect, test } from "vitest";
import { administrator } from "../testing/actors.ts";
import { openTestCity, type TestCity } from "../testing/test-city.ts";
import { transact } from "./context.ts";
import { record } from "./journal.ts";
import { keepRecent } from "./recent.ts";

let city: TestCity;
beforeAll(async () => {
  city = await openTestCity();
});
afterAll(() => city.close());

test("what hardly changes is read once, anew by who changes it, and by all when that is committed and not before", async () => {
  let reads = 0;
  const readLamps = keepRecent({
    kinds: ["lamp"],
    read: async () => {
      reads += 1;
      return reads;
    },
  });
  const ctx = city.context(administrator());
  const first = await readLamps(ctx);
  await transact(ctx, async (inner) => {
    const subject = { kind: "lamp", id: "00000000-0000-7000-8000-000000000001" };
    await record(inner, { type: "lamp.lit", subject, areaPath: "", departments: [], changes: {} });
    expect(await readLamps(inner)).toBe(first + 1);
    expect(await readLamps(inner)).toBe(first + 2);
  });
  const after = await readLamps(ctx);
  expect(after).toBe(first + 3);
});

test("a reading that began before a change was committed is not kept", async () => {
  let go: () => void = () => undefined;
  const waits = new Promise<void>((done) => {
    go = done;
  });
  let reads = 0;
  const readLamps = keepRecent({
    kinds: ["lamp"],
    read: async () => {
      reads += 1;
      const of = reads;
      if (of === 1) await waits;
      return of;
    },
  });
  const ctx = city.context(administrator());
  const slow = readLamps(ctx);
  await transact(ctx, (inner) => {
    const subject = { kind: "lamp", id: "00000000-0000-7000-8000-000000000002" };
    return record(inner, { type: "lamp.lit", subject, areaPath: "", departments: [], changes: {} });
  });
  go();
  expect(await slow).toBe(1);
  expect(await readLamps(ctx)).toBe(2);
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { DirtyHours } from "./dirty-hours.ts";
import { openStore } from "./store.ts";
import { hour, minute, noon, TestStore } from "./test-store.ts";

const store = new TestStore();
beforeAll(() => store.open());
afterAll(() => store.close());

test("a roll-up that begins while a mark is being written takes that mark, and the next late reading makes another", async () => {
  const { engine } = store;
  const client = openStore("url" in engine ? engine : { socket: engine.socket });
  const dirty = await DirtyHours.open(client);
  expect(await dirty.spans(dirty.turn(), 10)).toEqual([]);
  const span = { from: noon - hour, to: noon, hours: 1 };

  dirty.want(1, noon - hour);
  const written = dirty.write();
  const round = dirty.turn();
  await written;
  expect(await dirty.spans(round, 10)).toEqual([{ ...span, round }]);
  await dirty.clear({ ...span, round });
  expect(await dirty.spans(round, 10)).toEqual([]);

  dirty.want(1, noon - hour + minute);
  await dirty.write();
  const next = dirty.turn();
  expect(await dirty.spans(next, 10)).toEqual([{ ...span, round: next }]);
  await client.close();
});

test("many hours are made anew in spans that never cut an hour; a mark made meanwhile outlives their clearing", async () => {
  const { engine } = store;
  const client = openStore("url" in engine ? engine : { socket: engine.socket });
  await client.command({ query: "TRUNCATE TABLE dirty_hours" });
  const dirty = await DirtyHours.open(client);
  const start = noon - 240 * hour;
  for (const stream of [1, 2, 3]) for (const at of [0, 1, 2]) dirty.want(stream, start + at * hour);
  await dirty.write();
  const round = dirty.turn();
  const spans = await dirty.spans(round, 6);
  expect(spans).toEqual([
    { round, from: start, to: start + 2 * hour, hours: 6 },
    { round, from: start + 2 * hour, to: start + 3 * hour, hours: 3 },
  ]);
  dirty.want(2, start + hour);
  await dirty.write();
  for (const span of spans) await dirty.clear(span);
  expect(await dirty.spans(round, 6)).toEqual([]);
  await client.close();
});

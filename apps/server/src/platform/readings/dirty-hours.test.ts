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
  expect(await dirty.list(dirty.turn(), 10)).toEqual([]);
  const marked = [{ stream: 1, hour: noon - hour }];

  dirty.want(1, noon - hour);
  const written = dirty.write();
  const round = dirty.turn();
  await written;
  expect(await dirty.list(round, 10)).toEqual(marked);
  await dirty.clear(marked, round);

  dirty.want(1, noon - hour + minute);
  await dirty.write();
  expect(await dirty.list(dirty.turn(), 10)).toEqual(marked);
  await client.close();
});

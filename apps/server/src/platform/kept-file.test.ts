import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { findSavedRoster } from "../ingest/roster-content.ts";
import { findSnapshot, saveSnapshot } from "../modules/alarms/rule/index.ts";
import { openLog } from "./log.ts";

const folder = mkdtempSync(join(tmpdir(), "kept-"));
const path = join(folder, "kept.json");
const log = openLog({ city: "yunze", logLevel: "silent" }, "test");
afterEach(() => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
});

test.each(['{"a":1}', "[]", "null", '{"version":1,"cut":0,"watches":{},"events":[]}', "{"])(
  "a snapshot or roster that reads %s is moved aside and counts as none",
  async (text) => {
    for (const find of [findSnapshot, findSavedRoster]) {
      writeFileSync(path, text);
      expect(await find(path, log)).toBeUndefined();
      const [aside, ...rest] = readdirSync(folder);
      expect(aside).toMatch(/^kept\.json\.bad-\d+$/);
      expect(rest).toEqual([]);
      rmSync(join(folder, String(aside)));
    }
  },
);

test("a snapshot in the shape it is written in is read as it was", async () => {
  const snapshot = { version: 1, cut: 5, watches: [], events: [] } as const;
  await saveSnapshot(path, snapshot);
  expect(await findSnapshot(path, log)).toEqual(snapshot);
  expect(readdirSync(folder)).toEqual(["kept.json"]);
});

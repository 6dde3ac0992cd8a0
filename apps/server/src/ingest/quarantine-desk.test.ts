import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openLog } from "../platform/log.ts";
import { openTestCity, type TestCity } from "../testing/test-city.ts";
import { openQuarantineDesk, type PutAside, type QuarantineDesk } from "./quarantine-desk.ts";

let city: TestCity;
const room = mkdtempSync(join(tmpdir(), "chengyun-desk-"));
const told: boolean[] = [];

const openDesk = (path: string): Promise<QuarantineDesk> =>
  openQuarantineDesk({
    db: city.database.db,
    path,
    now: () => city.clock.now().getTime(),
    log: openLog(city.deployment.config, "ingest"),
    onDatabase: (ok) => told.push(ok),
  });
const stranger = (deviceId: string, text = "x"): PutAside => ({
  reason: "unknown-device",
  deviceId,
  address: "127.0.0.1",
  detail: { zh: text, en: text },
});
const rows = () =>
  city.database.db.selectFrom("quarantined").select(["device_id", "detail", "payload"]).orderBy("id").execute();

beforeAll(async () => {
  city = await openTestCity();
});
afterAll(async () => {
  await city.close();
  rmSync(room, { recursive: true, force: true });
});

test("what the operations store's texts can't hold is put aside all the same, and blocks nobody", async () => {
  const desk = await openDesk(join(room, "quarantine.json"));
  const known = { areaPath: "4398/", reason: "undecodable" } as const;
  desk.put(stranger("a\u0000b"));
  desk.put({
    ...stranger("gauge-1", "no stream “a\u0000”"),
    ...known,
    about: "stream a\u0000",
    payload: '{"v":{"a\u0000":1}}',
  });
  desk.put({ ...stranger("gauge-2", "no stream “\u{1f30a}".slice(0, -1)), ...known, about: "\u{1f30a}".slice(0, 1) });
  desk.put(stranger("honest"));
  await desk.flush();
  expect([desk.pending(), desk.failed()]).toEqual([0, 0]);
  expect(await rows()).toEqual([
    { device_id: "a\ufffdb", detail: { zh: "x", en: "x" }, payload: null },
    {
      device_id: "gauge-1",
      detail: { zh: "no stream “a\ufffd”", en: "no stream “a\ufffd”" },
      payload: '{"v":{"a\ufffd":1}}',
    },
    { device_id: "gauge-2", detail: { zh: "no stream “\ufffd", en: "no stream “\ufffd" }, payload: null },
    { device_id: "honest", detail: { zh: "x", en: "x" }, payload: null },
  ]);
  await desk.close();
  await city.database.db.deleteFrom("quarantined").execute();
});

test("a row the operations store refuses is given up and counted; the others are kept, and the store is not called away", async () => {
  const path = join(room, "damaged.json");
  const damaged = { ...stranger("damaged"), id: "0199a0a0-0000-7000-8000-000000000001", key: "damaged", areaPath: "" };
  writeFileSync(path, JSON.stringify([{ ...damaged, count: 1e12, firstAt: 0, lastAt: 0 }]));
  const desk = await openDesk(path);
  desk.put(stranger("honest"));
  told.length = 0;
  await desk.flush();
  expect([desk.pending(), desk.failed(), told]).toEqual([0, 1, [true]]);
  expect((await rows()).map(({ device_id }) => device_id)).toEqual(["honest"]);
  await desk.close();
});

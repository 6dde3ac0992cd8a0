import { rmSync, statSync } from "node:fs";
import { connect as connectTo, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { sql } from "kysely";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { listStandingAlarms } from "../modules/alarms/alarm/index.ts";
import { registerThing } from "../modules/atlas/thing/index.ts";
import { system } from "../platform/actor.ts";
import { updateClockSetting } from "../platform/clock-store.ts";
import { type Database, openDatabase } from "../platform/database.ts";
import { openLog } from "../platform/log.ts";
import { officer } from "../testing/actors.ts";
import { withDatabase } from "../testing/database-address.ts";
import { openTestCity, type TestCity } from "../testing/test-city.ts";
import { addManhole, connect, levelAt, minuteMs, openTestIngest, say } from "../testing/test-ingest.ts";
import type { Ingest } from "./ingest.ts";
import { findSavedRoster, readRoster } from "./roster-content.ts";

let city: TestCity;
let ingest: Ingest;
const rosterPath = () => join(city.deployment.directory.root, "ingest", "roster.json");

beforeEach(async () => {
  city = await openTestCity();
  ingest = await openTestIngest(city);
});
afterEach(async () => {
  await ingest.close();
  await city.close();
});

test("a new setting of the clock is heard while the devices are still being read", async () => {
  const { db } = city.database;
  const at = city.clock.now().getTime() + 60 * minuteMs;
  await updateClockSetting(db, { speed: 60, at, real: city.clock.real().getTime() });
  let looking: Promise<void> | undefined;
  await db.transaction().execute(async (held) => {
    await sql`LOCK TABLE devices IN ACCESS EXCLUSIVE MODE`.execute(held);
    looking = ingest.refresh();
    await ingest.refreshClock();
    expect(city.clock.setting().speed).toBe(60);
    expect(city.clock.now().getTime()).toBe(at);
  });
  await looking;
});

test("things without a device are nobody's business here, and a roster that stays is not written again", async () => {
  const device = await addManhole(city);
  await registerThing(city.context(system("test")), {
    ref: "bare",
    type: "manhole",
    name: { zh: "无设备井", en: "Bare manhole" },
    position: [112.55, 28.85],
    attributes: { lipCm: 200 },
    areaPath: "4398/439881/",
  });
  expect((await readRoster(city.database.db)).things.map(({ id }) => id)).toEqual([device.thingId]);
  await ingest.refresh();
  expect(
    (await findSavedRoster(rosterPath(), openLog({ city: "yunze", logLevel: "silent" }, "test")))?.devices.map(
      ({ id }) => id,
    ),
  ).toEqual([device.id]);
  const before = statSync(rosterPath()).ino;
  await ingest.refresh();
  expect(statSync(rosterPath()).ino).toBe(before);
  await addManhole(city);
  await ingest.refresh();
  expect(statSync(rosterPath()).ino).not.toBe(before);
});

/** The operations store behind a wire that can be cut and joined. */
const openWire = async (): Promise<{ database: Database; join: () => void; close: () => Promise<void> }> => {
  const { rows } = await sql<{ name: string }>`SELECT current_database() AS name`.execute(city.database.db);
  const address = withDatabase(inject("database"), rows[0]?.name ?? "");
  const url = "connectionString" in address ? new URL(address.connectionString) : undefined;
  // A server on a Unix socket is named by the `host` parameter, which counts before the host of the address.
  const host = "connectionString" in address ? (url?.searchParams.get("host") ?? url?.hostname ?? "") : address.host;
  const port = "connectionString" in address ? Number(url?.port || 5432) : address.port;
  let isJoined = false;
  const open = new Set<Socket>();
  const server = createServer((near) => {
    near.on("error", () => undefined);
    if (!isJoined) {
      near.destroy();
      return;
    }
    const far = host.startsWith("/") ? connectTo(join(host, `.s.PGSQL.${port}`)) : connectTo(port, host);
    far.on("error", () => near.destroy());
    for (const socket of [near, far]) open.add(socket);
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const own = (server.address() as { port: number }).port;
  if (url !== undefined) Object.assign(url, { hostname: "127.0.0.1", port: String(own) });
  url?.searchParams.delete("host");
  const through =
    "connectionString" in address
      ? { connectionString: url?.href ?? "" }
      : { ...address, host: "127.0.0.1", port: own };
  const database = openDatabase(through);
  return {
    database,
    join: () => {
      isJoined = true;
    },
    close: async () => {
      await database.close();
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

test("an alarm that stood before a start without the operations store is taken over when that returns, and clears", async () => {
  const device = await addManhole(city);
  await ingest.refresh();
  const line = await connect(ingest, device);
  await say(line, device, levelAt(city.clock.now().getTime(), 190));
  await ingest.settled();
  city.advance(10 * minuteMs);
  ingest.tick();
  await ingest.settled();
  expect(await listStandingAlarms(city.database)).toHaveLength(1);
  await line.endAsync();
  await ingest.close();
  rmSync(join(city.deployment.directory.root, "ingest", "rules.json"));
  city.advance(3 * 60 * minuteMs);

  const wire = await openWire();
  ingest = await openTestIngest(city, wire.database);
  wire.join();
  await ingest.refresh();
  const again = await connect(ingest, device);
  await say(again, device, levelAt(city.clock.now().getTime(), 100));
  await ingest.settled();
  city.advance(11 * minuteMs);
  ingest.tick();
  await ingest.settled();
  const { body } = await city.call(officer(), "GET", `/api/v1/alarms?thing=${device.thingId}&open=true`);
  expect(body.items.filter(({ rule }: { rule: string }) => rule === "drain-backing-up")).toEqual([]);
  await again.endAsync();
  await ingest.close();
  await wire.close();
  ingest = await openTestIngest(city);
});

import type { Ingest } from "../../apps/server/src/ingest/ingest.ts";
import { addManhole, levelAt, openTestIngest, type TestDevice } from "../../apps/server/src/testing/test-ingest.ts";
import { anybody, type Ground } from "./ground.ts";
import { RawLine } from "./mqtt-line.ts";

/** Gauges of a city, and what became of what they sent. */
export interface DeviceGround {
  readonly ingest: Ingest;
  readonly addDevice: () => Promise<TestDevice>;
  /** A line that is signed in. */
  readonly enter: (device: TestDevice) => Promise<RawLine>;
  readonly stored: (device: TestDevice) => Promise<{ at: number; value: number }[]>;
  readonly putAside: (device: TestDevice, reason: string) => Promise<number>;
  /** Alarms of its level, not of its silence. */
  readonly alarms: (device: TestDevice) => Promise<number>;
  readonly now: () => number;
}

/** Opens ingest beside the city's API for the length of some work. */
export const withDevices = async (ground: Ground, work: (devices: DeviceGround) => Promise<void>): Promise<void> => {
  const { city } = ground;
  const ingest = await openTestIngest(city);
  const enter = async (device: TestDevice) => {
    const line = new RawLine(ingest.mqttPort);
    const code = await line.enter(device);
    if (code !== 0) throw new Error(`a good device was answered ${code}`);
    return line;
  };
  const stored = async ({ thingId }: TestDevice) => {
    await ingest.settled();
    const { body } = await city.call(anybody(), "GET", `/api/v1/things/${thingId}/streams`);
    const { no } = body.items.find(({ type }: { type: string }) => type === "level");
    return ingest.readings.queries.readings(no, { from: 0, to: Date.UTC(2200, 1) }, 10_000);
  };
  const putAside = async ({ id }: TestDevice, reason: string) => {
    await ingest.settled();
    const { body } = await city.call(anybody(), "GET", `/api/v1/quarantine?reason=${reason}&limit=500`);
    return body.items
      .filter((item: { deviceId?: string }) => item.deviceId === id)
      .reduce((sum: number, item: { count: number }) => sum + item.count, 0);
  };
  const alarms = async ({ thingId }: TestDevice) => {
    await ingest.settled();
    const { rows } = await city.database.pool.query(
      "SELECT count(*)::int AS n FROM alarms WHERE thing_id = $1 AND rule = 'drain-backing-up'",
      [thingId],
    );
    return rows[0].n as number;
  };
  const addDevice = async () => {
    const device = await addManhole(city);
    await ingest.refresh();
    return device;
  };
  const now = () => city.clock.now().getTime();
  try {
    await work({ ingest, addDevice, enter, stored, putAside, alarms, now });
  } finally {
    await ingest.close();
  }
};

export { levelAt, type TestDevice };

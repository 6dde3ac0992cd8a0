import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Client } from "@chengyun/client";
import { openByPost } from "../../e2e/support/callers.ts";
import { makeFolder, type RunningCity, runCli } from "../../e2e/support/running-city.ts";
import { exactly, type Fault, type FaultFigure, none, type SkippedFault, speed, within } from "./fault.ts";
import {
  addGauges,
  alarmsOf,
  type Gauge,
  openByKey,
  openLine,
  post,
  pumpStation,
  send,
  sleep,
  startFaultCity,
  untilTrue,
} from "./ground.ts";
import { countRepeats, judgeHistory } from "./history.ts";

/** Debian's libfaketime, which tells a process another time. */
const library = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1";
const dayMs = 86_400_000;
const hourSeconds = 3_600;
const holdSeconds = 60;

/** A city whose machine's clock can be set: every process of it reads how far it is off from a file. */
const startBentCity = async (folder: string): Promise<{ city: RunningCity; setBy: (seconds: number) => void }> => {
  const file = join(folder, "offset");
  const setBy = (seconds: number) => writeFileSync(file, `${seconds < 0 ? "" : "+"}${seconds}\n`, { mode: 0o644 });
  setBy(0);
  const env = {
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_NO_CACHE: "1",
    // Node's timers count what passed, and so they must.
    FAKETIME_DONT_FAKE_MONOTONIC: "1",
  };
  return { city: await startFaultCity({ env }), setBy };
};

const openLid = async (city: RunningCity, gauge: Gauge, at: number): Promise<void> => {
  const line = openLine(city, gauge);
  await send(line, gauge, at, { level: 5, lid: 0 });
  await send(line, gauge, at + 1, { level: 5, lid: 1 });
  line.end(true);
};

const awaitAlarm = (client: Client, gauges: readonly Gauge[], count: number) =>
  untilTrue(
    `${count} lids raised`,
    async () => (await alarmsOf(client, gauges, "manhole-lid-open")).length >= count,
    20_000,
  );

/** Devices whose clocks are a day off, one each way, and one more than the 36 hours that are believed. */
const devicesOff = async (city: RunningCity): Promise<FaultFigure[]> => {
  const client = openByKey(city);
  const [ahead, behind, far, right] = await addGauges(client, 4);
  if (ahead === undefined || behind === undefined || far === undefined || right === undefined) return [];
  await sleep(1_500);
  const now = Date.now();
  await openLid(city, ahead, now + dayMs);
  await openLid(city, behind, now - dayMs);
  await openLid(city, right, now);
  const put = await post(city, far, now + 2 * dayMs, 5);
  await awaitAlarm(client, [ahead, right], 2);
  await sleep(1_000);
  const all = await alarmsOf(client, [ahead, behind, right], "manhole-lid-open");
  const { lost, doubled } = await judgeHistory(client, [right]);
  const aside = (await client.quarantine({ limit: 100 })).items.filter(({ deviceId }) => deviceId === far.id);
  const skewed = (await client.health()).parts
    .find(({ part }) => part === "ingest")
    ?.figures.find(({ name }) => name.en === "Devices with a wrong clock")?.value;
  return [
    exactly(
      "devices a day ahead and in time: alarms",
      all.filter(({ thingId }) => thingId !== behind.thingId).length,
      2,
    ),
    within("a device a day behind: alarms", all.filter(({ thingId }) => thingId === behind.thingId).length, 1, ""),
    exactly("two days ahead: taken (200) and put aside with its reason", put === 200 ? aside.length : 0, 1),
    exactly("devices whose clock is said to be wrong", Number((skewed ?? 0) >= 1), 1),
    none("in time: acknowledged and not stored", lost),
    none("in time: stored twice", doubled),
  ];
};

/** A hold of a minute while the machine's clock stands two hours back. */
const holdWhileBack = async (city: RunningCity, client: Client): Promise<FaultFigure[]> => {
  const pumps = await addGauges(client, 1, pumpStation);
  const [pump] = pumps;
  if (pump === undefined) return [];
  await sleep(1_500);
  const line = openLine(city, pump);
  const shown = Date.parse((await client.clock()).now);
  const began = performance.now();
  await send(line, pump, shown, { pumps: 2 });
  await untilTrue("the pump's alarm", async () => (await alarmsOf(client, pumps, "pump-fault")).length > 0, 100_000);
  const seconds = (performance.now() - began) / 1_000;
  line.end(true);
  // The city's time comes nearer to the machine's by a tenth meanwhile: it is that much slower.
  const slewed = holdSeconds / 0.9;
  return [
    within(
      `a hold of ${holdSeconds} s while the clock is back: away from ${slewed.toFixed(0)} s`,
      Math.abs(seconds - slewed),
      2,
    ),
  ];
};

const verifyJournal = async (city: RunningCity, folder: string): Promise<number> => {
  await untilTrue(
    "an export",
    async () => (await runCli(city, "export", "--out", join(folder, "journal"))).code === 0,
    30_000,
  );
  writeFileSync(join(folder, "key"), await openByKey(city).journalKey());
  return (await runCli(city, "verify", join(folder, "journal"), "--key", join(folder, "key"))).code;
};

/** The machine's clock goes two hours ahead, and back, while gauges speak. */
const machineOff = async (
  { city, setBy }: { city: RunningCity; setBy: (seconds: number) => void },
  { folder, long, tell }: { folder: string; long: boolean; tell: (words: string) => void },
): Promise<FaultFigure[]> => {
  const client = openByKey(city);
  const officer = await openByPost(city, "duty-officer");
  const gauges = await addGauges(client, 3);
  const [before, ahead, back] = gauges;
  if (before === undefined || ahead === undefined || back === undefined) return [];
  await sleep(1_500);
  await openLid(city, before, Date.now());
  await awaitAlarm(client, gauges, 1);
  setBy(2 * hourSeconds);
  await openLid(city, ahead, Date.now());
  await awaitAlarm(client, gauges, 2);
  tell(`two hours ahead, the city shows ${(await client.clock()).now}`);
  setBy(0);
  await openLid(city, back, Date.now());
  await awaitAlarm(client, gauges, 3);
  const first = Date.parse((await client.clock()).now);
  await sleep(3_000);
  const passed = (Date.parse((await client.clock()).now) - first) / 1_000;
  tell(`set back again, ${passed.toFixed(2)} s of the city passed in 3`);
  const hold = long ? await holdWhileBack(city, client) : [];
  const { lost, doubled } = await judgeHistory(client, gauges);
  await untilTrue("every lid has its case", async () =>
    (await alarmsOf(client, gauges, "manhole-lid-open")).every(({ caseId }) => caseId !== undefined),
  );
  const repeats = await countRepeats(client, officer, new Set(gauges.map(({ thingId }) => thingId)));
  return [
    exactly("alarms", (await alarmsOf(client, gauges, "manhole-lid-open")).length, 3),
    none("alarms, cases, dispatches not exactly once", repeats.alarms + repeats.cases + repeats.dispatches),
    none("acknowledged and not stored", lost),
    none("stored twice", doubled),
    speed(within("set back two hours, the city's time lags behind what passes", 3 - passed, 0.6), long),
    ...hold,
    exactly("who was signed in still is", Number((await officer.journal({ limit: 1 })).items.length === 1), 1),
    exactly("the journal verifies", await verifyJournal(city, folder), 0),
  ];
};

/** F9: clocks that are wrong. */
const clocks: Fault = {
  what: "devices a day off; the machine's clock two hours ahead, then back",
  run: async ({ long, tell }): Promise<readonly (FaultFigure | SkippedFault)[]> => {
    const folder = makeFolder("clocks");
    const isThere = existsSync(library);
    const bent = isThere ? await startBentCity(folder) : { city: await startFaultCity(), setBy: () => undefined };
    try {
      const skipped: SkippedFault[] = [
        { what: "the machine's clock", skipped: "libfaketime (Debian) is not installed" },
      ];
      return [
        ...(await devicesOff(bent.city)),
        ...(isThere ? await machineOff(bent, { folder, long, tell }) : skipped),
      ];
    } finally {
      await bent.city.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** Faults of clocks, by id. */
export const clockFaults: Readonly<Record<string, Fault>> = { F9: clocks };

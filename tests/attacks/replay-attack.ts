import { Attempt } from "./attempt.ts";
import { type DeviceGround, levelAt, withDevices } from "./device-ground.ts";
import type { Outcome, Way } from "./finding.ts";
import type { Ground } from "./ground.ts";

const minuteMs = 60_000;

/** A gauge whose flood rose and went, all of it overheard. */
const recordFlood = async (ground: Ground, devices: DeviceGround) => {
  const device = await devices.addDevice();
  const overheard: string[] = [];
  const pass = async (minutes: number) => {
    ground.city.advance(minutes * minuteMs);
    devices.ingest.tick();
    await devices.ingest.settled();
  };
  let no = 0;
  const say = async (payload: string): Promise<boolean> => {
    no += 1;
    const line = await devices.enter(device);
    const acknowledged = await line.say(`up/${device.id}`, payload, { no });
    line.end();
    await devices.ingest.settled();
    return acknowledged;
  };
  const speak = async (level: number) => {
    const payload = levelAt(devices.now(), level);
    overheard.push(payload);
    await say(payload);
  };
  const flooded = devices.now();
  await speak(230);
  await pass(10);
  await speak(231);
  await pass(10);
  const quiet = devices.now();
  for (let turn = 0; turn < 3; turn += 1) {
    await speak(100);
    await pass(10);
  }
  return { device, overheard, pass, say, flooded, quiet };
};

/** S14: what a gauge said an hour ago, said again as it was, with another value, at another time, by another gauge. */
export const attackReplays = async (ground: Ground, way: Way): Promise<Outcome> => {
  const attempt = new Attempt(ground, way);
  await withDevices(ground, async (devices) => {
    const { device, overheard, pass, say, flooded, quiet } = await recordFlood(ground, devices);
    const before = { alarms: await devices.alarms(device), stored: (await devices.stored(device)).length };
    attempt.must(before.alarms === 1, "the flood itself", `${before.alarms} alarms`);
    await pass(60);

    for (const payload of overheard) await say(payload);
    await pass(15);
    const exact = (await devices.stored(device)).length;
    attempt.must(exact === before.stored, "said again as it was", `${exact - before.stored} more readings stored`);
    attempt.must((await devices.alarms(device)) === 1, "said again as it was", "an alarm was raised");

    await say(levelAt(quiet, 250));
    await pass(15);
    const stands = (await devices.stored(device)).find(({ at }) => at === quiet);
    attempt.must(stands?.value === 100, "said again with another value", stands ?? "nothing stands");
    attempt.must((await devices.alarms(device)) === 1, "said again with another value", "an alarm was raised");

    for (const minutes of [2, 4, 12, 14]) await say(levelAt(quiet + minutes * minuteMs, 250));
    await pass(15);
    attempt.must((await devices.alarms(device)) === 1, "said an hour late at another time", "an alarm was raised");

    const other = await devices.addDevice();
    const line = await devices.enter(other);
    attempt.must(
      !(await line.say(`up/${device.id}`, levelAt(flooded, 250))),
      "said by another gauge",
      "was acknowledged",
    );
    line.end();
    const { app } = ground.city;
    for (const token of ["cyd_guess", device.id, `${device.token}x`, device.token.slice(0, -1), ""]) {
      const answer = await app.inject({
        method: "POST",
        url: "/api/v1/up",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        payload: levelAt(devices.now(), 250),
      });
      attempt.must(
        answer.statusCode === 401,
        "said over HTTP without the gauge's token",
        `answered ${answer.statusCode}`,
      );
    }
    await pass(15);
    attempt.must((await devices.alarms(device)) === 1, "all of it together", "an alarm was raised");
  });
  return attempt.outcome("S14", "replays that were stored again or raised something");
};

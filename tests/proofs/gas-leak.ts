import { openByKey, openByPost, waitFor } from "../../e2e/support/callers.ts";
import type { RunningCity } from "../../e2e/support/running-city.ts";

/** What a leak leaves behind. */
export interface Leak {
  readonly caseId: string;
  readonly alarmId: string;
  readonly thingId: string;
  readonly streamNo: number;
  readonly deviceId: string;
  readonly token: string;
}

/** What a device sends to the city; gives the status of the answer. */
export const sendUp = async (city: RunningCity, token: string, values: Record<string, number>): Promise<number> => {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${city.url}/api/v1/up`, { method: "POST", headers, body: JSON.stringify({ v: values }) });
  return answer.status;
};

const lead = async (city: RunningCity, caseId: string): Promise<void> => {
  const officer = await openByPost(city, "duty-officer");
  const handler = await openByPost(city, "city-handler");
  const verifier = await openByPost(city, "verifier");
  const { facts } = await officer.case(caseId);
  const way = [
    [officer, "file", { "filing-condition": "1" }],
    [officer, "dispatch", { department: facts["department"] }],
    [handler, "accept", {}],
    [handler, "feed-back", { result: "更换阀门，复测为零" }],
    [verifier, "verify", { "closing-condition": "1" }],
    [officer, "close", {}],
  ] as const;
  let { version } = await officer.case(caseId);
  for (const [who, move, given] of way)
    version = (await who.move({ plural: "cases", id: caseId }, move, { version, facts: given })).version;
};

/** A detector smells gas; its alarm is a case, the case is brought to its end, the air is clean again. */
export const liveThroughLeak = async (city: RunningCity): Promise<Leak> => {
  const client = openByKey(city);
  const { id: thingId } = await client.addThing({
    ref: "gas/1",
    type: "gas-detector",
    name: { zh: "云溪路 1 号阀井", en: "Valve chamber 1, Yunxi Road" },
    position: [112.349, 28.848],
  });
  const device = { ref: "gas/device/1", type: "gas-sensor", thingId, name: "云溪路 1 号探测仪" };
  const { id: deviceId, token } = await client.addDevice(device);
  await waitFor("the reading is taken", async () =>
    (await sendUp(city, token, { methane: 35 })) === 200 ? true : undefined,
  );
  const alarm = await waitFor("an alarm with its case", async () => {
    const { items } = await client.alarms({ rule: "gas-in-the-ground" });
    return items.find(({ caseId }) => caseId !== undefined);
  });
  const caseId = alarm.caseId ?? "";
  await lead(city, caseId);
  await sendUp(city, token, { methane: 1 });
  await waitFor("the alarm is cleared", async () =>
    (await client.alarm(alarm.id)).stage === "cleared" ? true : undefined,
  );
  return { caseId, alarmId: alarm.id, thingId, streamNo: alarm.streamNo, deviceId, token };
};

/** Takes what the pack brought out of use, as an operator does before removing it. */
export const retireGas = async (city: RunningCity, { thingId, deviceId }: Leak): Promise<void> => {
  const client = openByKey(city);
  const facts = { reason: "燃气专题下线" };
  const device = (await client.devices({ limit: 500 })).items.find(({ id }) => id === deviceId);
  await client.move({ plural: "devices", id: deviceId }, "retire", { version: device?.version ?? 1, facts });
  const { version } = await client.thing(thingId);
  await client.move({ plural: "things", id: thingId }, "retire", { version, facts });
};

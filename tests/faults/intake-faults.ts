import { randomBytes, randomUUID } from "node:crypto";
import type { Client } from "@chengyun/client";
import { listAll, openByPost } from "../../e2e/support/callers.ts";
import type { RunningCity } from "../../e2e/support/running-city.ts";
import { exactly, type Fault, none } from "./fault.ts";
import { openByKey, openLine, send, sleep, startFaultCity, untilTrue } from "./ground.ts";
import { History } from "./history.ts";

const category = "road-waterlogging";
const channels = ["alarm", "api", "citizen", "desk", "field"];
/** How often each channel sends the same: a bad line makes its client try again before the answer came. */
const tries = 4;

type Place = [longitude: number, latitude: number];

/**
 * Places so far from each other that their reports don't join, all within the grid worker's area: whoever of the five
 * comes first opens the case, and nobody opens one where they could not see it.
 */
const placeOf = (round: number): Place => [112.3415 + (round % 3) * 0.0035, 28.8435 + Math.floor(round / 3) * 0.003];

const near = ([x, y]: Place): Place => [x + (Math.random() - 0.5) * 0.0005, y + (Math.random() - 0.5) * 0.0005];

const addPoint = async (client: Client, position: Place) => {
  const ref = randomUUID();
  const name = { zh: "积水点", en: "Waterlogging point" };
  const thing = await client.addThing({ ref, type: "waterlogging-point", name, position, attributes: {} });
  const device = await client.addDevice({ ref, type: "road-water-gauge", thingId: thing.id, name: ref });
  return { ...device, thingId: thing.id, history: new History() };
};

const tellAsCitizen = async (city: RunningCity, position: Place, token: string): Promise<string> => {
  const answer = await fetch(`${city.url}/api/v1/public/reports`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token, kind: "water", position, words: "道路积水，过不去" }),
  });
  if (answer.status !== 201) throw new Error(`the citizen was answered ${answer.status}`);
  return ((await answer.json()) as { no: string }).no;
};

interface Speakers {
  readonly desk: Client;
  readonly field: Client;
  readonly api: Client;
}

/** One event, told at once by all five, each several times. */
const tellAll = async (city: RunningCity, { desk, field, api }: Speakers, place: Place): Promise<Set<string>> => {
  const point = await addPoint(api, place);
  const line = openLine(city, point);
  const now = Date.now();
  const again = <Value>(tell: () => Promise<Value>): Promise<Value[]> =>
    Promise.all(Array.from({ length: tries }, () => tell()));
  const report = (client: Client, channel: "desk" | "field", key: string) => {
    const position = near(place);
    return again(() => client.report({ category, position, text: "积水", channel, key }));
  };
  const token = randomBytes(32).toString("base64url");
  const spot = near(place);
  const [deskMade, fieldMade, apiMade, citizenMade] = await Promise.all([
    report(desk, "desk", randomUUID()),
    report(field, "field", randomUUID()),
    report(api, "desk", randomUUID()),
    again(() => tellAsCitizen(city, spot, token)),
    again(async () => {
      for (const at of [now - 180_000, now - 60_000, now]) await send(line, point, at, { depth: 50 });
    }),
  ]);
  line.end();
  return new Set([...[...deskMade, ...fieldMade, ...apiMade].map(({ no }) => no), ...citizenMade]);
};

/** F17: the same event by five channels at once, every client sending it several times. */
const fiveChannels: Fault = {
  what: "the same event told by five channels at once, each client sending it again",
  run: async ({ rounds, tell }) => {
    const city = await startFaultCity();
    try {
      const speakers = {
        desk: await openByPost(city, "duty-officer"),
        field: await openByPost(city, "grid-worker"),
        api: openByKey(city),
      };
      const events = Math.min(rounds, 9);
      const numbers = new Set<string>();
      for (let round = 0; round < events; round += 1)
        for (const no of await tellAll(city, speakers, placeOf(round))) numbers.add(no);
      const listed = () => listAll((after) => speakers.desk.cases({ category, limit: 100, after }));
      await untilTrue("alarms in their cases", async () =>
        (await listed()).every(({ reports }) => reports >= channels.length),
      );
      await sleep(1_000);
      const cases = await listed();
      const told = await Promise.all(cases.map(({ id }) => speakers.desk.case(id)));
      const wrong = told.filter(
        ({ reportList }) =>
          reportList
            .map(({ channel }) => channel)
            .sort()
            .join() !== channels.join(),
      );
      tell(`${events} events, ${channels.length} channels, ${tries} tries each`);
      return [
        exactly("cases", cases.length, events),
        none("cases without one report of each channel", wrong.length),
        exactly("case numbers", new Set(cases.map(({ no }) => no)).size, events),
        exactly("report numbers (all but the alarm's)", numbers.size, events * (channels.length - 1)),
        none("numbers given again after a case was voided", await countReused(speakers.desk, told)),
      ];
    } finally {
      await city.stop();
    }
  },
};

/** Voids the cases and opens others: none may get a number that was given before. */
const countReused = async (desk: Client, before: readonly { id: string; no: string; version: number }[]) => {
  for (const { id } of before) {
    const { version } = await desk.case(id);
    await desk.move({ plural: "cases", id }, "void", { version, facts: { reason: "试验" } });
  }
  const given = new Set(before.map(({ no }) => no));
  let reused = 0;
  for (const [index] of before.entries()) {
    const made = await desk.report({ category, position: placeOf(index), text: "又积水" });
    if (given.has(made.caseNo)) reused += 1;
  }
  return reused;
};

/** Faults of taking reports in, by id. */
export const intakeFaults: Readonly<Record<string, Fault>> = { F17: fiveChannels };

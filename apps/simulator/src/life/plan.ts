import { toWall } from "@chengyun/kernel";
import { hash } from "../hash.ts";
import { rainAt } from "../weather.ts";
import { drawCount, expectedReports, weekHour } from "./rhythm.ts";
import { callers, questions, type Saying, sayings } from "./words.ts";

const hourMs = 3_600_000;

/** What one citizen, or a grid worker on the round, reports at one moment. */
export interface Telling {
  /** The same for the same seed, date and hour: sent again it is the same report. */
  readonly key: string;
  readonly at: number;
  readonly matter: "problem" | "advice";
  readonly saying: Pick<Saying, "kind" | "words" | "scene">;
  readonly position: readonly [longitude: number, latitude: number];
  readonly language: "zh" | "en";
  readonly photo: boolean;
  readonly caller?: { readonly name: string; readonly phone: string };
  readonly urgent: boolean;
}

/** Where people are: places of the city that have an address or a street. */
export interface Town {
  readonly seed: number;
  readonly zone: string;
  readonly places: readonly (readonly [longitude: number, latitude: number])[];
}

const dateOf = (zone: string, at: number): string => new Date(toWall(zone, at)).toISOString().slice(0, 10);

const pick = <Item>(items: readonly Item[], share: number): Item => {
  const found = items[Math.min(items.length - 1, Math.floor(share * items.length))];
  if (found === undefined) throw new Error("nothing to choose from");
  return found;
};

const chooseSaying = (rain: number, chance: (of: string) => number): Saying => {
  const wet = rain > 2 && chance("wet") < 0.5;
  return pick(
    wet ? sayings.filter((one) => one.wet === true) : sayings.filter((one) => one.wet !== true),
    chance("saying"),
  );
};

const tellOne = ({ seed, zone, places }: Town, hour: number, index: number): Telling => {
  const { hour: ofDay } = weekHour(zone, hour);
  const key = `${seed} ${dateOf(zone, hour)} ${ofDay} ${index}`;
  const chance = (of: string): number => hash(key, of);
  const at = hour + Math.floor(chance("minute") * 3_600) * 1_000;
  const [x, y] = pick(places, chance("place"));
  const asks = chance("matter") < 0.06;
  const saying: Telling["saying"] = asks
    ? { words: pick(questions, chance("question")), scene: "wall" }
    : chooseSaying(rainAt(seed, at), chance);
  const phone = `100${String(Math.floor(chance("phone") * 1e8)).padStart(8, "0")}`;
  return {
    key,
    at,
    matter: asks ? "advice" : "problem",
    saying,
    // Some ten metres beside the thing: nobody stands on it.
    position: [x + (chance("east") - 0.5) * 3e-4, y + (chance("north") - 0.5) * 3e-4],
    language: chance("language") < 0.06 ? "en" : "zh",
    photo: !asks && chance("photo") < 0.7,
    ...(chance("known") < 0.6 ? { caller: { name: pick(callers, chance("name")), phone } } : {}),
    urgent: !asks && chance("urgent") < 0.05,
  };
};

/** Everything citizens report within the hour that begins then: from seed, date and hour alone. */
export const planHour = (town: Town, hour: number): Telling[] => {
  const { seed, zone } = town;
  const count = drawCount(
    expectedReports(seed, zone, hour),
    seed,
    "count",
    dateOf(zone, hour),
    weekHour(zone, hour).hour,
  );
  return Array.from({ length: count }, (_, index) => tellOne(town, hour, index)).toSorted((a, b) => a.at - b.at);
};

/** Everything reported after one moment and up to another. */
export const planBetween = (town: Town, after: number, until: number): Telling[] => {
  const told: Telling[] = [];
  for (let hour = Math.floor(after / hourMs) * hourMs; hour <= until; hour += hourMs)
    told.push(...planHour(town, hour).filter(({ at }) => at > after && at <= until));
  return told;
};

import type { Client } from "@chengyun/client";

/** Who asks, and for what there is. */
export interface People {
  readonly officer: Client;
  readonly handler: Client;
  readonly areas: readonly string[];
  readonly departments: readonly string[];
}

type Wish = Parameters<Client["cases"]>[0];

/** One wish of somebody at the console. */
export interface Asking {
  readonly what: string;
  readonly ask: (people: People, turn: number) => Promise<{ readonly items: readonly unknown[] }>;
}

const pick = (items: readonly string[], turn: number): string => items[turn % items.length] ?? "";
const categories = ["drain-blockage", "road-waterlogging", "manhole-lid", "pump-failure"];
const stages = ["reported", "filed", "dispatched", "disposing", "fed-back", "verified", "closed", "void"];
const severities = ["red", "orange", "yellow", "blue", "none"];
const channels = ["alarm", "desk", "api", "citizen"];

/** A corner of the map, another each time. */
const corner = (turn: number, wide = 0.002): string => {
  const [west, south] = [112.339 + (turn % 9) * 0.002, 28.839 + (turn % 7) * 0.002];
  return [west, south, west + wide, south + wide].join(",");
};

const dayMs = 86_400_000;
const dayBefore = (days: number): string => new Date(Date.now() - days * dayMs).toISOString().slice(0, 10);

/** What each filter of the screen asks alone; the screen combines them. */
const filters: Readonly<Record<string, (people: People, turn: number) => Wish>> = {
  open: () => ({ open: "true" }),
  ended: () => ({ open: "false" }),
  stage: (_, turn) => ({ stage: pick(stages, turn) }),
  category: (_, turn) => ({ category: pick(categories, turn) }),
  department: ({ departments }, turn) => ({ department: pick(departments, turn) }),
  area: ({ areas }, turn) => ({ area: pick(areas, turn) }),
  severity: (_, turn) => ({ severity: pick(severities, turn) }),
  channel: (_, turn) => ({ channel: pick(channels, turn) }),
  late: () => ({ late: "late" }),
  "nearly late": () => ({ late: "near" }),
  "a week": (_, turn) => ({ from: dayBefore(7 + turn * 9), to: dayBefore(turn * 9) }),
  "a year": () => ({ from: dayBefore(700), to: dayBefore(335) }),
  "on the map": (_, turn) => ({ box: corner(turn) }),
  words: (_, turn) => ({ q: `路${turn % 977}号井` }),
  "common words": () => ({ q: "鹿鸣路" }),
};

const orders = ["due", "new", "old"] as const;

const named = (what: string, wish: (people: People, turn: number) => Wish): Asking[] => [
  { what: `officer: ${what}`, ask: (people, turn) => people.officer.cases(wish(people, turn)) },
  { what: `handler: ${what}`, ask: (people, turn) => people.handler.cases(wish(people, turn)) },
];

/** Every filter alone and every two together, in every order, for who sees all and who sees one department. */
export const pairedAskings: readonly Asking[] = Object.entries(filters).flatMap(([one, first], at) =>
  Object.entries(filters)
    .slice(at)
    .flatMap(([other, second]) =>
      orders.flatMap((order) =>
        named(`${one === other ? one : `${one}, ${other}`}, ${order}`, (people, turn) => ({
          ...first(people, turn),
          ...second(people, turn),
          order,
        })),
      ),
    ),
);

/** What people at the console ask for most, as its screens ask it. */
export const usualAskings: readonly Asking[] = [
  ...named("open, due first", () => ({ open: "true", order: "due" })),
  ...named("all, newest", () => ({})),
  ...named("one stage, newest", (_, turn) => ({ stage: pick(stages, turn) })),
  ...named("one category, open, due first", (_, turn) => ({
    category: pick(categories, turn),
    open: "true",
    order: "due",
  })),
  ...named("ended, of one department", ({ departments }, turn) => ({
    department: pick(departments, turn),
    open: "false",
  })),
  ...named("one area, open, due first", ({ areas }, turn) => ({ area: pick(areas, turn), open: "true", order: "due" })),
  ...named("one area, one category, newest", ({ areas }, turn) => ({
    area: pick(areas, turn),
    category: pick(categories, turn),
  })),
  ...named("a corner of the map, open", (_, turn) => ({ box: corner(turn, 0.001), open: "true" })),
  ...named("words of the title", (_, turn) => ({ q: `路${turn % 977}号井` })),
  ...named("words in no title", (_, turn) => ({ q: `火灾${turn}` })),
  ...named("end of a number", (_, turn) => ({ q: `11${70_000 + turn}` })),
  ...named("late, of one severity", (_, turn) => ({ late: "late", severity: pick(severities, turn), order: "due" })),
  ...named("four filters at once", ({ areas }, turn) => ({
    area: pick(areas, turn),
    category: pick(categories, turn),
    severity: pick(severities, turn),
    channel: pick(channels, turn),
    open: "false",
  })),
];

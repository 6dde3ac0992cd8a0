import type { Client } from "@chengyun/client";
import type { Figure } from "../../bench/bench.ts";
import { openByKey, openByPost } from "../../e2e/support/callers.ts";
import { type RunningCity, startCity } from "../../e2e/support/running-city.ts";
import { bringInForce } from "./dictionary.ts";
import { mustBeNone, mustHold, type Proof } from "./proof.ts";

const head = "大类代码,大类名称,小类代码,小类名称,处置单位,主管部门,立案条件,结案条件,处置时限\n";

/** Majors in the order before 2013, and in the one since; a class moves with its major, and two became one. */
const orders = {
  old: { 突发事件: "04", 街面秩序: "05", 扩展事件: "06" },
  fresh: { 街面秩序: "04", 突发事件: "05", 其他事件: "06" },
} as const;

const classes: readonly (readonly [name: string, old: readonly [string, string], fresh: readonly [string, string]])[] =
  [
    ["路面塌陷", ["突发事件", "05"], ["突发事件", "05"]],
    ["道路结冰", ["突发事件", "07"], ["突发事件", "07"]],
    ["线缆坠落", ["突发事件", "08"], ["突发事件", "08"]],
    ["无照游商", ["街面秩序", "01"], ["街面秩序", "01"]],
    ["占道经营", ["街面秩序", "06"], ["街面秩序", "06"]],
    ["占道撑伞", ["街面秩序", "07"], ["街面秩序", "06"]],
    ["临街屠宰", ["扩展事件", "02"], ["其他事件", "02"]],
  ];

const codeOf = (order: "old" | "fresh", [major, minor]: readonly [string, string]): string =>
  `${(orders[order] as Readonly<Record<string, string>>)[major]}${minor}`;

const tableOf = (order: "old" | "fresh"): string => {
  const rows = new Map<string, string>();
  for (const [name, old, fresh] of classes) {
    const [major, minor] = order === "old" ? old : fresh;
    const code = codeOf(order, [major, minor]);
    if (!rows.has(code))
      rows.set(code, `${code.slice(0, 2)},${major},${minor},${name},街道,城管局,${name}影响通行,恢复,2工作日\n`);
  }
  return head + [...rows.values()].join("");
};

const keyOf = (order: "old" | "fresh", at: number): string => {
  const [, old, fresh] = classes[at % classes.length] ?? classes[0] ?? ["", ["", ""], ["", ""]];
  return `event-${codeOf(order, order === "old" ? old : fresh)}`;
};

const extent = [112.3385, 28.8385, 112.3615, 28.8575] as const;

const reportMany = async (client: Client, order: "old" | "fresh", many: number): Promise<string[]> => {
  const ids: string[] = [];
  for (let at = 0; at < many; at += 1) {
    const position: [number, number] = [
      extent[0] + 0.003 + (at % 20) * 0.0008,
      extent[1] + 0.003 + Math.floor(at / 20) * 0.002,
    ];
    // Uneven, so that two classes swapped would be seen.
    const key = keyOf(order, Math.floor((at * (at + 1)) / 2));
    ids.push((await client.report({ category: `events/${order}/${key}`, position, text: "看见" })).caseId);
  }
  return ids;
};

/** What the counts must be under the newer order, added up without the platform. */
const expectedCounts = (old: number, fresh: number): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const many of [old, fresh])
    for (let at = 0; at < many; at += 1) {
      const key = keyOf("fresh", Math.floor((at * (at + 1)) / 2));
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  return counts;
};

const differ = (counted: ReadonlyMap<string, number>, expected: ReadonlyMap<string, number>): string[] =>
  [...new Set([...counted.keys(), ...expected.keys()])]
    .filter((key) => counted.get(key) !== expected.get(key))
    .map((key) => `${key}: ${counted.get(key) ?? 0}, not ${expected.get(key) ?? 0}`);

/** The code of a class of the older order is not that class in the newer one. */
const differsAt = async (keeper: Client, old: string, fresh: string): Promise<boolean> => {
  const nameOf = async (id: string) =>
    (await keeper.dictionaryClasses(id)).items.find(({ key }) => key === "event-0401" || key === "event-0405")?.name;
  return (await nameOf(old)) !== (await nameOf(fresh));
};

const prove = async (city: RunningCity, id: string, tell: (words: string) => void): Promise<Figure[]> => {
  const keeper = await openByPost(city, "dictionary-keeper");
  const client = openByKey(city);
  const today = new Date(Date.parse((await client.clock()).now) + 8 * 3_600_000).toISOString().slice(0, 10);
  const table = (order: "old" | "fresh") => [{ name: "events.csv", text: tableOf(order) }];
  const old = await bringInForce(city, { dictionary: "events", version: "old", from: "2024-01-01" }, table("old"));
  const before = await reportMany(client, "old", 40);
  const officer = await openByPost(city, "duty-officer");
  for (const caseId of before.slice(0, 5)) {
    const { version } = await officer.case(caseId);
    await officer.move({ plural: "cases", id: caseId }, "void", { version, facts: { reason: "上年已了结" } });
  }
  tell("the newer order comes in force");
  const fresh = await bringInForce(city, { dictionary: "events", version: "fresh", from: today }, table("fresh"));
  await reportMany(client, "fresh", 33);
  const late = await client
    .report({ category: `events/old/${keyOf("old", 0)}`, position: [112.35, 28.85], text: "晚了" })
    .then(
      () => "taken",
      () => "refused",
    );
  const pairs = classes.map(([, one, other]) => ({
    from: `event-${codeOf("old", one)}`,
    to: `event-${codeOf("fresh", other)}`,
  }));
  await keeper.writeMapping(fresh, { from: old, pairs });
  const count = async () => {
    const { items, elsewhere, total } = await keeper.classCounts(fresh);
    return { counts: new Map(items.map(({ key, cases }) => [key, cases])), elsewhere, total };
  };
  const expected = expectedCounts(40, 33);
  const first = await count();
  const recoded = await keeper.recode(fresh, old);
  const second = await count();
  const kept = await client.case(before[0] ?? "");
  return [
    mustHold(
      id,
      "both orders lie side by side, 04-05 a pit in the road in one and nothing in the other",
      await differsAt(keeper, old, fresh),
    ),
    mustHold(id, "after its day nobody reports under the older order", late === "refused"),
    mustBeNone(id, "classes of both years counted otherwise than by hand", differ(first.counts, expected)),
    mustHold(id, "no case is counted elsewhere or twice", first.total === 73 && first.elsewhere.length === 0),
    {
      id,
      what: "open cases re-coded",
      value: recoded.recoded,
      unit: "cases",
      reach: "= 35 cases",
      met: recoded.recoded === 35,
    },
    mustBeNone(id, "classes counted otherwise after re-coding", differ(second.counts, expected)),
    mustHold(id, "what was over keeps the class it ended under", kept.category.startsWith("events/old/")),
  ];
};

/** 18: versioned dictionaries. */
export const twoOrders: Proof = {
  what: "two orders of classes side by side; statistics over both years agree",
  run: async ({ id, tell }) => {
    const city = await startCity();
    try {
      return await prove(city, id, tell);
    } finally {
      await city.stop();
    }
  },
};

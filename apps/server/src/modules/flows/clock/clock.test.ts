import { defineFlow, definePack, workHours } from "@chengyun/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { officer } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";

const hour = 3_600_000;
const word = (zh: string, en: string) => ({ zh, en });
const rights = ["digs.read", "digs.run"] as const;
const dig = defineFlow({
  id: "dig",
  kind: "dig",
  plural: "digs",
  version: 1,
  name: word("开挖", "Dig"),
  stages: { open: { name: word("在办", "Open") }, shut: { name: word("办结", "Shut"), end: true } },
  clocks: { mend: { name: word("修复时限", "Mending"), limit: workHours(4) } },
  moves: {
    begin: { name: word("开工", "Begin"), from: "new", to: "open", by: "digs.run", records: "begun", starts: "mend" },
    wait: { name: word("挂账", "Suspend"), from: "open", by: "digs.run", records: "suspended", pauses: "mend" },
    "go-on": { name: word("恢复", "Resume"), from: "open", by: "digs.run", records: "resumed", resumes: "mend" },
    prolong: { name: word("延期", "Prolong"), from: "open", by: "digs.run", records: "prolonged", extends: "mend" },
    again: { name: word("重计", "Begin anew"), from: "open", by: "digs.run", records: "begun-anew", starts: "mend" },
    shut: { name: word("完工", "Shut"), from: "open", to: "shut", by: "digs.run", records: "shut" },
  },
});
const pack = definePack({
  id: "digs",
  name: word("开挖", "Digs"),
  standards: [],
  things: [],
  flows: [dig],
  grants: { handler: rights },
});

let city: TestCity;
const clerk = officer({ permissions: rights });
beforeAll(async () => {
  city = await openTestCity({ ground: true, packs: [pack] });
});
afterAll(() => city.close());

/** Begins a dig at whatever time the city has reached. */
const begin = async () => {
  const areaPath = (await city.call(clerk, "GET", "/api/v1/areas")).body.items.at(-1).path;
  const { id } = (await city.call(clerk, "POST", "/api/v1/digs", { areaPath, facts: {} })).body;
  let version = 1;
  const move = async (name: string) => {
    const { status } = await city.call(clerk, "POST", `/api/v1/digs/${id}/moves/${name}`, { version });
    expect(status).toBe(200);
    version += 1;
  };
  const clocks = async () => (await city.call(clerk, "GET", `/api/v1/digs/${id}`)).body.clocks;
  const dueAt = async (): Promise<string | undefined> => {
    const row = await city.database.db.selectFrom("subjects").select("due_at").where("id", "=", id).executeTakeFirst();
    return row?.due_at?.toISOString();
  };
  return { move, clocks, dueAt };
};

// The city begins on a Monday at 10:00 (02:00 UTC) and works from 8 to 12 and from 14 to 18: four hours of work end at 16:00.
describe("the clock of a flow", () => {
  test("suspended has no deadline; resumed it has lost the suspension's working time; extended it has its limit again", async () => {
    const { move, clocks, dueAt } = await begin();
    expect(await dueAt()).toBe("2026-11-02T08:00:00.000Z");
    city.advance(hour);
    await move("wait");
    expect(await dueAt()).toBeUndefined();
    const [paused] = await clocks();
    expect(paused).toMatchObject({ clock: "mend", pausedAt: "2026-11-02T03:00:00.000Z", leftMs: 3 * hour });
    expect(paused.dueAt).toBeUndefined();
    // From 11:00 to 11:30: half an hour of work.
    city.advance(hour / 2);
    await move("go-on");
    expect(await dueAt()).toBe("2026-11-02T08:30:00.000Z");
    await move("prolong");
    expect(await clocks()).toMatchObject([{ extensions: 1, limitMs: 8 * hour, leftMs: 7 * hour, late: false }]);
    // Half past four on Monday plus four hours of work: an hour and a half that day, the rest from eight the next.
    expect(await dueAt()).toBe("2026-11-03T02:30:00.000Z");
  });

  test("started anew stops the one that ran; at the end none runs", async () => {
    const { move, clocks, dueAt } = await begin();
    await move("again");
    const running = (all: { stoppedAt?: string }[]) => all.filter(({ stoppedAt }) => stoppedAt === undefined).length;
    expect([(await clocks()).length, running(await clocks())]).toEqual([2, 1]);
    await move("shut");
    expect([running(await clocks()), await dueAt()]).toEqual([0, undefined]);
  });

  test("that runs out while nobody acts is late, and stays so when it stops", async () => {
    const { move, clocks } = await begin();
    city.advance(72 * hour);
    expect((await clocks())[0]).toMatchObject({ late: true });
    await move("shut");
    expect((await clocks())[0]).toMatchObject({ late: true });
  });
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestCity, type TestCity } from "../testing/test-city.ts";
import { system } from "./actor.ts";
import { transact } from "./context.ts";
import { record } from "./journal.ts";
import type { PositionedEntry, Reaction } from "./reaction.ts";
import { startReactor } from "./reactor.ts";

let city: TestCity;
beforeAll(async () => {
  city = await openTestCity();
});
afterAll(() => city.close());

const happen = (type: string, count = 1, changes: Readonly<Record<string, unknown>> = {}) =>
  transact(city.context(system("test")), async (ctx) => {
    for (let at = 0; at < count; at += 1)
      await record(ctx, {
        type,
        subject: { kind: "test", id: `${at}` },
        areaPath: "",
        departments: [],
        changes: { at, ...changes },
      });
  });
const start = (...reactions: Reaction[]) => {
  const { cause: _, ...seed } = city.context(system("test"));
  return startReactor(() => seed, reactions, seed.log);
};
const cursorOf = async (name: string) =>
  (await city.database.db.selectFrom("reaction_cursors").select("position").where("name", "=", name).executeTakeFirst())
    ?.position ?? 0;

describe("a reaction", () => {
  test("sees every entry it wants once, in order, and says it was caused by it", async () => {
    const seen: { entry: PositionedEntry; cause: string | undefined }[] = [];
    await happen("door.opened", 250);
    await happen("door.closed", 3);
    await city.settle();
    const reactor = start({
      name: "test-order",
      on: ["door.opened"],
      react: async (ctx, entry) => void seen.push({ entry, cause: ctx.cause?.id }),
    });
    await reactor.settled();
    await reactor.stop();
    expect(seen.map(({ entry }) => entry.changes["at"])).toEqual(Array.from({ length: 250 }, (_, at) => at));
    expect(seen.map(({ cause }) => cause)).toEqual(seen.map(({ entry }) => String(entry.position)));
  });

  test("that breaks is tried again from where it was; what it wrote before breaking is gone", async () => {
    let failures = 0;
    await happen("bell.rung");
    await city.settle();
    const reactor = start({
      name: "test-again",
      on: ["bell.rung"],
      react: async (ctx) => {
        await record(ctx, {
          type: "echo.heard",
          subject: { kind: "test", id: "echo" },
          areaPath: "",
          departments: [],
          changes: {},
        });
        failures += 1;
        if (failures < 3) throw new Error("not yet");
      },
    });
    await reactor.settled();
    await reactor.stop();
    const echoes = await city.database.db.selectFrom("journal").select("id").where("type", "=", "echo.heard").execute();
    expect([failures, echoes.length]).toEqual([3, 1]);
  });

  test("that can't get past one entry sets it aside, goes on with the rest, and tries it again at the next start", async () => {
    const seen: unknown[] = [];
    let isMended = false;
    const reaction: Reaction = {
      name: "test-park",
      on: ["gate.shut"],
      react: async (_, entry) => {
        if (entry.changes["at"] === 1 && !isMended) throw new TypeError("a fault of ours");
        seen.push(entry.changes["at"]);
      },
    };
    await happen("gate.shut", 3);
    await city.settle();
    const first = start(reaction);
    await first.settled();
    expect(seen).toEqual([0, 2]);
    expect(await first.lag()).toMatchObject([{ behind: 0, parked: 1 }]);
    await first.stop();
    isMended = true;
    const second = start(reaction);
    while ((await second.lag())[0]?.parked !== 0) await new Promise((done) => setTimeout(done, 20));
    await second.stop();
    expect(seen).toEqual([0, 2, 1]);
  });

  test("in two processes happens once", async () => {
    let reacted = 0;
    const reaction: Reaction = {
      name: "test-two",
      on: ["lamp.lit"],
      react: async () => {
        reacted += 1;
      },
    };
    const [one, other] = [start(reaction), start(reaction)];
    await happen("lamp.lit", 300);
    await city.settle();
    await Promise.all([one.settled(), other.settled()]);
    await Promise.all([one.stop(), other.stop()]);
    expect(reacted).toBe(300);
  });

  test("two processes that start together try what was set aside once", async () => {
    let isMended = false;
    let reacted = 0;
    const reaction: Reaction = {
      name: "test-park-twice",
      on: ["gate.stuck"],
      react: async () => {
        if (!isMended) throw new TypeError("a fault of ours");
        reacted += 1;
        await new Promise((done) => setTimeout(done, 50));
      },
    };
    await happen("gate.stuck", 3);
    await city.settle();
    const first = start(reaction);
    await first.settled();
    expect(await first.lag()).toMatchObject([{ parked: 3 }]);
    await first.stop();
    isMended = true;
    const together = [start(reaction), start(reaction)];
    while ((await together[0]?.lag())?.[0]?.parked !== 0) await new Promise((done) => setTimeout(done, 20));
    await Promise.all(together.map((one) => one.stop()));
    expect(reacted).toBe(3);
  });

  // Before a thousand entries are passed over, after which a cursor is written.
  test("that needs something named sees the entries that hold it, and nothing is written for the others", async () => {
    const seen: unknown[] = [];
    const reaction: Reaction = {
      name: "test-holding",
      on: ["gate.moved"],
      holding: "alarm",
      react: async (_, entry) => void seen.push(entry.changes["alarm"]),
    };
    const reactor = start(reaction);
    await happen("gate.moved", 150);
    await happen("gate.moved", 2, { alarm: null });
    await city.settle();
    reactor.poke();
    await reactor.settled();
    expect([seen, await cursorOf("test-holding")]).toEqual([[], 0]);
    await happen("gate.moved", 1, { alarm: "first" });
    await happen("gate.moved", 3);
    await happen("gate.moved", 1, { alarm: "second" });
    await city.settle();
    reactor.poke();
    while (seen.length < 2) await new Promise((done) => setTimeout(done, 5));
    expect(seen).toEqual(["first", "second"]);
    await happen("gate.moved", 1, { alarm: "third" });
    await city.settle();
    await reactor.settled();
    await reactor.stop();
    const again = start(reaction);
    await again.settled();
    await again.stop();
    expect(seen).toEqual(["first", "second", "third"]);
  });

  test("passes over what it does not want without writing each time, but never falls far behind", async () => {
    const reactor = start({ name: "test-skip", on: ["never.happens"], react: async () => undefined });
    const head = async () =>
      (await city.database.db.selectFrom("journal_log").select("size").executeTakeFirstOrThrow()).size;
    await happen("rain.fell", 20);
    await city.settle();
    await reactor.settled();
    expect(await reactor.lag()).toEqual([{ name: "test-skip", position: 0, behind: 0, parked: 0 }]);
    expect(await cursorOf("test-skip")).toBe(0);
    await happen("rain.fell", 1_000);
    await city.settle();
    reactor.poke();
    while ((await cursorOf("test-skip")) < (await head())) await new Promise((done) => setTimeout(done, 20));
    await reactor.stop();
  });
});

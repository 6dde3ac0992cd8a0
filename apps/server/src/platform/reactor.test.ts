import { afterAll, beforeAll, expect, test } from "vitest";
import { sequenceNow } from "../modules/journal/sequence/index.ts";
import { openTestCity, type TestCity } from "../testing/test-city.ts";
import { system } from "./actor.ts";
import { transact } from "./context.ts";
import { record } from "./journal.ts";
import type { Reaction } from "./reaction.ts";
import { type Reactor, startReactor } from "./reactor.ts";

let city: TestCity;
let reactor: Reactor | undefined;
beforeAll(async () => {
  city = await openTestCity();
});
afterAll(async () => {
  await reactor?.stop();
  await city.close();
});

const happen = async (count: number) => {
  await transact(city.context(system("test")), async (ctx) => {
    for (let n = 0; n < count; n += 1)
      await record(ctx, {
        type: "bell.rung",
        subject: { kind: "bell", id: String(n) },
        areaPath: "",
        departments: [],
        changes: { n },
      });
  });
  await sequenceNow({ db: city.database.db });
};
const seed = () => {
  const { db, clock, log, deployment, flows, clocks } = city.context(system("test"));
  return { db, clock, log, deployment, flows, clocks };
};

test("what a reaction did and how far it got are one: a crash in the middle doubles nothing and loses nothing", async () => {
  await happen(5);
  let crashes = 2;
  const echo: Reaction = {
    name: "test.echo",
    on: ["bell.rung"],
    react: async (ctx, entry) => {
      await record(ctx, { type: "bell.echoed", subject: entry.subject, areaPath: "", departments: [], changes: {} });
      if (entry.changes["n"] === 3 && crashes > 0) {
        crashes -= 1;
        throw new Error("the power went");
      }
    },
  };
  reactor = startReactor(seed, [echo], city.context(system("test")).log);
  await reactor.settled();
  const echoed = await city.database.db
    .selectFrom("journal")
    .select(["subject_id", "cause_kind", "cause_id"])
    .where("type", "=", "bell.echoed")
    .orderBy("id")
    .execute();
  expect(echoed.map((entry) => entry.subject_id)).toEqual(["0", "1", "2", "3", "4"]);
  expect(echoed[0]).toMatchObject({ cause_kind: "entry", cause_id: expect.stringMatching(/^\d+$/) });
});

test("a reaction that is behind says by how much", async () => {
  await reactor?.stop();
  const idle = startReactor(seed, [], city.context(system("test")).log);
  await happen(3);
  expect(await idle.lag()).toEqual([]);
  await idle.stop();
});

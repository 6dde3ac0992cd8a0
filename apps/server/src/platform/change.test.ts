import { defineFlow, workHours } from "@chengyun/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { handler, officer, verifier } from "../testing/actors.ts";
import { openTestCity, type TestCity } from "../testing/test-city.ts";
import { system } from "./actor.ts";
import { change, open } from "./change.ts";
import type { Context } from "./context.ts";

const text = (id: string) => ({ id, name: { zh: id, en: id }, kind: "text" as const });

const repair = defineFlow({
  id: "test-repair",
  kind: "repair",
  plural: "repairs",
  version: 1,
  name: { zh: "修理", en: "Repair" },
  stages: {
    open: { name: { zh: "待办", en: "Open" } },
    mended: { name: { zh: "已修", en: "Mended" } },
    checked: { name: { zh: "已核", en: "Checked" }, end: true },
  },
  clocks: { mend: { name: { zh: "修理", en: "Mending" }, limit: workHours(4) } },
  facts: { result: text("result"), reason: text("reason") },
  moves: {
    begin: {
      name: { zh: "登记", en: "Begin" },
      from: "new",
      to: "open",
      by: "cases.file",
      records: "begun",
      starts: "mend",
    },
    mend: {
      name: { zh: "修好", en: "Mend" },
      from: "open",
      to: "mended",
      by: "tasks.own",
      records: "mended",
      needs: ["result"],
      stops: "mend",
    },
    check: {
      name: { zh: "核查", en: "Check" },
      from: "mended",
      to: "checked",
      by: "cases.verify",
      records: "checked",
      notBy: ["mend"],
    },
    sweep: {
      name: { zh: "清理", en: "Sweep" },
      from: "open",
      to: "open",
      by: "cases.file",
      records: "swept",
      byMachine: "only",
    },
  },
});

let city: TestCity;
const as = (actor: Parameters<TestCity["context"]>[0]): Context => ({
  ...city.context(actor),
  flows: new Map([[repair.id, repair]]),
});
const begin = (departments: string[] = []) =>
  open(as(officer()), { flow: repair.id, move: "begin", areaPath: "4398/439881/", departments });
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: { code?: string }) => error.code,
  );

beforeAll(async () => {
  city = await openTestCity();
});
afterAll(() => city.close());

describe("a subject changes one way only", () => {
  test("a move takes it to the next stage, counts the version and leaves an entry with the facts", async () => {
    const { id } = await begin();
    const after = await change(as(officer({ permissions: ["tasks.own"] })), { kind: "repair", id }, "mend", {
      version: 1,
      facts: { result: "new lid" },
    });
    expect(after).toMatchObject({ stage: "mended", version: 2, dueAt: undefined });
    const entries = await city.database.db
      .selectFrom("journal")
      .selectAll()
      .where("subject_id", "=", id)
      .orderBy("id")
      .execute();
    expect(entries.map((entry) => [entry.type, entry.changes])).toEqual([
      ["repair.begun", {}],
      ["repair.mended", { result: "new lid" }],
    ]);
  });

  test("the clock of the move decides when it is due: four working hours from ten on a Monday", async () => {
    const { dueAt } = await begin();
    expect(dueAt?.toISOString()).toBe("2026-11-02T08:00:00.000Z");
  });

  test("who saw an older version is told so and changes nothing", async () => {
    const { id } = await begin();
    const mender = as(officer({ permissions: ["tasks.own"] }));
    await change(mender, { kind: "repair", id }, "mend", { version: 1, facts: { result: "done" } });
    expect(
      await codeOf(change(mender, { kind: "repair", id }, "mend", { version: 1, facts: { result: "again" } })),
    ).toBe("subject.stale");
  });

  test("two who move at once: one wins, the other is told", async () => {
    const { id } = await begin();
    const mender = as(officer({ permissions: ["tasks.own"] }));
    const codes = await Promise.all(
      [1, 2].map((n) =>
        codeOf(change(mender, { kind: "repair", id }, "mend", { version: 1, facts: { result: `${n}` } })),
      ),
    );
    expect(codes.sort()).toEqual(["done", "subject.stale"]);
  });

  test("whoever mended may not check", async () => {
    const { id } = await begin();
    const both = as(officer({ permissions: ["tasks.own", "cases.verify"] }));
    await change(both, { kind: "repair", id }, "mend", { version: 1, facts: { result: "x" } });
    expect(await codeOf(change(both, { kind: "repair", id }, "check", { version: 2 }))).toBe("subject.four-eyes");
    expect(await codeOf(change(as(verifier()), { kind: "repair", id }, "check", { version: 2 }))).toBe("done");
  });

  test.each([
    ["without the permission", () => verifier(), { result: "x" }, "permission.missing"],
    ["without what it needs", () => officer({ permissions: ["tasks.own"] }), {}, "subject.missing-facts"],
    [
      "with a fact it doesn't know",
      () => officer({ permissions: ["tasks.own"] }),
      { result: "x", stage: "checked" },
      "subject.missing-facts",
    ],
    [
      "from outside the area",
      () => officer({ permissions: ["tasks.own"], areaPath: "9999/" }),
      { result: "x" },
      "subject.not-found",
    ],
    [
      "from another department",
      () => handler("0199a0a0-0000-7000-8000-000000000002"),
      { result: "x" },
      "subject.not-found",
    ],
    ["as a machine, where people decide", () => system("robot"), { result: "x" }, "permission.missing"],
  ])("%s nothing changes", async (_, actor, facts, code) => {
    const { id } = await begin(["0199a0a0-0000-7000-8000-000000000001"]);
    expect(await codeOf(change(as(actor()), { kind: "repair", id }, "mend", { version: 1, facts }))).toBe(code);
    const entries = await city.database.db.selectFrom("journal").select("id").where("subject_id", "=", id).execute();
    expect(entries).toHaveLength(1);
  });

  test("what fails half way leaves nothing: no stage, no entry", async () => {
    const { id } = await begin();
    const broken = change(as(officer({ permissions: ["tasks.own"] })), { kind: "repair", id }, "mend", {
      version: 1,
      facts: { result: "x" },
      apply: async () => {
        throw new Error("the store of the module failed");
      },
    });
    await expect(broken).rejects.toThrow("failed");
    const subject = await city.database.db
      .selectFrom("subjects")
      .select(["stage", "version"])
      .where("id", "=", id)
      .executeTakeFirst();
    expect(subject).toEqual({ stage: "open", version: 1 });
  });
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { system } from "../../../platform/actor.ts";
import { transact } from "../../../platform/context.ts";
import { record } from "../../../platform/journal.ts";
import { auditor, handler, officer } from "../../../testing/actors.ts";
import { checkAsOutsider } from "../../../testing/outsider.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";

const roads = "0198c0de-0000-7000-8000-000000000001";
const subject = "0198c0de-0000-7000-8000-00000000000a";
let city: TestCity;

const happen = (type: string, where: { areaPath?: string; departments?: string[]; id?: string } = {}) =>
  transact({ ...city.context(system("test")), cause: { kind: "alarm", id: "a-1" } }, (ctx) =>
    record(ctx, {
      type,
      subject: { kind: "case", id: where.id ?? "other" },
      areaPath: where.areaPath ?? "4309/430981/",
      departments: where.departments ?? [],
      changes: { reason: "井盖缺失" },
    }),
  );
const list = async (query = "", actor = officer()) => {
  const { status, body } = await city.call(actor, "GET", `/api/v1/journal${query}`);
  expect(status).toBe(200);
  return body as { items: { position: number; type: string }[]; next?: string };
};
const positions = (page: { items: { position: number }[] }) => page.items.map(({ position }) => position);

beforeAll(async () => {
  city = await openTestCity();
  await happen("sheet.reported", { id: subject });
  await happen("sheet.filed", { id: subject, departments: [roads] });
  await happen("sheet.reported", { areaPath: "4309/430922/" });
  await happen("sheet.voided");
  await city.settle();
});
afterAll(() => city.close());

describe("the journal", () => {
  test("is read page by page in both directions", async () => {
    const first = await list("?limit=3");
    expect([positions(first), first.next]).toEqual([[1, 2, 3], "3"]);
    const second = await list(`?limit=3&after=${first.next}`);
    expect([positions(second), second.next]).toEqual([[4], undefined]);
    const newest = await list("?limit=3&newest=true");
    expect(positions(newest)).toEqual([4, 3, 2]);
    expect(positions(await list(`?newest=true&after=${newest.next}`))).toEqual([1]);
  });

  test("is asked by kinds of entry, by who did it and by days, which stand in order of time, page by page", async () => {
    expect(positions(await list("?type=sheet.filed,sheet.voided"))).toEqual([2, 4]);
    expect(positions(await list("?actor=test&newest=true"))).toEqual([4, 3, 2, 1]);
    expect(positions(await list("?actor=nobody"))).toEqual([]);
    expect(positions(await list("?from=2026-11-02&to=2026-11-02&newest=true"))).toEqual([4, 3, 2, 1]);
    expect([await list("?from=2026-11-03"), await list("?to=2026-11-01")].flatMap(positions)).toEqual([]);
    for (const [order, all] of [
      ["", [1, 2, 3, 4]],
      ["&newest=true", [4, 3, 2, 1]],
    ] as const) {
      const first = await list(`?limit=3&from=2026-11-02${order}`);
      const rest = await list(`?limit=3&from=2026-11-02${order}&after=${first.next}`);
      expect([...positions(first), ...positions(rest), rest.next]).toEqual([...all, undefined]);
    }
    const { body } = await city.call(officer(), "GET", "/api/v1/journal/types");
    expect(body.items.map(({ type }: { type: string }) => type)).toEqual([
      "sheet.filed",
      "sheet.reported",
      "sheet.voided",
    ]);
    expect((await city.call(officer(), "GET", "/api/v1/journal?from=yesterday")).status).toBe(400);
  });

  test("says who, why, from what cause, and what changed", async () => {
    const { items } = await list(`?subject=${subject}&type=sheet.filed`);
    expect(items).toMatchObject([
      {
        position: 2,
        at: "2026-11-02T02:00:00.000Z",
        subject: { kind: "case", id: subject },
        actor: { kind: "system", id: "test" },
        reason: "井盖缺失",
        cause: { kind: "alarm", id: "a-1" },
        changes: { reason: "井盖缺失" },
      },
    ]);
  });

  test("shows each reader their own area and departments only", async () => {
    expect(positions(await list("", officer({ areaPath: "4309/430922/" })))).toEqual([3]);
    expect(positions(await list("", handler(roads, { permissions: ["journal.read"] })))).toEqual([2]);
  });

  test("shows who sees an area its things and alarms too, in the list as in the export", async () => {
    const other = await openTestCity();
    try {
      for (const kind of ["thing", "alarm", "case"])
        await transact(other.context(system("test")), (ctx) =>
          record(ctx, {
            type: `${kind}.changed`,
            subject: { kind, id: "one" },
            areaPath: "4309/430981/",
            departments: [],
            changes: { reason: "测试" },
          }),
        );
      await other.settle();
      const reader = handler(roads, { permissions: ["journal.read"] });
      const { items } = (await other.call(reader, "GET", "/api/v1/journal")).body;
      expect(items.map(({ type }: { type: string }) => type)).toEqual(["thing.changed", "alarm.changed"]);
      const text: string = (await other.call(reader, "GET", "/api/v1/journal/export")).body;
      const lines = text.split("\n").filter((line) => line.includes('"changes"'));
      expect(lines.map((line) => JSON.parse(line).type)).toEqual(["thing.changed", "alarm.changed"]);
    } finally {
      await other.close();
    }
  });

  test("is exported whole to be proved, with changes only of what the reader may see", async () => {
    const answer = await city.call(auditor({ areaPath: "4309/430922/" }), "GET", "/api/v1/journal/export");
    const lines = (answer.body as string)
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.map((line) => [line.position, line.changes !== undefined])).toEqual([
      [1, false],
      [2, false],
      [3, true],
      [4, false],
      [undefined, false],
      [undefined, false],
    ]);
    expect([Object.keys(lines[4]), Object.keys(lines[5])]).toEqual([["checkpoint"], ["key"]]);
  });

  test.each(["", "/export"])("is not for who may not read it: /journal%s", async (path) => {
    expect((await city.call(undefined, "GET", `/api/v1/journal${path}`)).status).toBe(401);
    expect((await city.call(handler(roads), "GET", `/api/v1/journal${path}`)).status).toBe(403);
  });

  test.each(["?after=x", "?after=-1", "?limit=0", "?subject=x", "?newest=perhaps"])(
    "refuses rubbish: %s",
    async (query) => {
      expect((await city.call(officer(), "GET", `/api/v1/journal${query}`)).status).toBe(400);
    },
  );
});

describe("a receipt", () => {
  const receiptOf = async (position: number, actor: Parameters<typeof city.call>[0]) =>
    city.app.inject({
      method: "GET",
      url: `/api/v1/journal/receipts/${position}`,
      headers: actor === undefined ? {} : { authorization: city.signedIn(actor) },
    });

  test("proves an entry to whoever has it and the public key, and shows nothing of what changed", async () => {
    const { body: key } = await city.call(undefined, "GET", "/api/v1/journal/key");
    const { statusCode, body, headers } = await receiptOf(2, officer());
    expect([statusCode, headers["content-disposition"]]).toEqual([200, 'attachment; filename="journal-2.tlog-proof"']);
    expect(checkAsOutsider(body, key)).toMatchObject({ entry: { position: 2, type: "sheet.filed", subject } });
    expect(Buffer.from(body.split("\n")[1]?.slice(6) ?? "", "base64").toString()).not.toContain("井盖缺失");
    expect(checkAsOutsider(body.replace("index 1", "index 0"), key)).toMatchObject({ code: "receipt.entry" });
  });

  test("is for who may read the journal, of what lies in their scope, and of what is there", async () => {
    expect((await receiptOf(2, undefined)).statusCode).toBe(401);
    expect((await receiptOf(2, handler(roads))).statusCode).toBe(403);
    expect((await receiptOf(3, officer({ areaPath: "4309/430981/" }))).statusCode).toBe(404);
    expect((await receiptOf(1, officer({ areaPath: "4309/430981/" }))).statusCode).toBe(200);
    expect((await receiptOf(4_000, officer())).statusCode).toBe(404);
    expect((await receiptOf(0, officer())).statusCode).toBe(400);
  });
});

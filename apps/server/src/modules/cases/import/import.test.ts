import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { KeyActor } from "../../../platform/actor.ts";
import { handler, officer } from "../../../testing/actors.ts";
import { withPhoto } from "../../../testing/photo.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { departmentId } from "../../identity/department/index.ts";

let city: TestCity;
const key = (areaPath = ""): KeyActor => ({
  kind: "key",
  id: "0199a0a0-0000-7000-8000-00000000000a",
  permissions: new Set(["cases.import", "cases.read"]),
  areaPath,
  departments: "all",
});
beforeAll(async () => {
  city = await openTestCity({ ground: true });
  city.deployment.profile.categories.push({ id: "路灯不亮", name: { zh: "路灯不亮", en: "Dark street lamp" } });
});
afterAll(() => city.close());

let nth = 0;
const row = (more: object = {}) => {
  nth += 1;
  return {
    line: nth + 1,
    ref: `HOT-${nth}`,
    openedAt: "2026-10-01T00:00:00Z",
    targetAt: "2026-10-03T00:00:00Z",
    closedAt: "2026-10-02T12:00:00Z",
    status: "closed",
    verdict: "on-time",
    category: "路灯不亮",
    title: "路灯不亮",
    department: "drainage-office",
    channel: "hotline",
    position: [112.35, 28.85],
    ...more,
  };
};
const send = async (rows: readonly object[], actor = key(), source = "hotline") =>
  (await city.call(actor, "POST", "/api/v1/imports/cases", { source, file: "a".repeat(64), rows })).body;
const summary = async (source = "hotline") =>
  (await city.call(key(), "GET", `/api/v1/imports/cases?source=${source}`)).body;
const entries = async () => {
  await city.settle();
  const { rows } = await city.database.pool.query(
    "SELECT changes FROM journal WHERE type = 'import.kept' AND changes ->> 'of' = 'cases' ORDER BY position",
  );
  return rows.map(({ changes }) => changes);
};

describe("cases of another system", () => {
  test("are kept as imported facts: one entry for all of them, and none of their moves is forged", async () => {
    const rows = [row(), row({ verdict: "late", closedAt: "2026-10-04T00:00:00Z" })];
    expect(await send(rows)).toMatchObject({ added: 2, known: 0, refused: [] });
    const [entry, ...others] = await entries();
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ source: "hotline", rows: 2, digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const { rows: forged } = await city.database.pool.query("SELECT 1 FROM journal WHERE subject_kind = 'case'");
    expect(forged).toEqual([]);
    expect(await summary()).toMatchObject({ cases: 2, timed: 2, agree: 2, differ: 0, batches: 1 });
  });

  test("are called in both languages as the city's profile says, and by the file's words where it says nothing", async () => {
    await send([row({ channel: "named" }), row({ channel: "named", category: "Noise" })]);
    const { items } = (await city.call(officer(), "GET", "/api/v1/cases?channel=named")).body;
    const names = items.map(({ categoryName }: { categoryName: { en: string } }) => categoryName.en);
    expect(names.sort()).toEqual(["Dark street lamp", "Noise"]);
  });

  test("that come again add nothing and record nothing", async () => {
    const rows = [row(), row()];
    await send(rows);
    const before = (await entries()).length;
    expect(await send(rows)).toEqual({ added: 0, changed: 0, known: 2, refused: [] });
    expect(await send([...rows, row()])).toMatchObject({ added: 1, known: 2 });
    expect((await entries()).length).toBe(before + 1);
  });

  test("sent twice at the same time are there once", async () => {
    const rows = Array.from({ length: 40 }, () => row());
    const [one, other] = await Promise.all([send(rows, key(), "twice"), send(rows, key(), "twice")]);
    expect(one.added + other.added).toBe(40);
    expect((await summary("twice")).cases).toBe(40);
  });

  test("that are open go on here: their department has them, and their promise runs", async () => {
    const open = row({ status: "open", closedAt: undefined, verdict: undefined });
    await send([open]);
    const own = handler(departmentId("drainage-office"));
    const { items } = (await city.call(own, "GET", "/api/v1/cases?stage=disposing&channel=hotline")).body;
    expect(items).toMatchObject([{ no: open.ref, stage: "disposing", clock: { late: true } }]);
    const path = `/api/v1/cases/${items[0].id}/moves/feed-back`;
    const facts = await withPhoto(city, own, "feed-back", { result: "已修" });
    expect((await city.call(own, "POST", path, { version: 1, facts })).body.stage).toBe("fed-back");
  });

  test("that were closed have a page, which says that their source closed them", async () => {
    await send([row({ channel: "paged" })]);
    const { items } = (await city.call(officer(), "GET", "/api/v1/cases?channel=paged")).body;
    const { status, body } = await city.call(officer(), "GET", `/api/v1/cases/${items[0].id}`);
    expect([status, body.closed]).toEqual([200, { at: "2026-10-02T12:00:00.000Z", by: "hotline" }]);
  });

  test("that were closed and come up again are their department's turn, which mends or hands back", async () => {
    const again = async (more: object) => {
      const closed = row({ channel: "reopened", ...more });
      await send([closed]);
      const { items } = (await city.call(officer(), "GET", `/api/v1/cases?channel=reopened&stage=closed`)).body;
      expect(items).toMatchObject([{ no: closed.ref }]);
      return async (actor: ReturnType<typeof officer>, move: string, facts: object) => {
        const { id } = items[0];
        const { version } = (await city.call(officer(), "GET", `/api/v1/cases/${id}`)).body;
        const { body } = await city.call(actor, "POST", `/api/v1/cases/${id}/moves/${move}`, { version, facts });
        return body.stage ?? body.code;
      };
    };
    const own = handler(departmentId("drainage-office"));
    const mended = await again({});
    expect(await mended(officer(), "reopen", { reason: "又不亮了" })).toBe("dispatched");
    expect(await mended(own, "accept", {})).toBe("disposing");
    expect(await mended(own, "feed-back", await withPhoto(city, own, "feed-back", { result: "已修" }))).toBe(
      "fed-back",
    );
    const handed = await again({});
    expect(await handed(officer(), "reopen", { reason: "又不亮了" })).toBe("dispatched");
    expect(await handed(own, "hand-back", { reason: "灯属城管" })).toBe("filed");
    expect(await mended(officer(), "reopen-nobodys", { reason: "又不亮了" })).toBe("subject.wrong-stage");
  });

  test("that nobody had wait to be dispatched when they come up again, and are offered no other way", async () => {
    const closed = row({ channel: "nobodys", department: undefined });
    await send([closed]);
    const { items } = (await city.call(officer(), "GET", "/api/v1/cases?channel=nobodys")).body;
    const { id } = items[0];
    const read = async () => (await city.call(officer(), "GET", `/api/v1/cases/${id}`)).body;
    const does = async (actor: ReturnType<typeof officer>, move: string, facts: object) => {
      const { version } = await read();
      const { body } = await city.call(actor, "POST", `/api/v1/cases/${id}/moves/${move}`, { version, facts });
      return body.stage ?? body.code;
    };
    const names = (await read()).moves.map(({ move }: { move: string }) => move);
    expect(names.filter((name: string) => name.startsWith("reopen"))).toEqual(["reopen-nobodys"]);
    expect(await does(officer(), "reopen", { reason: "又不亮了" })).toBe("case.reopen-otherwise");
    expect(await does(officer(), "reopen-nobodys", { reason: "又不亮了" })).toBe("filed");
    const { clocks } = await read();
    const running = clocks.filter(({ stoppedAt }: { stoppedAt?: string }) => stoppedAt === undefined);
    expect(running.map(({ clock }: { clock: string }) => clock)).toEqual(["dispatch"]);
    const department = departmentId("city-management");
    expect(await does(officer(), "dispatch", { department })).toBe("dispatched");
    expect(await does(handler(department), "accept", {})).toBe("disposing");
  });

  test("on a default point are kept and stand on no map", async () => {
    await send([row({ placed: false, position: [112.352, 28.852], channel: "guessed" })]);
    const asked = (query: string) => city.call(officer(), "GET", `/api/v1/cases?channel=guessed${query}`);
    expect((await asked("")).body.items).toMatchObject([{ unplaced: true }]);
    expect((await asked("&box=112.3,28.8,112.4,28.9")).body.items).toEqual([]);
  });

  test("that have an address alone are kept without a place; without either nobody knows where they are", async () => {
    const [told, lost] = [row({ placed: false, facts: { address: "文庙路 3 号" } }), row()];
    const noPlace = [told, lost].map(({ position: _, ...rest }) => ({ ...rest, channel: "letter" }));
    expect(await send(noPlace)).toMatchObject({ added: 1, refused: [{ line: lost.line, code: "no-position" }] });
    const { items } = (await city.call(officer(), "GET", "/api/v1/cases?channel=letter")).body;
    expect(items).toMatchObject([{ no: told.ref, unplaced: true }]);
  });
});

describe("a case of which its system says something new", () => {
  const bring = async (rows: readonly object[], source = "news") => {
    const asked = { source, rows: rows.map((one) => ({ line: (one as { line: number }).line, row: one })) };
    const tried = (await city.call(key(), "POST", "/api/v1/imports/reports/trial", { ...asked, describe: 10 })).body;
    return { tried, kept: await send(rows, key(), source) };
  };
  const caseOf = async (no: string) =>
    (await city.call(officer(), "GET", `/api/v1/cases/${(await idOf(no)) ?? ""}`)).body;
  const idOf = async (no: string) =>
    (await city.database.pool.query("SELECT id FROM cases WHERE no = $1", [no])).rows[0]?.id;
  const openRow = () => row({ status: "open", closedAt: undefined, verdict: undefined });

  test("is closed here when the next file says that it was closed, by an imported fact and as the trial says", async () => {
    const may = openRow();
    await bring([may]);
    const before = await caseOf(may.ref);
    const june = { ...may, status: "closed", closedAt: "2026-10-02T12:00:00Z", verdict: "on-time", result: "已修好" };
    const { tried, kept } = await bring([june]);
    expect(tried.verdicts).toEqual(["changed"]);
    expect(tried.changed[0].changes.map(({ field, to }: { field: string; to: string }) => [field, to])).toEqual([
      ["status", "closed"],
      ["closedAt", "2026-10-02T12:00:00.000Z"],
      ["verdict", "on-time"],
      ["result", "已修好"],
    ]);
    expect(kept).toMatchObject({ added: 0, changed: 1, known: 0, refused: [] });
    expect(await caseOf(may.ref)).toMatchObject({
      ...{ stage: "closed", closed: { at: "2026-10-02T12:00:00.000Z", by: "news" }, version: before.version + 1 },
    });
    expect(await summary("news")).toMatchObject({ open: 0, timed: 1, agree: 1 });
    expect((await entries()).at(-1)).toMatchObject({ rows: 1, added: 0, changed: 1 });
    expect((await bring([june])).kept).toMatchObject({ changed: 0, known: 1 });
  });

  test("keeps what the next file doesn't say: its department, its place and other facts", async () => {
    const full = { ...openRow(), facts: { caller: "居委会", road: "文庙路" } };
    await bring([full], "unsaid");
    const { department: _, position: _place, targetAt: _target, ...rest } = full;
    const { kept } = await bring([{ ...rest, placed: false, facts: { road: "文庙东路" } }], "unsaid");
    expect(kept).toMatchObject({ changed: 1, refused: [] });
    const held = (await city.database.pool.query("SELECT * FROM cases WHERE no = $1", [full.ref])).rows[0];
    expect(held).toMatchObject({ department_id: departmentId("drainage-office"), longitude: 112.35, placed: true });
    expect(held.facts).toMatchObject({ caller: "居委会", road: "文庙东路", imported: true });
    const clocks = await city.database.pool.query("SELECT due_at FROM clocks WHERE subject_id = $1", [held.id]);
    expect(clocks.rows).toEqual([{ due_at: new Date("2026-10-03T00:00:00Z") }]);
  });

  test("on which somebody here has worked stays as it is, and its row is told with its line", async () => {
    const may = openRow();
    await bring([may], "worked-on");
    const own = handler(departmentId("drainage-office"));
    const id = await idOf(may.ref);
    const facts = await withPhoto(city, own, "feed-back", { result: "已修" });
    await city.call(own, "POST", `/api/v1/cases/${id}/moves/feed-back`, { version: 1, facts });
    expect((await bring([may], "worked-on")).kept).toMatchObject({ known: 1, refused: [] });
    const june = { ...may, status: "closed", closedAt: "2026-10-02T12:00:00Z" };
    const { tried, kept } = await bring([june], "worked-on");
    expect(tried.rejects).toMatchObject([{ line: may.line, code: "goes-on-here" }]);
    expect(kept).toMatchObject({ changed: 0, refused: [{ line: may.line, code: "goes-on-here" }] });
    expect((await caseOf(may.ref)).stage).toBe("fed-back");
  });

  test("of which somebody was erased is passed over and told, whatever the next file says of it: no words come back", async () => {
    const phone = "13973702046";
    const may = { ...openRow(), facts: { address: `文庙路 3 号，请回电 ${phone}` } };
    const other = openRow();
    await bring([may, other], "erased");
    const rights = ["reports.answer", "persons.read", "persons.record", "persons.edit", "persons.erase"];
    const [desk, second] = [officer({ permissions: rights }), officer({ permissions: rights })];
    const asked = { text: "何时修好", answer: "本周", reporter: { name: "慕容雪莲", phone } };
    expect((await city.call(desk, "POST", "/api/v1/reports/advice", asked)).status).toBe(201);
    const { items } = (await city.call(desk, "POST", "/api/v1/persons/search", { phone })).body;
    const url = `/api/v1/persons/${items[0].id}/moves`;
    const reason = { basis: "asked", reason: "来函" };
    const { version } = items[0];
    expect((await city.call(desk, "POST", `${url}/ask-erase`, { version, facts: reason })).status).toBe(200);
    expect((await city.call(second, "POST", `${url}/erase`, { version: version + 1 })).status).toBe(200);
    const words = async () => {
      const { rows } = await city.database.pool.query("SELECT facts::text AS words FROM cases WHERE no = $1", [
        may.ref,
      ]);
      return rows[0].words as string;
    };
    expect(await words()).not.toContain(phone);
    // The very same row says nothing new; one that says the case was closed brings its old words along.
    expect((await bring([may], "erased")).kept).toMatchObject({ known: 1, refused: [] });
    const june = [may, other].map((one) => ({ ...one, status: "closed", closedAt: "2026-10-02T12:00:00Z" }));
    const { tried, kept } = await bring(june, "erased");
    expect(tried.rejects).toMatchObject([{ line: may.line, code: "words-erased" }]);
    expect(kept).toMatchObject({ changed: 1, refused: [{ line: may.line, code: "words-erased" }] });
    expect(await words()).not.toContain(phone);
  });

  test("sent twice at the same time is brought there once, and neither is refused", async () => {
    const may = Array.from({ length: 20 }, () => openRow());
    await bring(may, "at-once");
    const june = may.map((one) => ({ ...one, status: "closed", closedAt: "2026-10-02T12:00:00Z" }));
    const both = await Promise.all([send(june, key(), "at-once"), send(june, key(), "at-once")]);
    expect(both.map(({ refused }) => refused)).toEqual([[], []]);
    expect(both[0].changed + both[1].changed).toBe(20);
  });

  test("closed here and open in the next file is not opened again by it", async () => {
    const closed = row();
    await bring([closed], "again");
    const { kept } = await bring([{ ...closed, status: "open", closedAt: undefined, verdict: undefined }], "again");
    expect(kept.refused).toMatchObject([{ code: "opened-again-there" }]);
    expect((await caseOf(closed.ref)).stage).toBe("closed");
  });
});

describe("cases that are tried", () => {
  test("are judged as they would be kept, and nothing is written", async () => {
    const known = row();
    await send([known], key(), "tried");
    const taken = row();
    await send([taken], key(), "other-source");
    const [fresh, lost] = [row(), row({ department: "ministry" })];
    const rows = [known, taken, fresh, { ...fresh, line: 99 }, lost];
    const asked = { source: "tried", rows: rows.map(({ line, ...one }) => ({ line, row: one })) };
    const before = [(await summary("tried")).cases, (await entries()).length];
    const { status, body: tried } = await city.call(key(), "POST", "/api/v1/imports/reports/trial", asked);
    expect(status).toBe(200);
    expect([(await summary("tried")).cases, (await entries()).length]).toEqual(before);
    const codes = (refused: { line: number; code: string }[]) => refused.map(({ line, code }) => [line, code]).sort();
    expect(tried.verdicts).toEqual(["known", "refused", "added", "refused", "refused"]);
    expect(codes(tried.rejects)).toEqual(
      [
        [99, "repeated-in-file"],
        [lost.line, "unknown-department"],
        [taken.line, "number-taken"],
      ].sort(),
    );
    const kept = await send(rows, key(), "tried");
    expect([kept.added, kept.known, codes(kept.refused)]).toEqual([1, 1, codes(tried.rejects)]);
    expect((await city.call(officer(), "POST", "/api/v1/imports/reports/trial", asked)).status).toBe(403);
  });
});

describe("what is refused is named, and the rest of the batch is kept", () => {
  test.each([
    ["of a department nobody knows", { department: "ministry" }, "unknown-department"],
    [
      "opened tomorrow",
      { openedAt: "2026-12-01T00:00:00Z", closedAt: undefined, status: "open" },
      "opened-in-the-future",
    ],
    ["closed before it was opened", { closedAt: "2026-09-01T00:00:00Z" }, "closed-before-opened"],
    ["in another city", { position: [121.47, 31.23] }, "outside-areas"],
    ["closed at no time", { closedAt: undefined }, "closed-without-time"],
  ])("%s", async (_, more, code) => {
    const bad = row(more);
    expect(await send([bad, row()])).toMatchObject({
      added: 1,
      refused: [{ line: bad.line, ref: bad.ref, code }],
    });
  });

  test("the same number twice in one file, and a number another source has", async () => {
    const one = row();
    expect(await send([one, { ...one, line: 99 }])).toMatchObject({
      added: 1,
      refused: [{ line: 99, code: "repeated-in-file" }],
    });
    expect(await send([one], key(), "elsewhere")).toMatchObject({ added: 0, refused: [{ code: "number-taken" }] });
    expect((await summary("elsewhere")).cases).toBe(0);
  });

  test("a promise that ended before it was made is no promise: no verdict is worked out", async () => {
    await send([row({ targetAt: "2026-09-30T00:00:00Z" })], key(), "odd");
    expect(await summary("odd")).toMatchObject({ cases: 1, timed: 0 });
  });

  test("out of the key's own area", async () => {
    const areas = (await city.call(officer(), "GET", "/api/v1/areas")).body.items;
    const here = (await city.call(officer(), "GET", "/api/v1/cases?limit=1")).body.items[0].areaPath;
    const elsewhere = areas.find(({ path }: { path: string }) => !here.startsWith(path)).path;
    expect((await send([row()], key(elsewhere))).refused).toMatchObject([{ code: "out-of-scope" }]);
  });

  test("more than five hundred rows, a digest that is none, a person without the right", async () => {
    expect((await send(Array(501).fill(row()))).code).toBe("request.invalid");
    const wrong = { source: "hotline", file: "no", rows: [row()] };
    expect((await city.call(key(), "POST", "/api/v1/imports/cases", wrong)).status).toBe(400);
    expect((await send([row()], officer() as never)).code).toBe("permission.missing");
  });
});

describe("the limit of a case of another system", () => {
  const toldOf = async (no: string): Promise<string[]> => {
    await city.workOff();
    const { rows } = await city.database.pool.query("SELECT id FROM cases WHERE no = $1", [no]);
    const { items } = (await city.call(officer(), "GET", `/api/v1/cases/${rows[0]?.id}/timeline`)).body;
    return items.map(({ type }: { type: string }) => type).filter((type: string) => /late$/.test(type));
  };
  const openRow = (more: object = {}) => row({ status: "open", closedAt: undefined, verdict: undefined, ...more });

  test("that was over before it came is told to nobody, not when the next file says something new either", async () => {
    const old = openRow();
    await send([old], key(), "over");
    expect(await toldOf(old.ref)).toEqual([]);
    expect(await send([{ ...old, result: "待料" }], key(), "over")).toMatchObject({ changed: 1 });
    expect(await toldOf(old.ref)).toEqual([]);
  });

  test("that ends here is told nearly over and over once each, however often its row changes, and anew if put off", async () => {
    const running = openRow({ openedAt: "2026-11-01T00:00:00Z", targetAt: "2026-11-02T06:00:00Z" });
    await send([running], key(), "runs");
    const clocks = async () =>
      (
        await city.database.pool.query(
          "SELECT clocks.id FROM clocks JOIN cases ON cases.id = subject_id WHERE no = $1",
          [running.ref],
        )
      ).rows;
    const before = await clocks();
    expect(await toldOf(running.ref)).toEqual(["case.nearly-late"]);
    city.advance(5 * 3_600_000);
    expect(await toldOf(running.ref)).toEqual(["case.nearly-late", "case.late"]);
    for (const result of ["待料", "已到料"])
      expect(await send([{ ...running, result }], key(), "runs")).toMatchObject({ changed: 1 });
    expect(await toldOf(running.ref)).toEqual(["case.nearly-late", "case.late"]);
    expect(await clocks()).toEqual(before);
    await send([{ ...running, targetAt: "2026-11-02T12:00:00Z" }], key(), "runs");
    city.advance(6 * 3_600_000);
    expect((await toldOf(running.ref)).filter((type) => type === "case.late")).toHaveLength(2);
    expect(await clocks()).toEqual(before);
  });
});

import "fake-indexeddb/auto";
import { ProblemError } from "@chengyun/client";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { field, type KeptPhoto } from "./database.ts";
import { addWriting, getPhoto, listWritings, type NewWriting, updateWriting } from "./queue.ts";
import { type Sending, sendAll } from "./send.ts";
import { listSent } from "./sent.ts";
import type { Writing } from "./writing.ts";

const name = { zh: "反馈", en: "Feed back" };
const move = (subject: string, version = 4, what = "feed-back"): NewWriting => ({
  kind: "move",
  personId: "he",
  personName: "贺水生",
  at: Date.parse("2026-11-02T02:00:00.000Z"),
  title: name,
  caseId: subject,
  subject: { kind: "case", plural: "cases", id: subject, version },
  move: what,
  moveName: name,
  stage: "disposing",
  facts: { result: "已疏通" },
  words: [],
  photoFact: "photos",
});
const photo = (id: string): KeptPhoto => ({ id, blob: new Blob([id]), takenAt: 0, position: undefined });

const problem = (status: number, code = "x.y") =>
  new ProblemError({ type: "", title: "a sentence", status, code, requestId: "" });

/** A server that writes down what it got and fails as told. */
const makeServer = (fail: (call: string, n: number) => number | undefined = () => undefined) => {
  const calls: { what: string; key: string | undefined; version?: number; photos?: unknown; facts?: unknown }[] = [];
  const got = (what: string, more: object, key: string | undefined) => {
    calls.push({ what, key, ...more });
    const status = fail(what, calls.length);
    if (status !== undefined) throw problem(status);
  };
  let files = 0;
  const api: Sending["api"] = {
    move: async ({ id }, made, { version, facts, form, formVersion }, key) => {
      got(`${id} ${made}`, { version, photos: facts?.["photos"], facts, form, formVersion }, key);
      return { id, kind: "case", stage: "next", version: version + 1 };
    },
    report: async ({ photos, answers, form, formVersion, near, joins, notSameAs }, key) => {
      got("report", { photos, answers, form, formVersion, near, joins, notSameAs }, key);
      return { id: "r", no: "1", caseId: "c", caseNo: "1", opened: true, dispatched: false };
    },
    addFile: async (_, file, key) => {
      got(`file ${file}`, {}, key);
      files += 1;
      return { id: `server-${files}` };
    },
  };
  return { api, calls, sent: () => calls.map(({ what }) => what) };
};

const sendTo = (api: Sending["api"], now = 0) =>
  sendAll({ api, personId: "he", postId: "net", now: () => now, onMade: () => undefined, onChange: () => undefined });
const states = async () => (await listWritings()).map((each: Writing) => `${each.kind} ${each.state} ${each.tries}`);

beforeEach(async () => {
  const db = await field();
  await db.clear("writings");
  await db.clear("photos");
});

describe("what was written without the net", () => {
  test("goes out in order, photos first, and is gone from the phone only when it arrived", async () => {
    await addWriting(move("a", 3, "accept"), []);
    await addWriting(move("a", 3), [photo("p1"), photo("p2")]);
    const { api, sent, calls } = makeServer();
    expect(await sendTo(api)).toBe("empty");
    expect(sent()).toEqual(["a accept", "file p1.jpg", "file p2.jpg", "a feed-back"]);
    expect(calls.at(-1)).toMatchObject({ version: 4, photos: ["server-1", "server-2"] });
    expect([await states(), await getPhoto("p1")]).toEqual([[], undefined]);
  });

  test("a report asks whether it is a case near by, and is sent again only with its writer's word", async () => {
    const report = { category: "manhole-lid", position: [112.35, 28.85], text: "井盖翻开" };
    const written = { kind: "report", personId: "he", personName: "贺水生", at: 1, title: name, report };
    await addWriting(written as unknown as NewWriting, []);
    const asked = makeServer((_, n) => (n === 1 ? 409 : undefined));
    await sendTo(asked.api);
    expect(asked.calls[0]).toMatchObject({ what: "report", near: "ask", notSameAs: [] });
    expect(await states()).toEqual(["report refused 0"]);
    const [refused] = await listWritings();
    const chosen = { ...report, near: "apart", notSameAs: ["c-7"] };
    await addWriting({ ...written, report: chosen } as unknown as NewWriting, [], refused);
    const { api, calls } = makeServer();
    await sendTo(api);
    expect(calls[0]).toMatchObject({ what: "report", near: "apart", notSameAs: ["c-7"] });
    expect(await states()).toEqual([]);
  });

  test("is listed as arrived afterwards, with the number of the case, to whoever wrote it", async () => {
    await addWriting(
      {
        kind: "report",
        personId: "he",
        personName: "贺水生",
        at: 1,
        title: name,
        report: { category: "manhole-lid", position: [112.35, 28.85], text: "井盖翻开" },
      } as NewWriting,
      [],
    );
    await sendTo(makeServer().api);
    expect((await listSent("he"))[0]).toMatchObject({ kind: "report", caseNo: "1", at: 1 });
    expect(await listSent("somebody-else")).toEqual([]);
  });

  test("to a form goes out with the version it was answered to, its photos in their own answers", async () => {
    const facts = { result: "已换灯", "lamp-count": 2, parts: [{ picture: ["f1"] }] };
    const form = { id: "lamp-repair", version: 3, name };
    await addWriting({ ...move("a"), facts, form, formPhotos: ["f1"] } as NewWriting, [photo("p1"), photo("f1")]);
    const { api, calls } = makeServer();
    await sendTo(api);
    expect(calls.at(-1)).toMatchObject({
      form: "lamp-repair",
      formVersion: 3,
      facts: { result: "已换灯", "lamp-count": 2, parts: [{ picture: ["server-2"] }], photos: ["server-1"] },
    });
  });

  test("of a kind that asks something goes out with its answers, their photos among them alone", async () => {
    const report = {
      category: "part-street-light",
      position: [112.35, 28.85],
      text: "灯杆歪了",
      answers: { trouble: "leaning", picture: ["f1"] },
      formVersion: 4,
    };
    const written = { kind: "report", personId: "he", personName: "贺水生", at: 1, title: name, report };
    const form = { id: "lamp-report", version: 4, name };
    await addWriting({ ...written, form, formPhotos: ["f1"] } as unknown as NewWriting, [photo("p1"), photo("f1")]);
    const { api, calls } = makeServer();
    await sendTo(api);
    expect(calls.at(-1)).toMatchObject({
      what: "report",
      photos: ["server-1"],
      answers: { trouble: "leaning", picture: ["server-2"] },
      form: "lamp-report",
      formVersion: 4,
    });
  });

  test("by somebody else holds nobody up: mine goes out, theirs stays theirs", async () => {
    await addWriting({ ...move("a"), personId: "she", personName: "陈立" } as NewWriting, []);
    const theirs = await listWritings();
    await updateWriting(theirs[0]?.id ?? "", { state: "refused" });
    await addWriting(move("a"), []);
    const { api, sent, calls } = makeServer();
    await sendTo(api);
    expect([sent(), calls[0]?.version]).toEqual([["a feed-back"], 4]);
    expect((await listWritings()).map(({ personId }) => personId)).toEqual(["she"]);
    expect((await listWritings())[0]).toMatchObject({ subject: { version: 4 } });
  });

  test("in another post waits until its writer is back in it, and what stands on it waits too", async () => {
    await addWriting({ ...move("a"), post: { id: "grid", name } } as NewWriting, []);
    await addWriting({ ...move("a", 5, "comment"), post: { id: "net", name } } as NewWriting, []);
    await addWriting({ ...move("b"), post: { id: "net", name } } as NewWriting, []);
    const { api, sent } = makeServer();
    await sendTo(api);
    expect(sent()).toEqual(["b feed-back"]);
    await sendAll({
      api,
      personId: "he",
      postId: "grid",
      now: () => 0,
      onMade: () => undefined,
      onChange: () => undefined,
    });
    expect(sent()).toEqual(["b feed-back", "a feed-back"]);
    await sendTo(api);
    expect(sent()).toEqual(["b feed-back", "a feed-back", "a comment"]);
  });

  test("is sent again under the same key when the answer got lost, and photos that arrived are not sent twice", async () => {
    await addWriting(move("a"), [photo("p1")]);
    const first = makeServer((what) => (what === "a feed-back" ? 0 : undefined));
    expect(await sendTo(first.api)).toBe("unreachable");
    expect(await states()).toEqual(["move waiting 1"]);
    const second = makeServer();
    expect(await sendTo(second.api, 4_999)).toBe("empty");
    expect(second.sent()).toEqual([]);
    await sendTo(second.api, 5_000);
    expect(second.sent()).toEqual(["a feed-back"]);
    expect(second.calls[0]?.key).toBe(first.calls.at(-1)?.key);
  });

  test("that was refused keeps its words and photos, and what stands on it waits; other cases go on", async () => {
    await addWriting(move("a"), [photo("p1")]);
    await addWriting(move("a", 5, "comment"), []);
    await addWriting(move("b"), []);
    const { api, sent } = makeServer((what) => (what === "a feed-back" ? 409 : undefined));
    await sendTo(api);
    expect(sent()).toEqual(["file p1.jpg", "a feed-back", "b feed-back"]);
    expect(await states()).toEqual(["move refused 0", "move waiting 0"]);
    expect(await getPhoto("p1")).toBeDefined();
    expect((await listWritings())[0]?.refusal).toMatchObject({ status: 409, title: "a sentence" });
  });

  test("stays when the session ended, and is nobody else's to send", async () => {
    await addWriting(move("a"), []);
    expect(await sendTo(makeServer(() => 401).api)).toBe("signed-out");
    expect(await states()).toEqual(["move waiting 0"]);
    const other = makeServer();
    const round = await sendAll({
      api: other.api,
      personId: "somebody else",
      postId: "net",
      now: () => 0,
      onMade: () => undefined,
      onChange: () => undefined,
    });
    expect([round, other.sent(), await states()]).toEqual(["empty", [], ["move waiting 0"]]);
  });

  test("sent anew on the new state has a key of its own, the same place in the queue, and its photos", async () => {
    const refused = await addWriting(move("a"), [photo("p1")]);
    await addWriting(move("b"), []);
    await updateWriting(refused.id, { uploaded: { p1: "server-9" }, state: "refused" });
    const [kept] = await listWritings();
    const anew = await addWriting(move("a", 7), [], kept);
    expect(anew.id).not.toBe(refused.id);
    const { api, sent, calls } = makeServer();
    await sendTo(api);
    expect(sent()).toEqual(["a feed-back", "b feed-back"]);
    expect(calls[0]).toMatchObject({ version: 7, photos: ["server-9"] });
  });
});

describe("on a phone that is full", () => {
  /** No room for whatever is written; what is deleted goes. */
  const fill = (method: "put" | "delete" = "put") =>
    vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(() => {
      throw new DOMException("full", "QuotaExceededError");
    });
  afterEach(() => vi.restoreAllMocks());

  test("what waits goes out all the same, each photo once, and it is said", async () => {
    await addWriting(move("a"), [photo("p1"), photo("p2")]);
    await addWriting(move("a", 4, "comment"), []);
    fill();
    const { api, sent, calls } = makeServer();
    expect(await sendTo(api)).toBe("empty");
    expect(sent()).toEqual(["file p1.jpg", "file p2.jpg", "a feed-back", "a comment"]);
    expect([calls[2]?.photos, calls[3]?.version]).toEqual([["server-1", "server-2"], 5]);
    expect(await states()).toEqual([]);
  });

  test("a photo that arrived before the line broke is not sent once more, and there is room again when it is", async () => {
    await addWriting(move("a"), [photo("p1")]);
    const full = fill();
    const first = makeServer((what) => (what === "a feed-back" ? 503 : undefined));
    expect(await sendTo(first.api)).toBe("full");
    expect(await states()).toEqual(["move waiting 1"]);
    const second = makeServer((what) => (what === "a feed-back" ? 409 : undefined));
    expect(await sendTo(second.api, 4_999)).toBe("full");
    await sendTo(second.api, 5_000);
    expect([second.sent(), await states()]).toEqual([["a feed-back"], ["move refused 1"]]);
    full.mockRestore();
    expect(await sendTo(second.api, 5_000)).toBe("empty");
    expect((await (await field()).getAll("writings"))[0]).toMatchObject({
      state: "refused",
      uploaded: { p1: "server-1" },
      refusal: { status: 409 },
    });
  });

  test("what arrived and can't be taken off the phone is not sent again, and goes as soon as it can", async () => {
    await addWriting(move("a"), []);
    const full = fill("delete");
    const { api, sent } = makeServer();
    expect([await sendTo(api), await sendTo(api), sent(), await states()]).toEqual([
      "full",
      "full",
      ["a feed-back"],
      [],
    ]);
    full.mockRestore();
    expect([await sendTo(api), await (await field()).count("writings"), sent()]).toEqual(["empty", 0, ["a feed-back"]]);
  });
});

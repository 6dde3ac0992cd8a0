import "fake-indexeddb/auto";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { field } from "./database.ts";
import { addWriting, listWritings } from "./queue.ts";
import { currentState } from "./state.ts";

/** What a city answers a phone that only sends. */
const answers: Readonly<Record<string, object>> = {
  "GET /api/v1/me": { personId: "he", post: { id: "net", name: { zh: "网格", en: "Grid" } } },
  "POST /api/v1/me/post": { personId: "he", post: { id: "desk", name: { zh: "值班", en: "Desk" } } },
  "GET /api/v1/clock": { now: "2026-11-02T02:00:00.000Z", speed: 1 },
  "GET /api/v1/city": { name: { zh: "云泽", en: "Yunze" } },
  "GET /api/v1/tasks": { items: [] },
  "GET /api/v1/presence": { onDuty: false },
  "POST /api/v1/files": { id: "server-1" },
  "POST /api/v1/cases/a/moves/feed-back": { id: "a", kind: "case", stage: "fed-back", version: 5 },
};
const calls: string[] = [];

beforeAll(() => {
  vi.stubGlobal(
    "BroadcastChannel",
    class {
      postMessage(): void {}
    },
  );
  vi.stubGlobal("document", { documentElement: { lang: "", dataset: {} } });
  vi.stubGlobal("caches", { delete: async () => true });
  vi.stubGlobal("matchMedia", () => ({ matches: false }));
  vi.stubGlobal("localStorage", { getItem: () => null });
  vi.stubGlobal("navigator", {
    language: "en",
    locks: { request: (_: string, __: object, work: (lock: object) => unknown) => work({}) },
  });
  vi.stubGlobal("fetch", async (url: string | URL | Request, init?: RequestInit) => {
    const { pathname } = new URL(url instanceof Request ? url.url : url, "http://city");
    const call = `${init?.method ?? "GET"} ${pathname}`;
    calls.push(call);
    return Response.json(answers[call] ?? { items: [] });
  });
});
afterAll(() => {
  vi.unstubAllGlobals();
});
beforeEach(async () => {
  const db = await field();
  for (const store of db.objectStoreNames) await db.clear(store);
});
afterEach(() => vi.restoreAllMocks());

test("a full phone sends what waits, asks for what is new and says that it is full, until there is room", async () => {
  const { sync } = await import("./sync.ts");
  const name = { zh: "反馈", en: "Feed back" };
  const subject = { kind: "case", plural: "cases", id: "a", version: 4 };
  await addWriting(
    {
      ...{ kind: "move", personId: "he", personName: "贺水生", at: 0, title: name, caseId: "a", subject, words: [] },
      ...{ move: "feed-back", moveName: name, stage: "disposing", facts: {}, photoFact: "photos" },
    },
    [{ id: "p1", blob: new Blob(["p1"]), takenAt: 0, position: undefined }],
  );
  const full = vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => {
    throw new DOMException("full", "QuotaExceededError");
  });
  await sync();
  expect(calls.filter((call) => call.startsWith("POST"))).toEqual([
    "POST /api/v1/files",
    "POST /api/v1/cases/a/moves/feed-back",
  ]);
  expect(await listWritings()).toEqual([]);
  expect(currentState()).toMatchObject({ online: true, me: { personId: "he" } });
  expect(currentState().fault).toMatch(/存储空间已满|storage is full/);
  full.mockRestore();
  await sync();
  expect([currentState().fault, await (await field()).get("single", "me")]).toMatchObject([
    undefined,
    { personId: "he" },
  ]);
});

test("whoever takes another post keeps what they began to write, with its photos, and sees nothing of the one before", async () => {
  const { beginDraft } = await import("./draft.ts");
  const { choosePost, signOut } = await import("./session.ts");
  const db = await field();
  const photo = { id: "d1", blob: new Blob(["d1"]), takenAt: 0, position: undefined };
  await beginDraft("a.feed-back", { facts: { result: "井盖已" }, photos: [photo] });
  await db.put("tasks", { id: "t1" } as never);
  await choosePost("desk");
  expect([await db.get("drafts", "a.feed-back"), await db.count("tasks")]).toMatchObject([
    { facts: { result: "井盖已" }, photos: [{ id: "d1" }] },
    0,
  ]);
  await signOut();
  expect(await db.count("drafts")).toBe(0);
});

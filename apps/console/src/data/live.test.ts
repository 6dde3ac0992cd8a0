import { QueryObserver } from "@tanstack/react-query";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";

/** One page that the console asked for, answered when the test says so. */
interface Asked {
  readonly page: number;
  readonly signal: AbortSignal | undefined;
  readonly answer: () => void;
}

const pages = 4;
const perPage = 500;
/** How often every case of the city moved: what an answer of now shows. */
let moved = 0;
let asked: Asked[] = [];
let tell: (type: string, data: object) => void;

beforeAll(() => {
  vi.stubGlobal("navigator", { language: "en" });
  vi.stubGlobal("document", { documentElement: { lang: "", dataset: {} } });
  vi.stubGlobal("matchMedia", () => ({ matches: false }));
  vi.stubGlobal("localStorage", { getItem: () => null });
  vi.stubGlobal(
    "EventSource",
    class {
      readonly #listeners = new Map<string, (message: { data: string }) => void>();
      constructor() {
        tell = (type, data) => this.#listeners.get(type)?.({ data: JSON.stringify(data) });
      }
      addEventListener(type: string, listener: (message: { data: string }) => void): void {
        this.#listeners.set(type, listener);
      }
      close(): void {
        this.#listeners.clear();
      }
    },
  );
  vi.stubGlobal(
    "fetch",
    (url: string, { signal }: RequestInit) =>
      new Promise<Response>((resolve, reject) => {
        const page = Number(new URL(url, "http://city").searchParams.get("after") ?? 0);
        const version = moved;
        const items = Array.from({ length: perPage }, (_, n) => ({ id: `${page}-${n}`, version }));
        const next = page + 1 < pages ? { next: String(page + 1) } : {};
        signal?.addEventListener("abort", () => reject(signal.reason));
        asked.push({ page, signal: signal ?? undefined, answer: () => resolve(Response.json({ items, ...next })) });
      }),
  );
});
beforeEach(() => vi.useFakeTimers());
afterAll(() => {
  vi.unstubAllGlobals();
});
afterEach(() => {
  asked = [];
  vi.useRealTimers();
});

/** Lets answers and the gathering of entries run. */
const go = (ms = 0) => vi.advanceTimersByTimeAsync(ms);
const answerNext = async () => {
  asked.at(-1)?.answer();
  await go();
};
/** Cases move, and the journal tells it: so long that it has been asked about. */
const storm = async () => {
  moved += 1;
  tell("entry", { position: moved, kind: "case", id: "0-0", type: "case.accepted", at: "2026-11-02T02:00:00.000Z" });
  await go(301);
};

const open = async () => {
  const { queryClient } = await import("./api.ts");
  const { openCasesQuery } = await import("./case.ts");
  const { startLive } = await import("./live.ts");
  startLive();
  queryClient.clear();
  const seen = () => queryClient.getQueryData(openCasesQuery.queryKey);
  const leave = new QueryObserver(queryClient, openCasesQuery).subscribe(() => undefined);
  await go();
  return { seen, leave };
};

test("two thousand open cases land in a storm, and what moved meanwhile is asked once more", async () => {
  const { seen, leave } = await open();
  for (let page = 0; page < pages; page += 1) await answerNext();
  expect(seen()).toHaveLength(pages * perPage);
  await storm();
  for (let page = 0; page < pages; page += 1) {
    await storm();
    await answerNext();
  }
  expect([seen()?.length, seen()?.[0]?.version]).toEqual([pages * perPage, 1]);
  expect(asked.map(({ page }) => page)).toEqual([0, 1, 2, 3, 0, 1, 2, 3, 0]);
  for (let page = 0; page < pages; page += 1) await answerNext();
  expect(seen()?.every(({ version }) => version === 5)).toBe(true);
  await go(10_000);
  expect(asked).toHaveLength(3 * pages);
  leave();
});

test("a list that was on its way before something moved is asked once more when it has come", async () => {
  moved = 0;
  const { seen, leave } = await open();
  await storm();
  for (let page = 0; page < 2 * pages; page += 1) await answerNext();
  expect(asked.map(({ page }) => page)).toEqual([0, 1, 2, 3, 0, 1, 2, 3]);
  expect(seen()?.[0]?.version).toBe(1);
  leave();
});

test("whoever leaves the list no longer asks for the rest of it", async () => {
  const { leave } = await open();
  await answerNext();
  leave();
  await go();
  expect(asked.map(({ page, signal }) => [page, signal?.aborted])).toEqual([
    [0, true],
    [1, true],
  ]);
});

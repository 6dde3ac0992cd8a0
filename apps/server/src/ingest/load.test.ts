import { describe, expect, test } from "vitest";
import type { Log } from "../platform/log.ts";
import { type Fullness, Load } from "./load.ts";
import type { KnownDevice } from "./roster.ts";
import { type Admission, WaitingRoom } from "./waiting-room.ts";

const log = { warn: () => undefined, info: () => undefined, error: () => undefined } as unknown as Log;
const empty: Fullness = { queue: 0, memory: 0, processor: 0, waitMs: 0 };

const open = (tell: (what: string) => Promise<void> = async () => undefined) => {
  const state = { fullness: empty, real: 0, told: [] as string[] };
  const load = new Load({
    measure: () => state.fullness,
    tell: async (what) => {
      await tell(what);
      state.told.push(what);
    },
    now: () => 1_000,
    log,
    real: () => state.real,
  });
  const look = (fullness: Partial<Fullness>, real = state.real) => {
    Object.assign(state, { fullness: { ...empty, ...fullness }, real });
    load.look();
    return load.level;
  };
  return { load, state, look };
};

describe("how full ingest is", () => {
  test.each([
    [{ queue: 0.49 }, "calm"],
    [{ queue: 0.5 }, "strained"],
    [{ queue: 0.8 }, "tight"],
    [{ queue: 1 }, "full"],
    [{ memory: 0.7 }, "strained"],
    [{ memory: 0.9 }, "full"],
    [{ processor: 1, waitMs: 3_000 }, "strained"],
    // Much to do, and nobody waits for it.
    [{ processor: 1, waitMs: 50 }, "calm"],
  ])("%j is %s", (fullness, level) => {
    expect(open().look(fullness, 61_000)).toBe(level);
  });

  test("a processor that is busy in the first minute is devices coming back", () => {
    expect(open().look({ processor: 1, waitMs: 3_000 }, 59_000)).toBe("calm");
  });

  test("it is said once, and its end after ten seconds without a relapse", async () => {
    const { load, state, look } = open();
    look({ queue: 0.9 });
    look({ queue: 0.6 }, 1_000);
    expect(look({ queue: 0.1 }, 2_000)).toBe("strained");
    look({ queue: 0.7 }, 11_000);
    look({}, 12_000);
    expect(look({}, 21_999)).toBe("strained");
    expect(look({}, 22_000)).toBe("calm");
    await load.close();
    expect(state.told).toEqual(["overloaded", "relieved"]);
  });

  test("nobody is refused before it was said", async () => {
    let keep: () => void = () => undefined;
    const { load, state } = open(() => new Promise((resolve) => (keep = resolve)));
    let refused = false;
    const refusing = load.refuse("refused").then(() => {
      refused = true;
    });
    await Promise.resolve();
    expect([refused, load.level]).toEqual([false, "strained"]);
    keep();
    await refusing;
    expect([refused, state.told, load.stand().refused]).toEqual([true, ["overloaded"], 1]);
  });
});

describe("a message may come in", () => {
  test.each([
    ["watched, the queue nearly full", { watched: true, waiting: 0 }, 99, "taken"],
    ["watched, the queue full", { watched: true, waiting: 0 }, 100, "full"],
    ["not watched, the queue nearly full", { watched: false, waiting: 0 }, 80, "full"],
    ["of a device with its share under way", { watched: true, waiting: 13 }, 13, "too-fast"],
  ])("%s", (_, device, queued, admission) => {
    expect(open().load.admit(device, queued, 100)).toBe(admission);
  });
});

describe("who waits for a place", () => {
  const device = (id: string, watched = true) => ({ id, watched }) as KnownDevice;
  const enter = (places: number, of: (id: string) => Admission = () => "taken") => {
    const room = new WaitingRoom();
    const served: string[] = [];
    const attempt = (id: string) => (): Admission => {
      const how = served.length >= places ? "full" : of(id);
      if (how === "taken") served.push(id);
      return how;
    };
    return { room, served, add: (one: KnownDevice) => room.add(one, 10, attempt(one.id)) };
  };

  test("is served before others when a rule watches it, in its own order", () => {
    const { room, served, add } = enter(2);
    const [unwatched, watched] = [device("noise", false), device("gauge")];
    for (const one of [unwatched, watched, watched]) add(one);
    room.drain();
    expect([served, room.bytes, room.has(unwatched), room.has(watched)]).toEqual([["gauge", "gauge"], 10, true, false]);
  });

  test("holds nobody up who is over its share", () => {
    const { room, served, add } = enter(9, (id) => (id === "flood" ? "too-fast" : "taken"));
    for (const one of [device("flood"), device("gauge")]) add(one);
    room.drain();
    expect(served).toEqual(["gauge"]);
  });

  test("is forgotten when its line is cut", () => {
    const { room } = enter(0);
    room.add(device("gone"), 10, () => "gone");
    room.drain();
    expect(room.bytes).toBe(0);
  });
});

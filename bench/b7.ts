import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { worldX, worldY } from "../apps/server/src/modules/atlas/whereabouts/index.ts";
import type { Database } from "../apps/server/src/platform/database.ts";
import { openBeside } from "../e2e/support/database.ts";
import { type RunningCity, root, startCity } from "../e2e/support/running-city.ts";
import { atMost, type Bench, type BenchRun, type Figure, plain, type Skipped } from "./bench.ts";
import { measureCrowdedScreen } from "./crowded-screen.ts";
import { fillThings } from "./million-things.ts";

const zooms = { first: 4, last: 16 } as const;
/** A short run only tries that it works. */
const millionFrom = 1;
const mostBytes = 200_000;

const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
};

const newRandom = (seed: number) => {
  let state = seed >>> 0 || 1;
  return (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

/** Calls as the demo city's key. */
const callAs = ({ url, dataDir }: RunningCity) => {
  const authorization = `Bearer ${readFileSync(join(dataDir, "keys/demo.key"), "utf8").trim()}`;
  return async (path: string): Promise<{ ms: number; bytes: number }> => {
    const began = performance.now();
    const answer = await fetch(`${url}${path}`, { headers: { authorization, "accept-encoding": "gzip" } });
    await answer.arrayBuffer();
    if (answer.status >= 400) throw new Error(`${path} answered ${answer.status}`);
    return { ms: performance.now() - began, bytes: Number(answer.headers.get("content-length") ?? 0) };
  };
};
type CallPath = ReturnType<typeof callAs>;

/** A tile somewhere in the city: half of them in its crowded middle. */
const tilePath = (random: () => number, zoom: number): string => {
  const spread = random() < 0.5 ? 0.03 : 0.3;
  const [longitude, latitude] = [112.35 + spread * (random() - 0.5), 28.85 + spread * (random() - 0.5)];
  return `/tiles/things/${zoom}/${Math.floor(worldX(longitude) * 2 ** zoom)}/${Math.floor(worldY(latitude) * 2 ** zoom)}`;
};

const measureTiles = async (run: BenchRun, call: CallPath, things: string): Promise<Figure[]> => {
  const random = newRandom(run.seed);
  const first = await call(tilePath(random, zooms.first));
  const times: number[] = [];
  const sizes: number[] = [];
  const turns = Math.max(5, Math.round(run.seconds * 10));
  for (let zoom = zooms.first; zoom <= zooms.last; zoom += 1) {
    const own: number[] = [];
    for (let turn = 0; turn < turns; turn += 1) {
      const { ms, bytes } = await call(tilePath(random, zoom));
      own.push(ms);
      sizes.push(bytes);
    }
    times.push(...own);
    run.tell(`zoom ${zoom}: p50 ${percentile(own, 0.5).toFixed(0)} ms, p95 ${percentile(own, 0.95).toFixed(0)} ms`);
  }
  const what = `an uncached tile of ${things}, zooms ${zooms.first} to ${zooms.last} alike often, through HTTP`;
  return [
    atMost(run, { what: `p95 of ${what}`, unit: "ms", most: 100 }, [percentile(times, 0.95)]),
    plain(run, { what: `p50 of ${what}`, unit: "ms" }, [percentile(times, 0.5)]),
    atMost(run, { what: "largest of these tiles, as sent", unit: "bytes", most: mostBytes }, [Math.max(...sizes)]),
    plain(run, { what: `first tile after the start: reads all of ${things}`, unit: "ms" }, [first.ms]),
  ];
};

/** What people type: whole names, beginnings, ends, pinyin, initials, a number of a house, common words. */
const typed = (turn: number): string => {
  const house = 1 + ((turn * 37) % 2_000);
  const ways = [
    `文庙街${house}号`,
    "雨水井",
    `huanhulu${house}`,
    `yzdd${house}`,
    `${house} Yunze`,
    "泵站",
    `书院街 ${house}`,
    `bench/${house}`,
    "changdilu",
    "南门",
  ];
  return ways[turn % ways.length] ?? "";
};

const measureSearch = async (run: BenchRun, call: CallPath, things: string): Promise<Figure[]> => {
  const times: number[] = [];
  for (let turn = 0; turn < Math.max(20, run.seconds * 20); turn += 1) {
    const q = typed(turn);
    const { ms } = await call(`/api/v1/search?q=${encodeURIComponent(q)}&near=112.35,28.85`);
    times.push(ms);
    if (ms > 200) run.tell(`"${q}": ${ms.toFixed(0)} ms`);
  }
  const what = `a search over ${things}`;
  return [
    atMost(run, { what: `p95 of ${what}`, unit: "ms", most: 200 }, [percentile(times, 0.95)]),
    plain(run, { what: `p50 of ${what}`, unit: "ms" }, [percentile(times, 0.5)]),
  ];
};

const peer: Skipped = {
  id: "B7",
  what: "the same tiles from MapServer on the same tables",
  skipped: "Debian's cgi-mapserver reads PostgreSQL through PostGIS alone, which the embedded engine does not have",
};

const measure = async (run: BenchRun, city: RunningCity, database: Database): Promise<(Figure | Skipped)[]> => {
  const count = run.seconds < millionFrom ? 20_000 : 1_000_000;
  run.tell(`filling ${count} things`);
  await fillThings(database, count);
  const things = `${count.toLocaleString("en")} things`;
  const call = callAs(city);
  return [
    ...(await measureTiles(run, call, things)),
    ...(await measureSearch(run, call, things)),
    ...(await measureCrowdedScreen(run, city, database)),
    peer,
  ];
};

/** B7: the map. */
export const bench: Bench = {
  what: "the map: vector tiles and search over a million things",
  run: async (run) => {
    if (!existsSync(join(root, "dist/server/main.mjs")))
      return [{ id: run.id, what: "the map", skipped: "there is no build: npm run build" }];
    const city = await startCity({ dataDir: run.folder });
    const database = openBeside(city);
    try {
      return await measure(run, city, database);
    } finally {
      await database.close();
      await city.stop();
    }
  },
};

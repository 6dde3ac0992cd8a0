import type { CaseType } from "@chengyun/kernel";
import { type Context, newId, transact } from "../../../platform/context.ts";
import type { Tick } from "../../../platform/job.ts";
import { openStages } from "../case/index.ts";
import { findCategory } from "../category/index.ts";
import { categoryId, getVersion, listClasses, mappedTo } from "../dictionary/index.ts";
import { recodeCase } from "./recode.ts";
import { insertRun, listUnfinished, lockRun, type RecodingRun, updateRun } from "./run-store.ts";
import { lockOpen, type Reach } from "./store.ts";

/** A long transaction holds the live feed back: so many cases at once. */
const batchSize = 50;

export const reachOf = ({ area_path, departments }: RecodingRun): Reach => ({
  areaPath: area_path,
  departments: departments ?? "all",
});

/** Begins a run; what is left of one that was cut short is found again by its open cases. */
export const startRun = async (ctx: Context, fromId: string, toId: string, reach: Reach): Promise<string> => {
  const id = newId();
  await insertRun(ctx.db, {
    id,
    from_id: fromId,
    to_id: toId,
    area_path: reach.areaPath,
    departments: reach.departments === "all" ? null : [...reach.departments],
    after_id: null,
    recoded: 0,
    started_at: ctx.clock.now(),
    finished_at: null,
  });
  return id;
};

interface Batch {
  readonly recoded: number;
  readonly finished: boolean;
}

const makeBatch = async (ctx: Context, run: RecodingRun): Promise<Batch> => {
  const [from, to] = [await getVersion(ctx, run.from_id), await getVersion(ctx, run.to_id)];
  const mapping = await mappedTo(ctx, to.id);
  const categories = (await listClasses(ctx.db, from.id)).map(({ key }) => categoryId(from, key));
  const asked = { categories, stages: openStages, after: run.after_id ?? undefined, atMost: batchSize };
  const open = await lockOpen(ctx.db, { ...asked, ...reachOf(run) });
  const types = new Map<string, CaseType>();
  let recoded = run.recoded;
  for (const { id, category } of open) {
    const key = mapping.get(category);
    if (key === undefined) continue;
    const becomes = categoryId(to, key);
    const type = types.get(becomes) ?? (await findCategory(ctx, becomes));
    if (type === undefined) continue;
    types.set(becomes, type);
    await recodeCase(ctx, id, type);
    recoded += 1;
  }
  const finished = open.length < batchSize;
  const ended = finished ? { finished_at: ctx.clock.now() } : {};
  await updateRun(ctx.db, run.id, { after_id: open.at(-1)?.id ?? run.after_id, recoded, ...ended });
  return { recoded, finished };
};

/** One batch in a transaction of its own; undefined while another process makes it. */
const goOn = (outer: Context, id: string, wait: boolean): Promise<Batch | undefined> =>
  transact(outer, async (ctx) => {
    const run = await lockRun(ctx.db, id, wait);
    if (run === undefined) return undefined;
    return run.finished_at === null ? makeBatch(ctx, run) : { recoded: run.recoded, finished: true };
  });

/** Makes a run to its end; answers how many cases it gave another class. */
export const finishRun = async (outer: Context, id: string): Promise<number> => {
  for (;;) {
    const batch = await goOn(outer, id, true);
    if (batch?.finished !== false) return batch?.recoded ?? 0;
  }
};

const batchesAtOnce = 5;

/** Goes on with what a dead process left. */
export const goOnRecoding: Tick = {
  name: "cases/recoding.go-on",
  run: async (outer) => {
    for (const { id } of await listUnfinished(outer.db))
      for (let turn = 0; turn < batchesAtOnce; turn += 1) {
        const batch = await goOn(outer, id, false);
        if (batch?.finished !== false) break;
      }
  },
};

import { type Flow, looksAt, type MadeMove } from "@chengyun/kernel";
import type { SubjectClock } from "./clock-port.ts";
import type { Context } from "./context.ts";
import { listMade, listMadeOf, listParts, listPartsOf, lockSubject, type Subject } from "./subject.ts";

/** What was read of a subject right behind its lock; what no flow of its kind looks at is absent. */
export interface Seen {
  readonly made?: readonly MadeMove[] | undefined;
  readonly clocks?: readonly SubjectClock[] | undefined;
  readonly parts?: readonly Subject[] | undefined;
}

interface Wants {
  readonly made: boolean;
  readonly clocks: boolean;
  readonly parts: boolean;
}

const wants = (flow: Flow, name: string): Wants => {
  const move = flow.moves[name];
  if (move === undefined) return { made: false, clocks: false, parts: false };
  const { made, clocks, parts } = looksAt(flow, name);
  const ends = move.to !== undefined && flow.stages[move.to]?.end === true;
  const touched = [move.stops, move.starts, move.pauses, move.resumes, move.extends].some((one) => one !== undefined);
  return { made, clocks: clocks || (flow.clocks !== undefined && (ends || touched)), parts };
};

const known = new WeakMap<Context["flows"], Map<string, Wants>>();

/** What a move of a kind of subject may look at, whichever of the kind's flows the subject turns out to run. */
const wantsOf = (flows: Context["flows"], kind: string, name: string): Wants => {
  const ofFlows = known.get(flows) ?? new Map<string, Wants>();
  known.set(flows, ofFlows);
  const key = `${kind} ${name}`;
  const found = ofFlows.get(key);
  if (found !== undefined) return found;
  const all = [...flows.values()].filter((flow) => flow.kind === kind).map((flow) => wants(flow, name));
  const wanted = {
    made: all.some(({ made }) => made),
    clocks: all.some(({ clocks }) => clocks),
    parts: all.some(({ parts }) => parts),
  };
  ofFlows.set(key, wanted);
  return wanted;
};

/**
 * Locks a subject and reads what the move will look at in the same trip to the database. Each read is a statement of its own behind the
 * lock, so it sees what whoever held the lock before has committed.
 */
export const lockAndLook = async (
  ctx: Context,
  { kind, id }: { readonly kind: string; readonly id: string },
  name: string,
): Promise<{ found: Subject | undefined; seen: Seen }> => {
  const wanted = wantsOf(ctx.flows, kind, name);
  const [found, made, clocks, parts] = await Promise.all([
    lockSubject(ctx.db, kind, id),
    wanted.made ? listMade(ctx.db, id) : undefined,
    wanted.clocks ? ctx.clocks.read(ctx, [id]) : undefined,
    wanted.parts ? listParts(ctx.db, id) : undefined,
  ]);
  return { found, seen: { made, clocks, parts } };
};

const groupBy = <Item>(items: readonly Item[], keyOf: (item: Item) => string | undefined): Map<string, Item[]> => {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item) ?? "";
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
};

/**
 * Reads what the moves of many subjects may look at, nothing locked: three statements for a whole page, for whoever shows
 * what can be done about each.
 */
export const lookAtAll = async (ctx: Context, ids: readonly string[]): Promise<(id: string) => Required<Seen>> => {
  if (ids.length === 0) return () => ({ made: [], clocks: [], parts: [] });
  const made = groupBy(await listMadeOf(ctx.db, ids), ({ subjectId }) => subjectId);
  const clocks = groupBy(await ctx.clocks.read(ctx, ids), ({ subjectId }) => subjectId);
  const parts = groupBy(await listPartsOf(ctx.db, ids), ({ partOf }) => partOf);
  return (id) => ({ made: made.get(id) ?? [], clocks: clocks.get(id) ?? [], parts: parts.get(id) ?? [] });
};

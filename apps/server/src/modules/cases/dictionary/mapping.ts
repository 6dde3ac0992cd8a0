import type { Mapping } from "@chengyun/contracts";
import { AppError } from "../../../platform/app-error.ts";
import { change } from "../../../platform/change.ts";
import { type Context, transact } from "../../../platform/context.ts";
import { dictionaryVersion } from "./flow.ts";
import type { DictionaryClass } from "./model.ts";
import { getVersion } from "./service.ts";
import * as store from "./store.ts";

type Proposal = Mapping["proposed"][number];

/** Pairs that names and codes suggest; a name that two classes share suggests nothing. */
const propose = (before: readonly DictionaryClass[], after: readonly DictionaryClass[]): Proposal[] =>
  before.flatMap((one): Proposal[] => {
    const named = after.filter(({ of, name }) => of === one.of && name === one.name);
    if (named.some(({ key }) => key === one.key)) return [{ from: one.key, to: one.key, why: "same-code-and-name" }];
    const [only, ...more] = named;
    return only === undefined || more.length > 0 ? [] : [{ from: one.key, to: only.key, why: "same-name" }];
  });

/** The mapping from one version to another: what is written, what could be, and what has no answer. */
export const toMapping = async (ctx: Context, fromId: string, toId: string): Promise<Mapping> => {
  const [from, to] = [await getVersion(ctx, fromId), await getVersion(ctx, toId)];
  const before = await store.listClasses(ctx.db, from.id);
  const pairs = await store.listPairs(ctx.db, from.id, to.id);
  const mapped = new Set(pairs.map((pair) => pair.from));
  const proposed = propose(before, await store.listClasses(ctx.db, to.id)).filter((one) => !mapped.has(one.from));
  const answered = new Set([...mapped, ...proposed.map((one) => one.from)]);
  return {
    from: from.id,
    to: to.id,
    pairs,
    proposed,
    unmapped: before.filter(({ key }) => !answered.has(key)).map(({ key, name }) => ({ key, name })),
  };
};

/**
 * Writes the mapping from one version to another whole. Each class of the old one goes to one of the new at most, so
 * that counting both years by the new classes counts every case once.
 */
export const writeMapping = (
  outer: Context,
  toId: string,
  mapping: { readonly from: string; readonly pairs: readonly { readonly from: string; readonly to: string }[] },
): Promise<Mapping> =>
  transact(outer, async (ctx) => {
    const [from, to] = [await getVersion(ctx, mapping.from), await getVersion(ctx, toId)];
    const before = new Set((await store.listClasses(ctx.db, from.id)).map(({ key }) => key));
    const after = new Set((await store.listClasses(ctx.db, to.id)).map(({ key }) => key));
    const faults = mapping.pairs.flatMap((pair, at) => [
      ...(before.has(pair.from) ? [] : [{ path: `body.pairs.${at}.from`, code: "unknown" }]),
      ...(after.has(pair.to) ? [] : [{ path: `body.pairs.${at}.to`, code: "unknown" }]),
    ]);
    if (
      faults.length > 0 ||
      from.id === to.id ||
      new Set(mapping.pairs.map((pair) => pair.from)).size < mapping.pairs.length
    )
      throw new AppError("dictionary.unknown-class", { faults });
    await change(ctx, { kind: dictionaryVersion.kind, id: to.id }, "map", {
      apply: async (inner) => {
        await store.replacePairs(inner.db, { from: from.id, to: to.id }, mapping.pairs);
        return { changes: { from: `${from.dictionary}/${from.version}`, pairs: mapping.pairs.length } };
      },
    });
    return toMapping(ctx, from.id, to.id);
  });

/** Where the mappings put each category of other versions: category id to class of this version. */
export const mappedTo = async (ctx: Context, versionId: string): Promise<ReadonlyMap<string, string>> =>
  new Map((await store.listPairsTo(ctx.db, versionId)).map(({ category, to }) => [category, to]));

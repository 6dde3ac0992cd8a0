import type { LocalClassIn } from "@chengyun/contracts";
import { cityDate, type FactValues, nextLocalClass, writeLimit } from "@chengyun/kernel";
import type { z } from "zod";
import { AppError } from "../../../platform/app-error.ts";
import { type Apply, change, open } from "../../../platform/change.ts";
import { type Context, newId, transact } from "../../../platform/context.ts";
import { dictionaryVersion } from "./flow.ts";
import {
  type ClassCondition,
  classKey,
  type DictionaryClass,
  type DictionaryVersion,
  type StandingVersion,
} from "./model.ts";
import * as store from "./store.ts";

/** Today's date in the city. */
export const today = (ctx: Context): string => cityDate(ctx.deployment.calendar, ctx.clock.now().getTime());

/** The class of a version that a category is; undefined for a pack's. */
export const findClassOf = async (ctx: Context, category: string): Promise<store.PlacedClass | undefined> =>
  (await store.listClassesOf(ctx.db, [category]))[0];

/** A version, or 404. */
export const getVersion = async (ctx: Context, id: string): Promise<StandingVersion> => {
  const found = await store.findVersion(ctx.db, { id });
  if (found === undefined) throw new AppError("subject.not-found");
  return found;
};

/** The draft of a place: the one there is, or a new one. Fails with `dictionary.not-draft` when it is past drafting. */
const openDraft = async (
  ctx: Context,
  place: Pick<DictionaryVersion, "dictionary" | "version" | "name">,
): Promise<StandingVersion> => {
  await store.lockDictionary(ctx.db, place.dictionary);
  const found = await store.findVersion(ctx.db, { dictionary: place.dictionary, version: place.version });
  if (found !== undefined) {
    if (found.stage !== "draft") throw new AppError("dictionary.not-draft");
    return found;
  }
  const id = newId();
  await open(ctx, { flow: dictionaryVersion.id, move: "draft", id, areaPath: "", departments: [] }, async (inner) => {
    const { dictionary, version, name } = place;
    await store.insertVersion(inner.db, { id, dictionary, version, name });
    return { changes: { dictionary, version, name } };
  });
  return getVersion(ctx, id);
};

/** Classes that came from elsewhere, with a digest by which the same are known again and what the entry says of them. */
interface Taking {
  readonly classes: readonly DictionaryClass[];
  readonly digest: string;
  readonly changes: Readonly<Record<string, unknown>>;
}

/**
 * Takes classes into the draft of a place. The same again changes nothing, whatever stage the version is in by then.
 * Fails with `dictionary.not-draft`.
 */
export const takeClasses = async (
  ctx: Context,
  place: Pick<DictionaryVersion, "dictionary" | "version" | "name">,
  { classes, digest, changes }: Taking,
): Promise<{ versionId: string; changed: boolean }> => {
  const standing = await store.findVersion(ctx.db, { dictionary: place.dictionary, version: place.version });
  if (standing?.digest === digest) return { versionId: standing.id, changed: false };
  const draft = await openDraft(ctx, place);
  await change(ctx, { kind: dictionaryVersion.kind, id: draft.id }, "take", {
    apply: async (inner) => {
      await store.replaceClasses(inner.db, draft.id, classes);
      await store.updateVersion(inner.db, draft.id, { digest });
      return { changes: { ...changes, digest } };
    },
  });
  return { versionId: draft.id, changed: true };
};

const toCondition = (
  { total, ...one }: z.output<typeof LocalClassIn>["conditions"][number],
  at: number,
): ClassCondition => ({
  id: String(at + 1),
  ...one,
  ...(total === undefined ? {} : { total }),
  written: writeLimit(one.limit),
});

/** Adds a class the city needs beyond the standard; its number is the next free one from 99 downwards. */
export const addLocalClass = (
  outer: Context,
  versionId: string,
  asked: z.output<typeof LocalClassIn>,
): Promise<DictionaryClass> =>
  transact(outer, async (ctx) => {
    const found = await getVersion(ctx, versionId);
    if (found.stage !== "draft") throw new AppError("dictionary.not-draft");
    await store.lockDictionary(ctx.db, found.dictionary);
    const classes = await store.listClasses(ctx.db, versionId);
    const siblings = classes.filter(({ of, code }) => of === asked.of && code.startsWith(asked.majorCode));
    const minor = nextLocalClass(siblings.map(({ code }) => code.slice(2)));
    if (minor === undefined) throw new AppError("dictionary.no-number");
    const code = `${asked.majorCode}${minor}`;
    const one: DictionaryClass = {
      key: classKey(asked.of, code),
      of: asked.of,
      code,
      major: siblings[0]?.major ?? "",
      name: asked.name,
      local: true,
      ...(asked.duty === undefined ? {} : { duty: asked.duty }),
      conditions: asked.conditions.map(toCondition),
    };
    await change(ctx, { kind: dictionaryVersion.kind, id: versionId }, "add-class", {
      apply: async (inner) => {
        await store.insertClass(inner.db, versionId, one);
        return { changes: { key: one.key, name: one.name } };
      },
    });
    return one;
  });

/** Puts a version in force from a day; the one before it ends on that day. */
const enforce: Apply = async (ctx, subject, facts: FactValues) => {
  const found = await getVersion(ctx, subject.id);
  const from = String(facts["from"]);
  await store.lockDictionary(ctx.db, found.dictionary);
  const others = (await store.listVersions(ctx.db, found.dictionary)).filter(
    (one) => one.id !== found.id && (one.stage === "in-force" || one.stage === "ended"),
  );
  if (others.some((one) => (one.from ?? "") >= from)) throw new AppError("dictionary.overlap");
  const before = others.filter(({ until }) => until === undefined || until > from);
  for (const one of before) await store.updateVersion(ctx.db, one.id, { until: from });
  await store.updateVersion(ctx.db, found.id, { from });
  return {
    changes: { dictionary: found.dictionary, version: found.version, ends: before.map(({ version }) => version) },
  };
};

/** Ends a version on a day after the one it holds from; the two are the same for one that is to hold on no day at all. */
const end: Apply = async (ctx, subject, facts) => {
  const until = String(facts["until"]);
  const { dictionary, from = "" } = await getVersion(ctx, subject.id);
  await store.lockDictionary(ctx.db, dictionary);
  if (until < from)
    throw new AppError("dictionary.ends-before", { faults: [{ path: "facts.until", code: "before", text: from }] });
  const next = (await store.listVersions(ctx.db, dictionary)).find(
    (one) => one.from !== undefined && one.from > from && one.from < until,
  );
  if (next !== undefined)
    throw new AppError("dictionary.ends-over", { faults: [{ path: "facts.until", code: "after", text: next.from }] });
  await store.updateVersion(ctx.db, subject.id, { until });
  return undefined;
};

/** What the moves write beside the stage. */
export const applies: Readonly<Record<string, Apply>> = { enforce, end };

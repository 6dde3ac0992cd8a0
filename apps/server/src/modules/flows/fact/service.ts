import { FactDefinition, type FactEntry } from "@chengyun/contracts";
import { refuseFormula } from "@chengyun/formula";
import { checkFactShape, type Fact, type FactTable, factsOf, isSameFact } from "@chengyun/kernel";
import { AppError } from "../../../platform/app-error.ts";
import { type Apply, open } from "../../../platform/change.ts";
import { type Context, newId } from "../../../platform/context.ts";
import { findFactRow, insertFact, listAsking, listFactRows, updateFact } from "./store.ts";

/** Every fact that can be asked now, by id: those of packs, and those that people defined and use. */
export const getFacts = async (ctx: Context): Promise<FactTable> => {
  const own = (await listFactRows(ctx.db)).filter(({ stage }) => stage === "defined");
  return Object.fromEntries([
    ...own.map(({ fact }) => [fact.id, fact] as const),
    ...[...ctx.deployment.registry.facts].map(([id, fact]) => [id, fact] as const),
  ]);
};

const askedBy = async (ctx: Context): Promise<ReadonlyMap<string, string[]>> => {
  const asking = new Map<string, string[]>();
  const packs = [...ctx.deployment.registry.forms.values()].map((form) => ({ form: form.id, facts: factsOf(form) }));
  for (const { form, facts } of [...packs, ...(await listAsking(ctx.db))])
    for (const fact of facts) asking.set(fact, [...(asking.get(fact) ?? []), form]);
  return asking;
};

const packNameOf = (ctx: Context, fact: string) =>
  ctx.deployment.registry.packs.find(
    ({ facts = [], flows = [] }) =>
      facts.some(({ id }) => id === fact) || flows.some((flow) => Object.hasOwn(flow.facts ?? {}, fact)),
  )?.name;

/** Kernel's and contract's facts are the same data; only the contract knows "absent" as undefined. */
const toShape = (fact: Fact): FactDefinition => FactDefinition.parse(fact);

/** The whole dictionary: packs' facts first, then people's. */
export const listFacts = async (ctx: Context): Promise<FactEntry[]> => {
  const asking = await askedBy(ctx);
  const { facts } = ctx.deployment.registry;
  const ofPacks = [...facts.values()].map((fact): FactEntry => {
    const packName = packNameOf(ctx, fact.id);
    const forms = asking.get(fact.id) ?? [];
    return { fact: toShape(fact), origin: "pack", forms, ...(packName === undefined ? {} : { packName }) };
  });
  const own = (await listFactRows(ctx.db))
    .filter(({ fact }) => !facts.has(fact.id))
    .map(
      ({ id, fact, stage, version }): FactEntry => ({
        fact: toShape(fact),
        origin: "people",
        id,
        stage,
        version,
        forms: asking.get(fact.id) ?? [],
      }),
    );
  return [...ofPacks, ...own];
};

/** The definition as it may be kept, or every fault of it with its place. */
const readDefinition = (value: unknown): Fact => {
  const read = FactDefinition.safeParse(value);
  if (!read.success)
    throw new AppError("fact.unsound", {
      faults: read.error.issues.map((issue) => ({
        path: ["definition", ...issue.path.map(String)].join("."),
        code: issue.code,
        text: issue.message,
      })),
    });
  const fact = read.data as Fact;
  const faults = checkFactShape(fact, refuseFormula);
  if (faults.length > 0)
    throw new AppError("fact.unsound", {
      faults: faults.map((text) => ({ path: "definition", code: "unsound", text })),
    });
  return fact;
};

/** Defines a fact. Fails with `fact.unsound`, `fact.taken`. */
export const defineFactOf = async (
  ctx: Context,
  asked: { fact: FactDefinition; areaPath: string },
): Promise<{ id: string }> => {
  const fact = readDefinition(asked.fact);
  if (ctx.deployment.registry.facts.has(fact.id)) throw new AppError("fact.taken");
  const id = newId();
  const { areaPath } = asked;
  const opening = { flow: "fact", move: "define", id, areaPath, departments: [], facts: { definition: asked.fact } };
  await open(ctx, opening, async (inner) => {
    if (!(await insertFact(inner.db, id, fact))) throw new AppError("fact.taken");
    return {};
  });
  return { id };
};

/** Words may change at any time; what answers mean may not, once a published form asks it. */
export const applyEdit: Apply = async (ctx, found, facts) => {
  const before = await findFactRow(ctx.db, found.id);
  const fact = readDefinition(facts["definition"]);
  if (before === undefined || before.fact.id !== fact.id)
    throw new AppError("fact.unsound", { faults: [{ path: "definition.id", code: "changed" }] });
  const asked = (await askedBy(ctx)).get(fact.id) ?? [];
  if (asked.length > 0 && !isSameFact(before.fact, fact)) throw new AppError("fact.in-use");
  await updateFact(ctx.db, found.id, fact);
  return { changes: { before: before.fact } };
};

export const applyRetire: Apply = async (ctx, found) => {
  const row = await findFactRow(ctx.db, found.id);
  if (row !== undefined && (await askedBy(ctx)).has(row.fact.id)) throw new AppError("fact.in-use");
  return {};
};

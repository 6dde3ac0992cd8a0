import type { FactShape, MatterKind } from "@chengyun/contracts";
import { type Fact, type FactTable, type Flow, isForPeople, type Move } from "@chengyun/kernel";
import { isPermitted } from "../../../platform/actor.ts";
import type { Context } from "../../../platform/context.ts";
import { findFormShape } from "../form/index.ts";
import { openingMove } from "./opening.ts";

const toShape = (fact: Fact, required: boolean): FactShape & { personal?: boolean } => ({
  id: fact.id,
  name: fact.name,
  kind: fact.kind,
  required,
  ...(fact.unit === undefined ? {} : { unit: fact.unit }),
  ...(fact.choices === undefined ? {} : { choices: { ...fact.choices } }),
  ...(fact.personal === true ? { personal: true } : {}),
});

/** Facts a move asks by itself, beside its form. */
const ownFacts = (flow: Flow, move: Move): FactShape[] => {
  const shapes = (ids: readonly string[] | undefined, required: boolean) =>
    (ids ?? []).flatMap((id) => {
      const fact = flow.facts?.[id];
      return fact === undefined ? [] : [toShape(fact, required)];
    });
  return [...shapes(move.needs, true), ...shapes(move.takes, false)];
};

/** Every fact that a flow and its forms ask, those asked first first. */
export const factsOfFlow = async (ctx: Context, flow: Flow): Promise<FactTable> => {
  const table: Record<string, Fact> = {};
  for (const [name, { form: own, mayAsk }] of Object.entries(flow.moves)) {
    const form = (mayAsk === true ? await ctx.forms.ofMove(ctx, flow, name) : undefined) ?? own;
    const shape = form === undefined ? undefined : await findFormShape(ctx, form, undefined);
    for (const { fields } of shape?.sections ?? [])
      for (const { fact } of fields) table[fact] ??= (shape?.facts[fact] ?? { id: fact }) as Fact;
  }
  return { ...table, ...flow.facts };
};

const openingOf = async (ctx: Context, flow: Flow): Promise<MatterKind["opening"]> => {
  const [name, move] = openingMove(flow) ?? [];
  if (name === undefined || move === undefined || !isForPeople(move)) return undefined;
  const version = move.form === undefined ? undefined : await ctx.forms.newest(ctx, move.form);
  return {
    move: name,
    name: move.name,
    by: move.by,
    facts: ownFacts(flow, move),
    ...(move.form === undefined || version === undefined ? {} : { form: { id: move.form, version } }),
  };
};

/** The kinds of matters that whoever looks may see, with all that screens need of each. */
export const listKinds = async (ctx: Context): Promise<MatterKind[]> => {
  const kinds: MatterKind[] = [];
  for (const pack of ctx.deployment.registry.packs)
    for (const flow of pack.flows ?? []) {
      if (!isPermitted(ctx.actor, `${flow.plural}.read`)) continue;
      const opening = await openingOf(ctx, flow);
      kinds.push({
        flow: flow.id,
        kind: flow.kind,
        plural: flow.plural,
        name: flow.name,
        packName: pack.name,
        clocks: Object.entries(flow.clocks ?? {}).map(([id, { name }]) => ({ id, name })),
        facts: Object.values(await factsOfFlow(ctx, flow)).map((fact) => toShape(fact, false)),
        ...(opening === undefined ? {} : { opening }),
      });
    }
  return kinds;
};

import { FactDefinition, type FormDraft, type FormShape } from "@chengyun/contracts";
import type { FactTable, Form } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import { readNewest } from "./standing.ts";
import { findVersion, insertVersion } from "./store.ts";

/** A form with the meaning of all it asks: nobody has to look anything up to ask it. */
export const toFormShape = (form: Form | (FormDraft & { version: number }), facts: FactTable): FormShape => {
  const asked = form.sections.flatMap(({ fields }) => fields.map(({ fact }) => fact));
  return {
    ...(structuredClone(form) as FormDraft),
    version: form.version,
    facts: Object.fromEntries(
      asked.flatMap((id) => (facts[id] === undefined ? [] : [[id, FactDefinition.parse(facts[id])]])),
    ),
  };
};

const packFacts = (ctx: Context): FactTable => Object.fromEntries(ctx.deployment.registry.facts);

/** Newest version that can be answered: a pack's own, or the last that people published. */
export const newestVersion = async (ctx: Context, key: string): Promise<number | undefined> => {
  const ofPack = ctx.deployment.registry.forms.get(key);
  if (ofPack !== undefined) return ofPack.version;
  return (await readNewest(ctx)).get(key);
};

/** A version of a form, the newest when none is said; undefined when it was never published. */
export const findFormShape = async (
  ctx: Context,
  key: string,
  version: number | undefined,
): Promise<FormShape | undefined> => {
  const wanted = version ?? (await newestVersion(ctx, key));
  if (wanted === undefined) return undefined;
  const ofPack = ctx.deployment.registry.forms.get(key);
  if (ofPack?.version === wanted) return toFormShape(ofPack, packFacts(ctx));
  return findVersion(ctx.db, key, wanted);
};

/** A pack's version is kept with its first answer: the next build may bring another. */
export const keepVersion = async (ctx: Context, form: FormShape): Promise<void> => {
  if (ctx.deployment.registry.forms.get(form.id)?.version === form.version)
    await insertVersion(ctx.db, form, { at: ctx.clock.now(), actorId: "pack" });
};

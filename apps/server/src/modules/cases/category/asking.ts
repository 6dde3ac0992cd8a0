import type { CaseType } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import { readCategoryId } from "../dictionary/index.ts";
import { readIntake } from "./intake.ts";

/** Kind and number of the major class of a category, e.g. `part-01`; empty when it has none. */
export const majorOf = ({ class: of }: CaseType): string => (of === undefined ? "" : `${of.of}-${of.code.slice(0, 2)}`);

/** Where everything of a pack or of a version is attached, and everything of one of its majors. */
export const widePlaces = (
  ctx: Context,
  type: CaseType,
): { readonly whole: string; readonly major: string | undefined } => {
  const of = readCategoryId(type.id);
  const whole =
    of === undefined ? `pack:${ctx.deployment.registry.packOf("case", type.id)}` : `${of.dictionary}/${of.version}`;
  return { whole, major: type.class === undefined ? undefined : `${whole}/${majorOf(type)}` };
};

/**
 * A category with the form that whoever reports it is asked: one attached to it alone, or to the pack's that it
 * supersedes, comes before the pack's own; one attached to its major or to all is asked where there is none.
 */
export const asAsked = (
  ctx: Context,
  type: CaseType,
  { attached, heirs }: { readonly attached: ReadonlyMap<string, string>; readonly heirs: readonly CaseType[] },
): CaseType => {
  if (attached.size === 0) return type;
  const { whole, major } = widePlaces(ctx, type);
  const own = [type, ...heirs].map(({ id }) => attached.get(id)).find((form) => form !== undefined);
  const wide = (major === undefined ? undefined : attached.get(major)) ?? attached.get(whole);
  const form = own ?? type.forms?.["report"] ?? wide;
  return form === undefined ? type : { ...type, forms: { ...type.forms, report: form } };
};

/** The same of one category that people name, by what stands today. */
export const withAttached = async (ctx: Context, type: CaseType): Promise<CaseType> => {
  const attached = await ctx.forms.ofCategories(ctx);
  if (attached.size === 0) return type;
  const of = readCategoryId(type.id);
  const { places, heirsOf } = await readIntake(ctx);
  const place = places.find(({ version }) => version.dictionary === of?.dictionary && version.version === of.version);
  const heirs = of === undefined || place === undefined ? [] : heirsOf(place, of.key);
  return asAsked(ctx, type, { attached, heirs });
};

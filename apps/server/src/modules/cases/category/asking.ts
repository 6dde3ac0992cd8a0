import type { CaseType } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import { readCategoryId } from "../dictionary/index.ts";
import { type Kin, readKin } from "./kin.ts";

/** What tells where a form for a category may be attached. */
type Placed = Pick<CaseType, "id" | "class">;

/** Kind and number of the major class of a category, e.g. `part-01`; empty when it has none. */
export const majorOf = ({ class: of }: Placed): string => (of === undefined ? "" : `${of.of}-${of.code.slice(0, 2)}`);

/** Where everything of a pack or of a version is attached, and everything of one of its majors. */
export const widePlaces = (
  ctx: Context,
  type: Placed,
): { readonly whole: string; readonly major: string | undefined } => {
  const of = readCategoryId(type.id);
  const whole =
    of === undefined ? `pack:${ctx.deployment.registry.packOf("case", type.id)}` : `${of.dictionary}/${of.version}`;
  return { whole, major: type.class === undefined ? undefined : `${whole}/${majorOf(type)}` };
};

/** What decides which form a category asks: what keepers attached, and which categories and versions came before. */
export interface Asking {
  readonly attached: ReadonlyMap<string, string>;
  readonly kin: Kin;
}

/** Where a form may be attached that counts for a category: its own place and those of what it came from, the narrowest and nearest first. */
const placesFor = (ctx: Context, type: CaseType, { before, versions }: Kin): { own: string[]; wide: string[] } => {
  const earlier = before(type.id);
  const types = earlier.flatMap((id) => ctx.deployment.registry.cases.get(id) ?? classPlace(id));
  const wides = [type, ...types].map((one) => widePlaces(ctx, one));
  const of = readCategoryId(type.id);
  const at = versions.findIndex(({ dictionary, version }) => dictionary === of?.dictionary && version === of.version);
  const older = versions
    .slice(at + 1)
    .filter(({ dictionary }) => dictionary === of?.dictionary)
    .map(({ dictionary, version }) => `${dictionary}/${version}`);
  return {
    own: [type.id, ...earlier],
    wide: [...wides.flatMap(({ major }) => major ?? []), ...wides.map(({ whole }) => whole), ...older],
  };
};

/** A class of an earlier version as far as its places are told by its id, e.g. `yuncheng/2024/part-0103`. */
const classPlace = (id: string): Placed | [] => {
  const [of, code] = (readCategoryId(id)?.key ?? "").split("-");
  return (of === "part" || of === "event") && code !== undefined ? { id, class: { of, code } } : [];
};

/**
 * A category with the form that whoever reports it is asked: one attached to it alone, or to what it came from by
 * mapping or number, comes before the pack's own; one attached to its major or to all is asked where there is none.
 */
export const asAsked = (ctx: Context, type: CaseType, { attached, kin }: Asking): CaseType => {
  if (attached.size === 0) return type;
  const { own, wide } = placesFor(ctx, type, kin);
  const first = (places: readonly string[]) => places.flatMap((place) => attached.get(place) ?? [])[0];
  const form = first(own) ?? type.forms?.["report"] ?? first(wide);
  return form === undefined ? type : { ...type, forms: { ...type.forms, report: form } };
};

/** What forms are asked today. */
export const readAsking = async (ctx: Context): Promise<Asking> => ({
  attached: await ctx.forms.ofCategories(ctx),
  kin: await readKin(ctx),
});

/** The same of one category that people name. */
export const withAttached = async (ctx: Context, type: CaseType): Promise<CaseType> =>
  asAsked(ctx, type, await readAsking(ctx));

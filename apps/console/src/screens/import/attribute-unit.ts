import type { FileImport, ImportTargets } from "@chengyun/contracts";
import { otherUnitAtEnd, saysUnit, unitsLike } from "@chengyun/kernel";
import { typesOf } from "./column-words.ts";
import { type Draft, type FigureDraft, toNumber } from "./draft.ts";

/** A unit that a column may be in other than those that are offered: told by its factor. */
export const anotherUnit = "other";

/** A column chosen for an attribute with a unit: its heading may say that unit; everything else is asked. */
export const withColumn = (column: string, own: string): FigureDraft => ({
  column,
  factor: "",
  unit: saysUnit(column, own) ? own : "",
});

/** The same with the unit the column is in, and the factor that follows from it. */
export const withUnit = (figure: FigureDraft, unit: string, own: string): FigureDraft => {
  const factor = unitsLike(own).find((one) => one.unit === unit)?.factor ?? 1;
  return { ...figure, unit, factor: factor === 1 ? "" : String(factor) };
};

/** In which unit a column was said to be; of a mapping that was written elsewhere what its factor says. */
export const unitSaid = ({ column, factor, unit }: FigureDraft, own: string): string => {
  if (unit !== undefined) return unit;
  const by = toNumber(factor);
  if (by !== undefined) return unitsLike(own).find((one) => one.factor === by)?.unit ?? anotherUnit;
  return otherUnitAtEnd(column, own) === undefined ? own : "";
};

/** Whether it was said in which unit a column is that fills an attribute with a unit. */
export const isUnitSaid = (figure: FigureDraft, own: string): boolean => {
  if (figure.column === "") return true;
  const said = unitSaid(figure, own);
  return said === anotherUnit ? toNumber(figure.factor) !== undefined : said !== "";
};

/** An attribute that a file can fill. */
export type Attribute = ImportTargets["links"][number]["attributes"][number];

/** Attributes that rows of a draft can have by their types; one that several types share is asked once. */
export const attributesOf = (
  { kind }: Pick<FileImport, "kind">,
  draft: Draft,
  targets: ImportTargets | undefined,
): readonly Attribute[] => {
  const types = kind === "network" ? [draft.linkType] : typesOf(draft.fields["type"]);
  const chosen = [...(targets?.things ?? []), ...(targets?.links ?? [])].filter(({ id }) => types.includes(id));
  return [...new Map(chosen.flatMap(({ attributes }) => attributes).map((one) => [one.id, one])).values()];
};

/** Attributes of which nobody said yet in which unit their column is. */
export const listUnitsWanted = (
  shown: Pick<FileImport, "kind">,
  draft: Draft,
  targets: ImportTargets | undefined,
): readonly Attribute[] =>
  attributesOf(shown, draft, targets).filter(({ id, unit }) => {
    const figure = draft.attributes[id];
    return unit !== undefined && figure !== undefined && !isUnitSaid(figure, unit);
  });

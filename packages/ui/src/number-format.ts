import type { Label, Language } from "@chengyun/kernel";

/** How a figure is written: its digits after the point, its unit, or the names of its states. */
export interface FigureStyle {
  readonly digits: number;
  readonly unit?: string | undefined;
  readonly states?: readonly { readonly name: Label }[] | undefined;
}

/** A number with grouping and as many digits after the point as mean something. */
export const formatNumber = (value: number, digits = 0): string =>
  value.toLocaleString("en-US", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay: "negative",
  });

/** A measured value with its unit, or the name of the state its code stands for. */
export const formatFigure = (value: number, { digits, unit, states }: FigureStyle, language: Language): string => {
  const state = states?.[value];
  if (state !== undefined) return state.name[language];
  const number = formatNumber(value, digits);
  return unit === undefined || unit === "" ? number : `${number} ${unit}`;
};

/** A count that fits a badge: `99+` from a hundred on. */
export const formatCount = (count: number): string => (count > 99 ? "99+" : String(count));

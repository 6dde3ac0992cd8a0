import type { RejectedRows } from "@chengyun/contracts";
import { useState } from "react";

type Rows = RejectedRows["rows"];

/** What somebody typed into the rows that were not taken. */
interface Typed {
  readonly values: readonly (readonly string[])[];
  readonly geometries: readonly string[];
  /** Places of rows of which somebody said whether they are left out. */
  readonly said: ReadonlyMap<number, boolean>;
}

const isLeftOut = ({ faults, isMended }: Rows[number]): boolean =>
  isMended === true || faults.some(({ code }) => code === "repeated-in-file");

/**
 * Places of rows that are left out. Those that repeat an earlier one are until somebody wants them: taken as they are they
 * would replace it. So are those that were mended, also since the list was opened: what was typed into the others stays.
 */
export const listSkipped = (rows: Rows, said: ReadonlyMap<number, boolean>): ReadonlySet<number> =>
  new Set(rows.flatMap((row, at) => ((said.get(at) ?? isLeftOut(row)) ? [at] : [])));

const replaced = <One>(all: readonly One[], at: number, by: (one: One) => One): readonly One[] =>
  all.map((one, place) => (place === at ? by(one) : one));

const isShape = (text: string): boolean => {
  if (text.trim() === "") return true;
  try {
    const shape: unknown = JSON.parse(text);
    return typeof shape === "object" && !Array.isArray(shape);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return false;
  }
};

const swapAll = (coordinates: unknown): unknown => {
  if (!Array.isArray(coordinates)) return coordinates;
  const [x, y, ...rest] = coordinates;
  return typeof x === "number" ? [y, x, ...rest] : coordinates.map(swapAll);
};

/** A shape with the two coordinates of each corner changed about; a text that is none stays. */
const swapped = (text: string): string => {
  if (text.trim() === "" || !isShape(text)) return text;
  const { coordinates, ...rest } = JSON.parse(text) as { readonly coordinates?: unknown };
  return JSON.stringify({ ...rest, coordinates: swapAll(coordinates) });
};

/** Cells being mended, and what they come to. */
export const useTyped = (rows: Rows) => {
  const [typed, setTyped] = useState<Typed>(() => ({
    values: rows.map(({ values }) => values),
    geometries: rows.map(({ geometry = "" }) => geometry),
    said: new Map(),
  }));
  const shape = (at: number, by: (text: string) => string): void =>
    setTyped((all) => ({ ...all, geometries: replaced(all.geometries, at, by) }));
  const skipped = listSkipped(rows, typed.said);
  return {
    ...{ values: typed.values, geometries: typed.geometries, skipped },
    type: (at: number, column: number, text: string): void =>
      setTyped((all) => ({ ...all, values: replaced(all.values, at, (row) => replaced(row, column, () => text)) })),
    draw: (at: number, text: string): void => shape(at, () => text),
    swap: (at: number): void => shape(at, swapped),
    skip: (at: number, isSkipped: boolean): void =>
      setTyped((all) => ({ ...all, said: new Map(all.said).set(at, isSkipped) })),
    /** Places of the rows that are to be taken. */
    taken: rows.flatMap((_, at) => (skipped.has(at) ? [] : [at])),
    isShape: (at: number): boolean => isShape(typed.geometries[at] ?? ""),
  };
};

/** What is typed, and how it is changed. */
export type TypedRows = ReturnType<typeof useTyped>;

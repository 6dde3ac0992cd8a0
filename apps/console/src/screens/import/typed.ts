import type { RejectedRows } from "@chengyun/contracts";
import { useState } from "react";

type Rows = RejectedRows["rows"];

/** What somebody typed into the rows that were not taken. */
interface Typed {
  readonly values: readonly (readonly string[])[];
  readonly geometries: readonly string[];
  /** Places of rows that are left out. */
  readonly skipped: ReadonlySet<number>;
}

/**
 * Rows that repeat an earlier one are left out until somebody wants them: taken as they are they would replace it. So are
 * those that were mended before.
 */
const leftOutOf = (rows: Rows): ReadonlySet<number> =>
  new Set(
    rows.flatMap(({ faults, isMended }, at) =>
      isMended === true || faults.some(({ code }) => code === "repeated-in-file") ? [at] : [],
    ),
  );

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
    skipped: leftOutOf(rows),
  }));
  const shape = (at: number, by: (text: string) => string): void =>
    setTyped((all) => ({ ...all, geometries: replaced(all.geometries, at, by) }));
  return {
    ...typed,
    type: (at: number, column: number, text: string): void =>
      setTyped((all) => ({ ...all, values: replaced(all.values, at, (row) => replaced(row, column, () => text)) })),
    draw: (at: number, text: string): void => shape(at, () => text),
    swap: (at: number): void => shape(at, swapped),
    skip: (at: number, isSkipped: boolean): void =>
      setTyped((all) => {
        const skipped = new Set(all.skipped);
        if (isSkipped) skipped.add(at);
        else skipped.delete(at);
        return { ...all, skipped };
      }),
    /** Places of the rows that are to be taken. */
    taken: rows.flatMap((_, at) => (typed.skipped.has(at) ? [] : [at])),
    isShape: (at: number): boolean => isShape(typed.geometries[at] ?? ""),
  };
};

/** What is typed, and how it is changed. */
export type TypedRows = ReturnType<typeof useTyped>;

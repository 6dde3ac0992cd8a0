import { fillText } from "@chengyun/kernel";

/** A sentence with its places filled; numbers as they are. */
export const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
  fillText(text, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)])));

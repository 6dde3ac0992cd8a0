import { openByKey } from "../e2e/support/callers.ts";
import type { RunningCity } from "../e2e/support/running-city.ts";

/** A shape the city gives away, with what it says of it. */
export interface Exported {
  readonly properties: {
    readonly ref?: string;
    readonly kind?: string;
    readonly type?: string;
    readonly code?: string;
    readonly zh?: string;
    readonly attributes?: { readonly demandM3PerHour?: number };
  };
  readonly geometry: { readonly type: string; readonly coordinates: readonly unknown[] } | null;
}

/** All of one kind that the city holds, by its own export. */
export const readExport = async (
  city: Pick<RunningCity, "url" | "dataDir">,
  kind: "things" | "links" | "areas" | "base",
): Promise<Exported[]> => {
  const parts: Uint8Array[] = [];
  for await (const part of await openByKey(city).exportFile(`${kind}.geojson`)) parts.push(part);
  return (JSON.parse(Buffer.concat(parts).toString("utf8")) as { features: Exported[] }).features;
};

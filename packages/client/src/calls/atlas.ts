import type { Area, Thing, ThingIn, ThingPin, ThingQuery } from "@chengyun/contracts";
import type { Caller } from "../caller.ts";
import type { Asked, Input, Items, Page } from "../shape.ts";

/** Calls about what is where. */
export const atlasCalls = ({ get, getBody, post }: Caller) => ({
  areas: () => get<Items<Area>>("/areas"),
  things: (query: Asked<typeof ThingQuery> = {}, signal?: AbortSignal) => get<Page<ThingPin>>("/things", query, signal),
  thing: (id: string) => get<Thing>(`/things/${id}`),
  /** A file of what is where, as it comes: `things.geojson`, `areas.csv` … */
  exportFile: (file: string) => getBody(`/exports/${file}`),
  addThing: (thing: Input<typeof ThingIn>) => post<{ readonly id: string; readonly no: number }>("/things", thing),
});

import type { Area, BaseMap, LayerShape, LinkLine, Thing, ThingIn, ThingPin, ThingQuery } from "@chengyun/contracts";
import type { Caller } from "../caller.ts";
import type { Asked, Input, Items, Page } from "../shape.ts";

/** Calls about what is where. */
export const atlasCalls = ({ get, post }: Caller) => ({
  areas: () => get<Items<Area>>("/areas"),
  baseMap: () => get<BaseMap>("/base-map"),
  layers: () => get<Items<LayerShape>>("/layers"),
  things: (query: Asked<typeof ThingQuery> = {}) => get<Page<ThingPin>>("/things", query),
  thing: (id: string) => get<Thing>(`/things/${id}`),
  addThing: (thing: Input<typeof ThingIn>) => post<{ readonly id: string; readonly no: number }>("/things", thing),
  links: (box?: string) => get<Items<LinkLine>>("/links", { box }),
});

import type { Found, MapOutline, MapView, MapViewIn, SearchQuery } from "@chengyun/contracts";
import type { Caller } from "../caller.ts";
import type { Asked, Input, Items } from "../shape.ts";

/** Calls about the map as a whole, and about finding something on it. */
export const mapCalls = ({ get, post, remove }: Caller) => ({
  map: () => get<MapOutline>("/map"),
  search: (query: Asked<typeof SearchQuery>) => get<Items<Found>>("/search", query),
  mapViews: () => get<Items<MapView>>("/map-views"),
  keepMapView: (view: Input<typeof MapViewIn>) => post<MapView>("/map-views", view),
  removeMapView: (id: string) => remove(`/map-views/${id}`),
});

import type { MapOutline, ThingPin } from "@chengyun/contracts";
import type { MapBase, MapBox, MapPosition, MapTiles } from "@chengyun/ui";
import { keepPreviousData, queryOptions, useMutation, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { allPages } from "./all-pages.ts";
import { api, queryClient } from "./api.ts";

const viewsKey = ["map-views"];
/** An import changes the version; until then nothing has to be asked again. */
const outlineMs = 60_000;
/** A city that is being laid out has more to show soon. */
const buildingMs = 4_000;
/** So many things in alarm at most are drawn over the tiles. */
const mostAlarmed = 2_000;

export const outlineQuery = queryOptions({ queryKey: ["map-outline"], queryFn: api.map, staleTime: outlineMs });

/** What may be shown on the map; asked anew now and then, for an import makes another version. */
export const useMapOutline = () =>
  useQuery({
    ...outlineQuery,
    refetchInterval: ({ state }) => (state.data?.building === true ? buildingMs : outlineMs),
  });

/** The tiles of a kind in a version. */
export const toTiles = (
  { version, zooms }: Pick<MapOutline, "version" | "zooms">,
  kind: "base" | "things" | "cases",
  query: Readonly<Record<string, string>> = {},
): MapTiles => ({
  url: `/tiles/${kind}/{z}/{x}/{y}?${new URLSearchParams({ v: version, ...query }).toString().replaceAll("%2C", ",")}`,
  minZoom: zooms.min,
  maxZoom: zooms.max,
});

/** The quiet base in the version there is; absent until it is known. */
export const useMapBase = (): MapBase | undefined => {
  const { data } = useMapOutline();
  return useMemo(
    () =>
      data === undefined
        ? undefined
        : { tiles: toTiles(data, "base"), sea: data.sea, attribution: data.attributions.join(" · ") || undefined },
    [data],
  );
};

export const alarmedThingsQuery = queryOptions({
  queryKey: ["things", "alarmed"],
  queryFn: ({ signal }) => allPages((after) => api.things({ alarmed: "true", after, limit: 500 }, signal), mostAlarmed),
});

/** Things with an open alarm or without a sign of life: their state changes while the tiles stay. */
export const useAlarmedThings = (enabled: boolean) =>
  useQuery({ ...alarmedThingsQuery, enabled, placeholderData: keepPreviousData });

/** What fits the words, the nearest to where somebody looks first. */
export const useSearch = (q: string, near: MapPosition | undefined) =>
  useQuery({
    queryKey: ["search", q, near],
    queryFn: () => api.search({ q, limit: 20, ...(near === undefined ? {} : { near: near.join(",") }) }),
    enabled: q !== "",
    placeholderData: keepPreviousData,
  });

/** Half a side of the squares that are searched for what is nearest, in degrees: about 200 m, 800 m and 4 km. */
const reaches = [0.002, 0.008, 0.04];
const enough = 8;

const around = ([x, y]: MapPosition, reach: number): MapBox => [x - reach, y - reach, x + reach, y + reach];

const findNear = async (position: MapPosition): Promise<readonly ThingPin[]> => {
  let found: readonly ThingPin[] = [];
  for (const reach of reaches) {
    const box = around(position, reach).map((degrees) => degrees.toFixed(6));
    ({ items: found } = await api.things({ box: box.join(","), limit: 500 }));
    if (found.length >= enough) break;
  }
  const [x, y] = position;
  const narrow = Math.cos((y * Math.PI) / 180);
  const far = ([u, v]: readonly [number, number]): number => Math.hypot((u - x) * narrow, v - y);
  return found.toSorted((one, other) => far(one.position) - far(other.position)).slice(0, enough);
};

/** The nearest things of a place. */
export const useNearest = (position: MapPosition, enabled: boolean) =>
  useQuery({ queryKey: ["things", "near", position], queryFn: () => findNear(position), enabled });

export const useMapViews = (enabled: boolean) => useQuery({ queryKey: viewsKey, queryFn: api.mapViews, enabled });

export const useKeepMapView = () =>
  useMutation({
    mutationFn: api.keepMapView,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: viewsKey }),
  });

export const useRemoveMapView = () =>
  useMutation({
    mutationFn: api.removeMapView,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: viewsKey }),
  });

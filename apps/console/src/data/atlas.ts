import type { Asked } from "@chengyun/client";
import type { ThingQuery } from "@chengyun/contracts";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { allPages } from "./all-pages.ts";
import { api } from "./api.ts";

const forever = Number.POSITIVE_INFINITY;

export const useAreas = () => useQuery({ queryKey: ["areas"], queryFn: api.areas, staleTime: forever });

export const useBaseMap = () => useQuery({ queryKey: ["base-map"], queryFn: api.baseMap, staleTime: forever });

export const useLayers = () => useQuery({ queryKey: ["layers"], queryFn: api.layers, staleTime: forever });

export const useLinks = () => useQuery({ queryKey: ["links"], queryFn: () => api.links(), staleTime: forever });

/** Every thing of the city, for the map. */
export const useMapThings = (enabled: boolean) =>
  useQuery({
    queryKey: ["things", "map"],
    queryFn: () => allPages((after) => api.things({ after, limit: 500 })),
    enabled,
    placeholderData: keepPreviousData,
  });

export const useThings = (query: Asked<typeof ThingQuery>) =>
  useInfiniteQuery({
    queryKey: ["things", "list", query],
    queryFn: ({ pageParam }) => api.things({ ...query, after: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });

export const useThing = (id: string) => useQuery({ queryKey: ["thing", id], queryFn: () => api.thing(id) });

import type { Asked } from "@chengyun/client";
import type { ThingQuery } from "@chengyun/contracts";
import { skipToken, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api } from "./api.ts";

export const useAreas = (enabled = true) =>
  useQuery({ queryKey: ["areas"], queryFn: api.areas, staleTime: Number.POSITIVE_INFINITY, enabled });

export const useThings = (query: Asked<typeof ThingQuery>) =>
  useInfiniteQuery({
    queryKey: ["things", "list", query],
    queryFn: ({ pageParam }) => api.things({ ...query, after: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });

/** One thing; nothing is asked without an id. */
export const useThing = (id: string | undefined) =>
  useQuery({ queryKey: ["thing", id], queryFn: id === undefined ? skipToken : () => api.thing(id) });

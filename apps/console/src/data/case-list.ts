import { type Asked, caseExportUrl, type Input } from "@chengyun/client";
import type { BulkMoveIn, CaseFilterQuery } from "@chengyun/contracts";
import { useMutation, useQuery } from "@tanstack/react-query";
import { api, queryClient } from "./api.ts";

export { caseExportUrl };

const viewsKey = ["case-views"];

/** How many there are; counted when asked and not before. */
export const useCaseCount = () =>
  useMutation({ mutationFn: (query: Asked<typeof CaseFilterQuery>) => api.countCases(query) });

export const useCaseViews = () => useQuery({ queryKey: viewsKey, queryFn: api.caseViews });

export const useKeepCaseView = () =>
  useMutation({
    mutationFn: api.keepCaseView,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: viewsKey }),
  });

export const useRemoveCaseView = () =>
  useMutation({
    mutationFn: api.removeCaseView,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: viewsKey }),
  });

/** One move of many cases; whatever comes of it, lists and cases are asked for again. */
export const useMoveCases = () =>
  useMutation({
    mutationFn: ({ move, ...wish }: Input<typeof BulkMoveIn> & { readonly move: string }) => api.moveCases(move, wish),
    onSettled: () =>
      queryClient.invalidateQueries({
        predicate: ({ queryKey }) => ["case", "cases", "moves", "timeline"].includes(String(queryKey[0])),
      }),
  });

/** Where the rules would send each of some cases; asked anew for other cases. */
export const useDestinations = (ids: readonly string[], enabled: boolean) =>
  useQuery({
    queryKey: ["cases", "destinations", ids],
    queryFn: () => api.destinations({ ids: [...ids] }),
    enabled: enabled && ids.length > 0,
  });

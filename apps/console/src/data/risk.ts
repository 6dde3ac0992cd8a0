import type { Asked } from "@chengyun/client";
import type { RiskQuery } from "@chengyun/contracts";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api } from "./api.ts";

/** Readings move scores without an entry that would tell. */
const lookAgainMs = 20_000;

export const useRiskModels = () =>
  useQuery({ queryKey: ["risk-models"], queryFn: () => api.riskModels(), staleTime: Number.POSITIVE_INFINITY });

export const useRisks = (query: Asked<typeof RiskQuery>) =>
  useInfiniteQuery({
    queryKey: ["risks", query],
    queryFn: ({ pageParam }) => api.risks({ ...query, after: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    refetchInterval: lookAgainMs,
  });

export const useRisk = (id: string) =>
  useQuery({ queryKey: ["risk", id], queryFn: () => api.risk(id), refetchInterval: lookAgainMs });

export const useAreaRisks = (area: string | undefined) =>
  useQuery({
    queryKey: ["area-risks", area ?? ""],
    queryFn: () => api.areaRisks(area === undefined ? {} : { area }),
    placeholderData: keepPreviousData,
    refetchInterval: lookAgainMs,
  });

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api } from "./api.ts";

export const useHealth = () => useQuery({ queryKey: ["health"], queryFn: api.health, refetchInterval: 10_000 });

export const useStrip = (hours: number) =>
  useQuery({
    queryKey: ["strip", hours],
    queryFn: () => api.strip(hours),
    refetchInterval: 60_000,
    placeholderData: keepPreviousData,
  });

export const useJournal = (type: string | undefined) =>
  useInfiniteQuery({
    queryKey: ["journal", "list", type],
    queryFn: ({ pageParam }) => api.journal({ newest: "true", type, after: pageParam, limit: 100 }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });

export const useCheckpoint = () =>
  useQuery({ queryKey: ["journal", "checkpoint"], queryFn: api.checkpoint, refetchInterval: 30_000 });

export const useJournalKey = () =>
  useQuery({ queryKey: ["journal-key"], queryFn: api.journalKey, staleTime: Number.POSITIVE_INFINITY });

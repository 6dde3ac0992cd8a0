import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { api, queryClient } from "./api.ts";

export const useHealth = () => useQuery({ queryKey: ["health"], queryFn: api.health, refetchInterval: 10_000 });

/** Backups; looked at often while one goes on. */
export const useBackups = () =>
  useQuery({
    queryKey: ["backups"],
    queryFn: api.backups,
    refetchInterval: ({ state }) =>
      state.data?.items.some((run) => run.state === "running") === true ? 2_000 : 15_000,
  });

/** Has a backup made, or the newest tried; its row comes within a second or two. */
export const useAskBackup = () =>
  useMutation({
    mutationFn: (kind: "backup" | "test") => (kind === "backup" ? api.makeBackup() : api.testBackup()),
    onSuccess: () => setTimeout(() => void queryClient.invalidateQueries({ queryKey: ["backups"] }), 1_500),
  });

export const useStrip = (hours: number) =>
  useQuery({
    queryKey: ["strip", hours],
    queryFn: () => api.strip(hours),
    refetchInterval: 60_000,
    placeholderData: keepPreviousData,
  });

/** What the journal is asked for. */
export type JournalWish = Pick<
  Parameters<typeof api.journal>[0] & object,
  "type" | "actor" | "subject" | "from" | "to"
>;

export const useJournal = (wish: JournalWish) =>
  useInfiniteQuery({
    queryKey: ["journal", "list", wish],
    queryFn: ({ pageParam }) => api.journal({ ...wish, newest: "true", after: pageParam, limit: 100 }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });

export const useEntryTypes = () =>
  useQuery({ queryKey: ["journal", "types"], queryFn: api.journalTypes, staleTime: 60_000 });

export const useCheckpoint = () =>
  useQuery({ queryKey: ["journal", "checkpoint"], queryFn: api.checkpoint, refetchInterval: 30_000 });

export const useJournalKey = () =>
  useQuery({ queryKey: ["journal-key"], queryFn: api.journalKey, staleTime: Number.POSITIVE_INFINITY });

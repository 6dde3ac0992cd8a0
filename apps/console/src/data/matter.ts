import type { Asked } from "@chengyun/client";
import type { MatterIn, MatterKind, MatterQuery } from "@chengyun/contracts";
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { api, queryClient } from "./api.ts";

/** Time left is counted by the server: it is asked again often enough for pauses to show. */
const recountMs = 30_000;

/** The kinds of matters the person may read, as their packs declare them. */
export const useMatterKinds = () =>
  useQuery({ queryKey: ["matter-kinds"], queryFn: api.matterKinds, staleTime: 300_000 });

/** One kind of matters; undefined until known, or when it isn't there for this person. */
export const useMatterKind = (plural: string): MatterKind | undefined =>
  useMatterKinds().data?.items.find((kind) => kind.plural === plural);

export const useMatters = (plural: string, query: Asked<typeof MatterQuery>) =>
  useInfiniteQuery({
    queryKey: ["matters", plural, query],
    queryFn: ({ pageParam }) => api.matters(plural, { ...query, after: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    refetchInterval: recountMs,
    placeholderData: keepPreviousData,
  });

export const useMatter = (plural: string, id: string) =>
  useQuery({ queryKey: ["matter", plural, id], queryFn: () => api.matter(plural, id), refetchInterval: recountMs });

export const useMatterTimeline = (plural: string, id: string) =>
  useQuery({ queryKey: ["timeline", plural, id], queryFn: () => api.matterTimeline(plural, id) });

/** Opens a matter; the answer is its id. */
export const useOpenMatter = (plural: string) =>
  useMutation({
    mutationFn: (matter: (typeof MatterIn)["_zod"]["input"]) => api.openMatter(plural, matter),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["matters", plural] }),
  });

/** Personal words stay with whoever asked and go with the dialog: they are in no cache. */
export const useReadWords = () => useMutation({ mutationFn: api.readWords, gcTime: 0 });

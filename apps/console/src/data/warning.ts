import type { Asked } from "@chengyun/client";
import type { WarningEdit, WarningIn, WarningQuery } from "@chengyun/contracts";
import { keepPreviousData, skipToken, useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { api, queryClient } from "./api.ts";

/** A draft as the API takes it. */
export type WarningWish = (typeof WarningIn)["_zod"]["input"];

export const useWarnings = (query: Asked<typeof WarningQuery>) =>
  useInfiniteQuery({
    queryKey: ["warnings", query],
    queryFn: ({ pageParam }) => api.warnings({ ...query, after: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });

/** One warning; nothing is asked without an id. */
export const useWarning = (id: string | undefined) =>
  useQuery({ queryKey: ["warning", id], queryFn: id === undefined ? skipToken : () => api.warning(id) });

export const useWarningProofs = (id: string) =>
  useQuery({ queryKey: ["warning-proofs", id], queryFn: () => api.warningProofs(id) });

export const useWarningTypes = () =>
  useQuery({ queryKey: ["warning-types"], queryFn: api.warningTypes, staleTime: Number.POSITIVE_INFINITY });

/** What a wish would come to; the answer before stays while the next is asked for. */
export const useWarningPreview = (wish: WarningWish | undefined) =>
  useQuery({
    queryKey: ["warning-preview", wish],
    queryFn: wish === undefined ? skipToken : () => api.previewWarning(wish),
    placeholderData: keepPreviousData,
    retry: false,
  });

/** Keeps a draft: a new one, or one that is there, at the version its author saw. */
export const useKeepWarning = () =>
  useMutation({
    mutationFn: ({ before, wish }: { before: { id: string; version: number } | undefined; wish: WarningWish }) => {
      if (before === undefined) return api.draftWarning(wish);
      const { updates: _updates, about: _about, ...said } = wish;
      const edit: (typeof WarningEdit)["_zod"]["input"] = { ...said, version: before.version };
      return api.editWarning({ ...edit, id: before.id });
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["warnings"] }),
    onSuccess: ({ id }) => queryClient.invalidateQueries({ queryKey: ["warning", id] }),
  });

import type { Asked } from "@chengyun/client";
import type { Case, CaseQuery } from "@chengyun/contracts";
import { keepPreviousData, queryOptions, useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { allPages } from "./all-pages.ts";
import { api, queryClient } from "./api.ts";

/** Time left is counted by the server: it is asked again often enough for pauses at noon and at night to show. */
const recountMs = 30_000;

/** A dictionary comes in force with a day, which no entry tells. */
const staleAfterMs = 5 * 60_000;

/** Categories new cases may be of today. */
export const useCaseTypes = () =>
  useQuery({ queryKey: ["case-types"], queryFn: api.caseTypes, staleTime: staleAfterMs });

/** The same with those of before: old cases are still looked for by them. */
export const useCaseTypesEver = (enabled = true) =>
  useQuery({ queryKey: ["case-types", "ever"], queryFn: api.caseTypesEver, staleTime: staleAfterMs, enabled });

export const openCasesQuery = queryOptions({
  queryKey: ["cases", "open"],
  queryFn: ({ signal }) => allPages((after) => api.cases({ open: "true", order: "due", after, limit: 500 }, signal)),
});

/** Cases that are not at their end, what is due first first. */
export const useOpenCases = (enabled = true) =>
  useQuery({
    ...openCasesQuery,
    refetchInterval: recountMs,
    enabled,
    placeholderData: keepPreviousData,
  });

export const useCases = (query: Asked<typeof CaseQuery>) =>
  useInfiniteQuery({
    queryKey: ["cases", "list", query],
    queryFn: ({ pageParam }) => api.cases({ ...query, after: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    refetchInterval: recountMs,
    placeholderData: keepPreviousData,
  });

export const useCase = (id: string) =>
  useQuery({ queryKey: ["case", id], queryFn: () => api.case(id), refetchInterval: recountMs });

/** Reports of a case behind those its page brought; asked for when somebody wishes to see more. */
export const useMoreReports = ({ id, reportsNext }: Pick<Case, "id" | "reportsNext">, enabled: boolean) =>
  useInfiniteQuery({
    queryKey: ["case", id, "reports", reportsNext],
    queryFn: ({ pageParam }) => api.caseReports(id, pageParam),
    initialPageParam: reportsNext ?? "",
    getNextPageParam: (page) => page.next,
    enabled: enabled && reportsNext !== undefined,
  });

export const useTimeline = (caseId: string) =>
  useQuery({ queryKey: ["timeline", caseId], queryFn: () => api.timeline(caseId) });

/** Joint tasks of the own department, and in it of nobody else in particular. */
export const useJointTasks = (enabled: boolean) =>
  useQuery({
    queryKey: ["tasks", "joint"],
    queryFn: () => api.tasks({ mine: "true", kind: "joint", limit: 200 }),
    refetchInterval: recountMs,
    enabled,
  });

export const useCasesOfThing = (thing: string) =>
  useQuery({ queryKey: ["cases", "thing", thing], queryFn: () => api.cases({ thing, limit: 50 }) });

/** A comment is a quiet move: it asks for no version, so whatever was seen last will do. */
export const useComment = (caseId: string) => {
  const version = useCase(caseId).data?.version ?? 1;
  return useMutation({
    mutationFn: (comment: string) =>
      api.move({ plural: "cases", id: caseId }, "comment", { version, facts: { comment } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["timeline", caseId] }),
  });
};

/** Other open cases that may be the same problem. */
export const useSimilarTo = ({ id, version }: { readonly id: string; readonly version: number }) =>
  useQuery({ queryKey: ["cases", "similar-to", id, version], queryFn: () => api.similarTo(id) });

const casesChanged = () => {
  const nouns = ["cases", "case", "timeline", "moves"];
  return queryClient.invalidateQueries({ predicate: ({ queryKey }) => nouns.includes(String(queryKey[0])) });
};

export const useMerge = () => useMutation({ mutationFn: api.mergeCase, onSettled: casesChanged });

/** Until when the merge of a case can be taken back; asked only where one was merged. */
export const useMergeStanding = ({ id, version, mergedInto }: Pick<Case, "id" | "version" | "mergedInto">) =>
  useQuery({
    queryKey: ["case", "merge-standing", id, version],
    queryFn: () => api.mergeStanding(id),
    enabled: mergedInto !== undefined,
  });

export const useUnmerge = () => useMutation({ mutationFn: api.unmergeCase, onSettled: casesChanged });

export const useDetach = () => useMutation({ mutationFn: api.detachReport, onSuccess: casesChanged });

export const useNoteCall = () => useMutation({ mutationFn: api.noteCall, onSuccess: casesChanged });

export const useReport = () =>
  useMutation({
    mutationFn: (report: Parameters<typeof api.report>[0]) => api.report(report),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["cases"] }),
  });

export const useAddPhoto = () => useMutation({ mutationFn: (file: File) => api.addFile(file, file.name) });

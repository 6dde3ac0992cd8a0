import type { Input } from "@chengyun/client";
import type { AdviceIn, ReportIn, SimilarQuery } from "@chengyun/contracts";
import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, queryClient } from "./api.ts";

const typingMs = 350;

/** A value that has not changed for a moment: what is typed is asked about when the typing pauses. */
export const useSettled = <Value>(value: Value): Value => {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), typingMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
};

export const useWaiting = () =>
  useQuery({ queryKey: ["waiting"], queryFn: api.waitingReports, refetchInterval: 60_000 });

/** Open cases near by that may be the same; nothing is asked before there is a place. */
export const useSimilar = (query: Input<typeof SimilarQuery> | undefined) => {
  const asked = useSettled(query === undefined ? undefined : JSON.stringify(query));
  return useQuery({
    queryKey: ["cases", "similar", asked],
    queryFn: () => api.similarCases(JSON.parse(asked ?? "{}") as Input<typeof SimilarQuery>),
    enabled: asked !== undefined,
    placeholderData: keepPreviousData,
  });
};

export const useCategories = (typed: string) => {
  const q = useSettled(typed);
  return useQuery({
    queryKey: ["categories", q],
    queryFn: () => api.categories({ q, limit: 30 }),
    placeholderData: keepPreviousData,
  });
};

export const useCallers = () => useMutation({ mutationFn: api.callers });

const refresh = (): void => {
  for (const queryKey of [["waiting"], ["cases"], ["case"]]) void queryClient.invalidateQueries({ queryKey });
};

export const useAdvise = () =>
  useMutation({ mutationFn: (advice: Input<typeof AdviceIn>) => api.advise(advice), onSuccess: refresh });

export const useDecline = () =>
  useMutation({
    mutationFn: ({ id, version, reason }: { id: string; version: number; reason: string }) =>
      api.declineReport(id, version, reason),
    onSuccess: refresh,
  });

export const useDeskReport = () =>
  // When it is sent back, too: it may name a case that was opened a moment ago.
  useMutation({ mutationFn: (report: Input<typeof ReportIn>) => api.report(report), onSettled: refresh });

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "./api.ts";

const guardKey = ["journal-guard"] as const;

/** Whether the journal is whole and commands are taken; asked apart from the live feed, which may be what is wrong. */
export const useGuard = () => useQuery({ queryKey: guardKey, queryFn: api.journalGuard, refetchInterval: 15_000 });

export const useBreakGlass = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: api.breakGlass,
    onSuccess: (state) => client.setQueryData(guardKey, state),
  });
};

/** Proof that the journal grew from one size into another; asked when both are known. */
export const useGrowth = (from: number | undefined, to: number | undefined) =>
  useQuery({
    queryKey: ["journal-growth", from, to],
    queryFn: () => api.consistency(from ?? 0, to ?? 0),
    enabled: from !== undefined && to !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });

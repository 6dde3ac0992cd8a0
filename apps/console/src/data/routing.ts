import { useMutation, useQuery } from "@tanstack/react-query";
import { api, queryClient } from "./api.ts";

const refresh = () => queryClient.invalidateQueries({ queryKey: ["routing-rules"] });

export const useRoutingRules = () => useQuery({ queryKey: ["routing-rules"], queryFn: api.routingRules });

export const useAddRule = () => useMutation({ mutationFn: api.addRoutingRule, onSuccess: refresh });

export const useTryRules = () => useMutation({ mutationFn: api.tryRoutingRules });

export const useCorrect = (id: string) =>
  useMutation({
    mutationFn: api.correctCase,
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: ["case", id] }),
        queryClient.invalidateQueries({ queryKey: ["timeline", id] }),
      ]),
  });

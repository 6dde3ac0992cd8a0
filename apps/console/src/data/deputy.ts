import { useMutation, useQuery } from "@tanstack/react-query";
import { api, queryClient } from "./api.ts";

/** Deputies one appointed, and those one is. */
export const useDeputies = () => useQuery({ queryKey: ["deputies"], queryFn: api.deputies });

/** Everybody who acts in another's post now, for an administrator. */
export const useActingDeputies = () => useQuery({ queryKey: ["deputies", "acting"], queryFn: api.actingDeputies });

/** From whom a deputy can be chosen. */
export const useDeputyCandidates = () =>
  useQuery({ queryKey: ["deputies", "candidates"], queryFn: api.deputyCandidates, retry: false });

/** Appoints a deputy. */
export const useAppoint = () =>
  useMutation({
    mutationFn: api.appointDeputy,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["deputies"] }),
  });

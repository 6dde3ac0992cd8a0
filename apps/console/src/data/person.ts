import { useMutation, useQuery } from "@tanstack/react-query";
import { api, queryClient } from "./api.ts";

export const useFindPersons = () => useMutation({ mutationFn: api.findPersons });

export const usePerson = (id: string) => useQuery({ queryKey: ["person", id], queryFn: () => api.person(id) });

export const useLooks = (id: string) => useQuery({ queryKey: ["looks", id], queryFn: () => api.looks(id) });

export const useConsents = (id: string) => useQuery({ queryKey: ["consents", id], queryFn: () => api.consents(id) });

export const useWithdrawConsent = () =>
  useMutation({
    mutationFn: api.withdrawConsent,
    onSuccess: (_, { id }) =>
      Promise.all(["consents", "person"].map((key) => queryClient.invalidateQueries({ queryKey: [key, id] }))),
  });

export const useMyLooks = () => useQuery({ queryKey: ["my-looks"], queryFn: api.myLooks });

/** What erasing somebody would touch; it looks through everything, so it is asked for and not kept. */
export const useErasure = (id: string, stage: string, wanted: boolean) =>
  useQuery({
    queryKey: ["erasure", id, stage],
    queryFn: () => api.erasurePreview(id),
    enabled: wanted,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });

export const useCertificate = (id: string) =>
  useQuery({ queryKey: ["certificate", id], queryFn: () => api.certificate(id) });

/** What was shown in plain stays with whoever asked and goes with the dialog: it is in no cache. */
export const useUnmask = () =>
  useMutation({
    mutationFn: api.unmask,
    gcTime: 0,
    onSuccess: (_, { id }) => queryClient.invalidateQueries({ queryKey: ["looks", id] }),
  });

import type { Asked, Input } from "@chengyun/client";
import type { IncidentIn, IncidentQuery, OrderIn } from "@chengyun/contracts";
import type { IncidentLevel, ResourceKind } from "@chengyun/kernel";
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { api, queryClient } from "./api.ts";

/** Time left and levels are reckoned by the server: asked again often enough that nothing on the wall is stale. */
const recountMs = 15_000;

export const useIncidentKinds = (wanted = true) =>
  useQuery({ queryKey: ["incident-kinds"], queryFn: api.incidentKinds, staleTime: 300_000, enabled: wanted });

export const useIncidents = (query: Asked<typeof IncidentQuery>) =>
  useInfiniteQuery({
    queryKey: ["incidents", query],
    queryFn: ({ pageParam }) => api.incidents({ ...query, after: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    refetchInterval: recountMs,
    placeholderData: keepPreviousData,
  });

/** The incident a case belongs to, if any. */
export const useIncidentOfCase = (caseId: string, wanted: boolean) =>
  useQuery({
    queryKey: ["incidents", "of-case", caseId],
    queryFn: () => api.incidents({ case: caseId, limit: 1 }),
    enabled: wanted,
  });

export const useIncident = (id: string) =>
  useQuery({ queryKey: ["incident", id], queryFn: () => api.incident(id), refetchInterval: recountMs });

export const useBoard = (id: string, level: IncidentLevel | undefined) =>
  useQuery({
    queryKey: ["board", id, level],
    queryFn: () => api.board(id, level),
    refetchInterval: recountMs,
    placeholderData: keepPreviousData,
  });

export const useIncidentTimeline = (id: string) =>
  useQuery({ queryKey: ["timeline", id, "incident"], queryFn: () => api.incidentTimeline(id) });

export const useResources = (id: string, kind: ResourceKind | undefined) =>
  useQuery({
    queryKey: ["resources", id, kind],
    queryFn: () => api.resources(id, { kind, limit: 60 }),
    placeholderData: keepPreviousData,
  });

export const useSituation = (id: string) =>
  useQuery({ queryKey: ["situation", id], queryFn: () => api.situation(id), staleTime: 0 });

const refresh = () =>
  queryClient.invalidateQueries({
    predicate: ({ queryKey }) =>
      ["incidents", "incident", "board", "resources", "timeline", "tasks", "case"].includes(String(queryKey[0])),
  });

export const useOpenIncident = () =>
  useMutation({ mutationFn: (incident: Input<typeof IncidentIn>) => api.openIncident(incident), onSettled: refresh });

export const useGiveOrder = (id: string) =>
  useMutation({ mutationFn: (order: Input<typeof OrderIn>) => api.giveOrder(id, order), onSettled: refresh });

export const useReserve = (id: string) =>
  useMutation({
    mutationFn: (wish: { thing: string; people?: number }) => api.reserve(id, wish),
    onSettled: refresh,
  });

export const useRelease = (id: string) =>
  useMutation({ mutationFn: (thing: string) => api.release(id, thing), onSettled: refresh });

export const useFillShelters = (id: string) =>
  useMutation({ mutationFn: (people: number) => api.fillShelters(id, people), onSettled: refresh });

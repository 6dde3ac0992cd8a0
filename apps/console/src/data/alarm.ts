import type { Asked } from "@chengyun/client";
import type { Alarm, AlarmQuery } from "@chengyun/contracts";
import { keepPreviousData, queryOptions, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { allPages } from "./all-pages.ts";
import { api } from "./api.ts";
import { standingAlarms } from "./queue.ts";
import { useMay } from "./session.ts";

export const openAlarmsQuery = queryOptions({
  queryKey: ["alarms", "open"],
  queryFn: ({ signal }) => allPages((after) => api.alarms({ open: "true", after, limit: 500 }, signal)),
});

/** Alarms whose condition still holds. */
export const useOpenAlarms = (enabled = true) =>
  useQuery({ ...openAlarmsQuery, enabled, placeholderData: keepPreviousData });

/** The alarms of a case that still hold; none without a case, or without the right to see alarms. */
export const useStandingAlarms = (caseId: string | undefined): readonly Alarm[] => {
  const may = useMay();
  const { data } = useOpenAlarms(caseId !== undefined && may("alarms.read"));
  return caseId === undefined ? [] : standingAlarms(data ?? [], caseId);
};

export const useAlarms = (query: Asked<typeof AlarmQuery>) =>
  useInfiniteQuery({
    queryKey: ["alarms", "list", query],
    queryFn: ({ pageParam }) => api.alarms({ ...query, after: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });

export const useAlarm = (id: string) => useQuery({ queryKey: ["alarm", id], queryFn: () => api.alarm(id) });

export const useEvidence = (alarmId: string) =>
  useQuery({ queryKey: ["evidence", alarmId], queryFn: () => api.evidence(alarmId) });

export const useAlarmsOfThing = (thing: string) =>
  useQuery({ queryKey: ["alarms", "thing", thing], queryFn: () => api.alarms({ thing, limit: 50 }) });

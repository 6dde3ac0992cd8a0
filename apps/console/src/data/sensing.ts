import type { Stream } from "@chengyun/contracts";
import { keepPreviousData, skipToken, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api } from "./api.ts";

const freshMs = 15_000;

/** Streams of a thing; nothing is asked without one. */
export const useStreams = (thingId: string | undefined) =>
  useQuery({
    queryKey: ["streams", thingId],
    queryFn: thingId === undefined ? skipToken : () => api.streams(thingId),
    refetchInterval: freshMs,
  });

/** Devices to choose from; who has more types the device's id. */
export const useDevices = () =>
  useQuery({ queryKey: ["devices"], queryFn: () => api.devices({ limit: 500 }), staleTime: freshMs });

export const useReadings = (stream: Pick<Stream, "no">, from: number, to: number) =>
  useQuery({
    queryKey: ["readings", stream.no, from, to],
    queryFn: () =>
      api.readings(stream.no, {
        from: new Date(from).toISOString(),
        to: new Date(to).toISOString(),
        points: 400,
      }),
    placeholderData: keepPreviousData,
  });

export const useQuarantine = (reason: string | undefined) =>
  useInfiniteQuery({
    queryKey: ["quarantine", reason],
    queryFn: ({ pageParam }) => api.quarantine({ reason, after: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    refetchInterval: freshMs,
  });

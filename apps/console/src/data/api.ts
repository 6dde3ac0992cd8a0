import { makeClient, ProblemError } from "@chengyun/client";
import { QueryCache, QueryClient } from "@tanstack/react-query";
import { currentSettings } from "../settings.ts";

export { ProblemError, photoUrl, portraitUrl } from "@chengyun/client";

export const api = makeClient({ language: () => currentSettings().language });

const isSignedOut = (fault: unknown): boolean => fault instanceof ProblemError && fault.problem.status === 401;

/** A refusal stays one however often it is asked; only what may pass by itself is tried again. */
const isPassing = (fault: unknown): boolean =>
  !(fault instanceof ProblemError) || fault.problem.status === 0 || fault.problem.status >= 500;

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (fault) => {
      if (isSignedOut(fault)) void queryClient.invalidateQueries({ queryKey: ["me"] });
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 20_000,
      refetchOnWindowFocus: false,
      retry: (failures, fault) => failures < 2 && isPassing(fault),
      retryDelay: (failures) => 1_000 * 2 ** failures,
    },
    mutations: { retry: false },
  },
});

/** Open cases of the same kind are near, and somebody has to say which it is. */
export const isSameNear = (fault: unknown): boolean =>
  fault instanceof ProblemError && fault.problem.code === "report.same-near";

/** The sentence of a failure: the server's own, in the reader's language. */
export const toSentence = (fault: unknown): string => {
  if (fault instanceof ProblemError)
    return [
      fault.problem.title,
      ...(fault.problem.faults ?? []).map((each) => each.text ?? `${each.path}: ${each.code}`),
    ].join(" ");
  return fault instanceof Error ? fault.message : String(fault);
};

export const requestIdOf = (fault: unknown): string | undefined =>
  fault instanceof ProblemError ? fault.problem.requestId : undefined;

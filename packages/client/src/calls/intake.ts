import type {
  AdviceIn,
  AdviceMade,
  Caller as KnownCaller,
  SimilarCase,
  SimilarQuery,
  SimilarWaiting,
  WaitingReports,
} from "@chengyun/contracts";
import type { Caller } from "../caller.ts";
import type { Input, Items, Output } from "../shape.ts";

/** Calls of the duty desk: who calls, what may be the same, what waits, what was answered on the spot. */
export const intakeCalls = ({ get, post }: Caller) => ({
  waitingReports: () => get<Output<typeof WaitingReports>>("/reports/waiting"),
  similarCases: (query: Input<typeof SimilarQuery>) =>
    post<Items<SimilarCase> & { readonly waiting: readonly SimilarWaiting[] }>("/reports/similar", query),
  callers: (phone: string) => post<Items<KnownCaller>>("/reports/callers", { phone }),
  advise: (advice: Input<typeof AdviceIn>) => post<Output<typeof AdviceMade>>("/reports/advice", advice),
  declineReport: (id: string, version: number, reason: string) =>
    post<unknown>(`/reports/${id}/moves/decline`, { version, facts: { reason } }),
});

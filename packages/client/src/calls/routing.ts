import type {
  CaseCorrection,
  RoutingRule,
  RoutingRuleIn,
  RoutingTrial,
  RoutingTrialIn,
  SubjectState,
} from "@chengyun/contracts";
import type { Caller } from "../caller.ts";
import type { Input, Items } from "../shape.ts";

/** Calls about where cases go and why. */
export const routingCalls = ({ get, post }: Caller) => ({
  routingRules: () => get<Items<RoutingRule>>("/routing-rules"),
  addRoutingRule: (rule: Input<typeof RoutingRuleIn>) => post<{ readonly id: string }>("/routing-rules", rule),
  tryRoutingRules: (trial: Input<typeof RoutingTrialIn>) => post<RoutingTrial>("/routing-rules/try", trial),
  correctCase: ({ id, ...correction }: Input<typeof CaseCorrection> & { readonly id: string }) =>
    post<SubjectState>(`/cases/${id}/correct`, correction),
});

import type {
  ReachShape,
  ResolvedReach,
  Warning,
  WarningEdit,
  WarningIn,
  WarningPreview,
  WarningProof,
  WarningQuery,
  WarningRow,
  WarningTypeShape,
} from "@chengyun/contracts";
import type { Caller } from "../caller.ts";
import type { Asked, Input, Items, Page } from "../shape.ts";

/** Calls about warnings and the areas they hold for. */
export const warningCalls = ({ get, post }: Caller) => ({
  resolveReach: (reach: ReachShape) => post<ResolvedReach>("/reaches/resolve", reach),
  warningTypes: () => get<Items<WarningTypeShape>>("/warning-types"),
  warnings: (query: Asked<typeof WarningQuery> = {}) => get<Page<WarningRow>>("/warnings", query),
  warning: (id: string) => get<Warning>(`/warnings/${id}`),
  warningProofs: (id: string) => get<Items<WarningProof>>(`/warnings/${id}/proofs`),
  previewWarning: (wish: Input<typeof WarningIn>) => post<WarningPreview>("/warnings/preview", wish),
  draftWarning: (wish: Input<typeof WarningIn>) => post<{ readonly id: string }>("/warnings", wish),
  editWarning: ({ id, ...wish }: Input<typeof WarningEdit> & { readonly id: string }) =>
    post<{ readonly id: string }>(`/warnings/${id}`, wish),
});

import type { AreaRisk, AreaRiskQuery, Risk, RiskDetail, RiskModelShape, RiskQuery } from "@chengyun/contracts";
import type { Caller } from "../caller.ts";
import type { Asked, Items, Page } from "../shape.ts";

/** Calls about risks: the inventory, colours of areas, how scores are made. */
export const riskCalls = ({ get }: Caller) => ({
  riskModels: () => get<Items<RiskModelShape>>("/risk-models"),
  risks: (query: Asked<typeof RiskQuery> = {}) => get<Page<Risk>>("/risks", query),
  risk: (id: string) => get<RiskDetail>(`/risks/${id}`),
  areaRisks: (query: Asked<typeof AreaRiskQuery> = {}) => get<Items<AreaRisk>>("/risks/areas", query),
});

import type {
  Board,
  Incident,
  IncidentIn,
  IncidentKind,
  IncidentQuery,
  IncidentRow,
  OrderIn,
  ResourceRow,
  SituationReport,
  TimelineEntry,
} from "@chengyun/contracts";
import type { IncidentLevel, ResourceKind } from "@chengyun/kernel";
import type { Caller } from "../caller.ts";
import type { Asked, Input, Items, Page } from "../shape.ts";

/** Calls about incidents, their plans, orders and resources. */
export const incidentCalls = ({ get, post }: Caller) => ({
  incidentKinds: () => get<Items<IncidentKind>>("/incident-kinds"),
  incidents: (query: Asked<typeof IncidentQuery> = {}) => get<Page<IncidentRow>>("/incidents", query),
  incident: (id: string) => get<Incident>(`/incidents/${id}`),
  openIncident: (incident: Input<typeof IncidentIn>) => post<{ id: string }>("/incidents", incident),
  takeCaseIn: (id: string, caseId: string) => post<{ taken: boolean }>(`/incidents/${id}/cases`, { case: caseId }),
  board: (id: string, level?: IncidentLevel) => get<Board>(`/incidents/${id}/board`, { level }),
  incidentTimeline: (id: string) => get<Items<TimelineEntry>>(`/incidents/${id}/timeline`),
  situation: (id: string) => get<SituationReport>(`/incidents/${id}/situation`),
  giveOrder: (id: string, order: Input<typeof OrderIn>) => post<{ id: string }>(`/incidents/${id}/orders`, order),
  resources: (id: string, query: { kind?: ResourceKind | undefined; limit?: number } = {}) =>
    get<Items<ResourceRow>>(`/incidents/${id}/resources`, query),
  reserve: (id: string, wish: { thing: string; people?: number }) =>
    post<Record<string, never>>(`/incidents/${id}/resources`, wish),
  release: (id: string, thing: string) => post<Record<string, never>>(`/incidents/${id}/resources/release`, { thing }),
  fillShelters: (id: string, people: number) => post<{ left: number }>(`/incidents/${id}/shelters`, { people }),
});

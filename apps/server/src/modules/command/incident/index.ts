export { planFor } from "./applies.ts";
export { incidentFlow, openStages } from "./flow.ts";
export { getIncident, getVisible, typeOf } from "./get-incident.ts";
export { factsOf, inputsOf, levelsOf } from "./level.ts";
export type { StandingIncident } from "./model.ts";
export { refineOffers } from "./offers.ts";
export { openByPerson, takeCase } from "./service.ts";
export {
  findIncident,
  type IncidentFilter,
  listIncidentCases,
  listIncidents,
  listIncidentsByIds,
} from "./store.ts";

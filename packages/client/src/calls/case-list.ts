import type {
  BulkMoveIn,
  BulkMoveResult,
  CaseCount,
  CaseExportQuery,
  CaseFilterQuery,
  CaseView,
  CaseViewIn,
  Destinations,
  DestinationsIn,
  ImportSummary,
} from "@chengyun/contracts";
import { apiPath, type Caller, toQueryString } from "../caller.ts";
import type { Asked, Input, Items } from "../shape.ts";

/** Calls about many cases at once. */
export const caseListCalls = ({ get, post, remove }: Caller) => ({
  countCases: (query: Asked<typeof CaseFilterQuery>) => get<CaseCount>("/cases/count", query),
  caseViews: () => get<Items<CaseView>>("/case-views"),
  keepCaseView: (view: Input<typeof CaseViewIn>) => post<CaseView>("/case-views", view),
  removeCaseView: (id: string) => remove(`/case-views/${id}`),
  /** Where the rules would send each of some cases that wait to be dispatched. */
  destinations: (wish: Input<typeof DestinationsIn>) => post<Destinations>("/cases/destinations", wish),
  moveCases: (move: string, wish: Input<typeof BulkMoveIn>) => post<BulkMoveResult>(`/cases/moves/${move}`, wish),
  importedCases: (source: string) => get<ImportSummary>("/imports/cases", { source }),
});

/** Address of a list of cases as a file. */
export const caseExportUrl = (format: "csv" | "xlsx", query: Asked<typeof CaseExportQuery>): string =>
  `${apiPath}/cases/export.${format}${toQueryString(query)}`;

import type {
  Alarm,
  AlarmQuery,
  Case,
  CaseQuery,
  CaseRow,
  CaseTypeShape,
  Detached,
  DetachIn,
  Evidence,
  FileMade,
  MergeCandidate,
  MergeIn,
  MergeStanding,
  Report,
  ReportIn,
  ReportMade,
  ReturnCall,
  ReturnCallIn,
  SubjectState,
  TaskQuery,
  TaskRow,
  TimelineEntry,
  UnmergeIn,
} from "@chengyun/contracts";
import { apiPath, type Caller } from "../caller.ts";
import type { Asked, Input, Items, Output, Page } from "../shape.ts";

/** Calls about what is wrong: alarms with the readings that raised them. */
export const alarmCalls = ({ get }: Caller) => ({
  alarms: (query: Asked<typeof AlarmQuery> = {}, signal?: AbortSignal) => get<Page<Alarm>>("/alarms", query, signal),
  alarm: (id: string) => get<Alarm>(`/alarms/${id}`),
  evidence: (alarmId: string) => get<Evidence>(`/alarms/${alarmId}/evidence`),
});

/** Calls about what must be mended: cases, reports, photos. */
export const caseCalls = ({ get, post, postForm }: Caller) => ({
  caseTypes: () => get<Items<CaseTypeShape>>("/case-types"),
  /** Those that take no new cases, too. */
  caseTypesEver: () => get<Items<CaseTypeShape>>("/case-types", { history: "true" }),
  cases: (query: Asked<typeof CaseQuery> = {}, signal?: AbortSignal) => get<Page<CaseRow>>("/cases", query, signal),
  case: (id: string) => get<Case>(`/cases/${id}`),
  similarTo: (caseId: string) => get<Items<MergeCandidate>>(`/cases/${caseId}/similar`),
  mergeStanding: (id: string) => get<Output<typeof MergeStanding>>(`/cases/${id}/merge`),
  unmergeCase: ({ id, ...undoing }: Input<typeof UnmergeIn> & { readonly id: string }) =>
    post<SubjectState>(`/cases/${id}/unmerge`, undoing),
  /** Takes one report out of a case: to wait at the desk anew, or as a case of its own. */
  detachReport: ({ caseId, reportId, ...body }: Input<typeof DetachIn> & { caseId: string; reportId: string }) =>
    post<Output<typeof Detached>>(`/cases/${caseId}/reports/${reportId}/detach`, body),
  /** Writes down what whoever told a report says on the telephone of the mending. */
  noteCall: ({ caseId, reportId, ...body }: Input<typeof ReturnCallIn> & { caseId: string; reportId: string }) =>
    post<Output<typeof ReturnCall>>(`/cases/${caseId}/reports/${reportId}/hear`, body),
  mergeCase: ({ id, ...merging }: Input<typeof MergeIn> & { readonly id: string }) =>
    post<SubjectState>(`/cases/${id}/merge`, merging),
  /** Reports of a case behind one of them. */
  caseReports: (caseId: string, after: string) => get<Page<Report>>(`/cases/${caseId}/reports`, { after }),
  timeline: (caseId: string) => get<Items<TimelineEntry>>(`/cases/${caseId}/timeline`),
  /** `key`: the caller's own name for this request, so that sending it again reports nothing twice. */
  report: (report: Input<typeof ReportIn>, key?: string) => post<Output<typeof ReportMade>>("/reports", report, key),
  tasks: (query: Asked<typeof TaskQuery> = {}) => get<Page<TaskRow>>("/tasks", query),
  addFile: (file: Blob, name: string, key?: string) => {
    const form = new FormData();
    form.append("file", file, name);
    return postForm<Output<typeof FileMade>>("/files", form, key);
  },
});

/** Address of a stored photo, scaled down to a width in pixels when one is given. */
export const photoUrl = (id: string, width?: number): string =>
  `${apiPath}/files/${id}${width === undefined ? "" : `?width=${width}`}`;

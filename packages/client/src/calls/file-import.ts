import type {
  FileImport,
  FileImportIn,
  FileImportRow,
  FileLayout,
  FileMapping,
  FilePreview,
  FitIn,
  Fitted,
  ImportTargets,
  MendIn,
  RejectedRows,
} from "@chengyun/contracts";
import { apiPath, type Caller } from "../caller.ts";
import type { Input, Page } from "../shape.ts";

/** Uploaded files on their way in: looked at, read in a dry run, run, mended. */
export const fileImportCalls = ({ get, post, postForm, remove }: Caller) => ({
  fileImports: (asked: { after?: string | undefined; limit?: number } = {}) =>
    get<Page<FileImportRow>>("/file-imports", asked),
  fileImport: (id: string) => get<FileImport>(`/file-imports/${id}`),
  importTargets: () => get<ImportTargets>("/file-imports/targets"),
  beginFileImport: (wish: Input<typeof FileImportIn>) => post<FileImport>("/file-imports", wish),
  addFileImportFile: (id: string, file: Blob, name: string) => {
    const form = new FormData();
    form.append("file", file, name);
    return postForm<FileImport>(`/file-imports/${id}/files`, form);
  },
  layOutFile: (id: string, layout: FileLayout) => post<FileImport>(`/file-imports/${id}/layout`, layout),
  readFileBy: (id: string, mapping: FileMapping) => post<FileImport>(`/file-imports/${id}/mapping`, { mapping }),
  filePreview: (id: string) => get<FilePreview>(`/file-imports/${id}/preview`),
  runFileImport: (id: string) => post<FileImport>(`/file-imports/${id}/run`),
  stopFileImport: (id: string) => post<FileImport>(`/file-imports/${id}/stop`),
  rejectedRows: (id: string) => get<RejectedRows>(`/file-imports/${id}/rejects`),
  mendRows: (id: string, mended: Input<typeof MendIn>) => post<FileImport>(`/file-imports/${id}/mend`, mended),
  removeFileImport: (id: string) => remove(`/file-imports/${id}`),
  fitPoints: (wish: Input<typeof FitIn>) => post<Fitted>("/file-imports/fit", wish),
});

/** Where a file of an import is sent to, for callers that show how far the sending is. */
export const fileUploadUrl = (id: string): string => `${apiPath}/file-imports/${id}/files`;

/** Address of the rows that were not taken, as a file. */
export const fileRejectsUrl = (id: string, ending: "csv" | "geojson" | "inp" | "osm"): string =>
  `${apiPath}/file-imports/${id}/rejects.${ending}`;

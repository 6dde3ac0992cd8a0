export { apiPath, type ClientOptions, toQueryString } from "./caller.ts";
export { photoUrl } from "./calls/case.ts";
export { caseExportUrl } from "./calls/case-list.ts";
export { dictionaryFileUrl, rejectsUrl } from "./calls/dictionary.ts";
export { fileRejectsUrl, fileUploadUrl } from "./calls/file-import.ts";
export { type CitizenClient, makeCitizenClient, type OwnReport } from "./citizen.ts";
export { type Client, makeClient } from "./client.ts";
export { ProblemError, toProblemError, unreachable } from "./problem-error.ts";
export type { Asked, Input, Items, Output, Page } from "./shape.ts";

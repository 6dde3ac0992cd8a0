import { createReadStream } from "node:fs";
import {
  FileImport,
  FileImportIn,
  FileImportRow,
  FileLayout,
  FileMappingIn,
  FitIn,
  Fitted,
  Id,
  ImportTargets,
  MendIn,
  PageQuery,
  page,
  RejectedRows,
} from "@chengyun/contracts";
import { z } from "zod";
import { AppError } from "../../../platform/app-error.ts";
import { toIdCursor } from "../../../platform/cursor.ts";
import { defineRoute, RawAnswer, type Route } from "../../../platform/route.ts";
import { isThere, savedAs } from "./folder.ts";
import { mendRows } from "./mend.ts";
import {
  addFile,
  beginFileImport,
  fitPoints,
  getFileImport,
  layOut,
  leftFile,
  readBy,
  removeFiles,
  runFileImport,
  showFileImport,
  showFileImports,
  showRejected,
  stopFileImport,
} from "./service.ts";
import { listTargets } from "./targets.ts";
import { leftFiles } from "./worker-word.ts";

const path = "/api/v1/file-imports";
const params = z.object({ id: Id });
const access = "imports.run";
const scope = "subject";
const answer = FileImport;
/** Five hundred long rows of a wide table. */
const mendBytes = 8 * 1_048_576;

const needThere = async (at: string): Promise<string> => {
  if (!(await isThere(at))) throw new AppError("import-file.not-now");
  return at;
};

const noStore = { "Content-Security-Policy": "sandbox; default-src 'none'" };

/** The rows that were not taken, as files to be mended and uploaded again. */
const rejectsFiles = [
  { name: leftFiles.rejectsCsv, type: "text/csv", summary: "The same as a file to be mended and uploaded again" },
  {
    name: leftFiles.rejectsGeojson,
    type: "application/geo+json",
    summary: "The same of features: a collection with the reasons among their properties",
  },
  {
    name: leftFiles.rejectsInp,
    type: "text/plain",
    summary: "The same of a model: its lines that were not taken, with the reasons as comments",
  },
  {
    name: leftFiles.rejectsOsm,
    type: "application/xml",
    summary: "The same of an OpenStreetMap extract: its elements that were not taken, with the reasons as comments",
  },
] as const;

export const routes: readonly Route[] = [
  defineRoute({
    ...{ method: "POST", path, access, scope: "list", body: FileImportIn, answer, status: 201 },
    summary: "Begins the import of a file that is still to be uploaded",
    handle: (ctx, { body }) => beginFileImport(ctx, body),
  }),
  defineRoute({
    ...{ method: "GET", path, access, scope: "list", query: PageQuery, answer: page(FileImportRow) },
    summary: "Uploaded files within the actor's area and what came of them, newest first",
    handle: async (ctx, { query }) => {
      const items = await showFileImports(ctx, { before: toIdCursor(query.after), limit: query.limit });
      const last = items.at(-1);
      return { items, ...(items.length === query.limit && last !== undefined ? { next: last.id } : {}) };
    },
  }),
  defineRoute({
    ...{ method: "POST", path: `${path}/fit`, access, scope: "none", body: FitIn, answer: Fitted },
    summary: "How well control points agree about where a drawing lies",
    handle: async (_, { body }) => fitPoints(body),
  }),
  defineRoute({
    ...{ method: "GET", path: `${path}/targets`, access, scope: "none", answer: ImportTargets },
    summary: "Types of things and links a file can bring in, with what they carry and measure",
    handle: (ctx) => listTargets(ctx),
  }),
  defineRoute({
    ...{ method: "GET", path: `${path}/:id`, access, scope, params, answer },
    summary: "An uploaded file: what was seen of it, how it is read, how far it is and what it came to",
    handle: (ctx, { params: { id } }) => showFileImport(ctx, id),
  }),
  defineRoute({
    ...{ method: "POST", path: `${path}/:id/files`, access, scope, params, answer, takes: "file", status: 201 },
    summary: "Takes a file of up to 2 GB as it comes; a shapefile's parts come one after another or as a zip",
    handle: (ctx, { params: { id }, http }) => addFile(ctx, id, http.receive),
  }),
  defineRoute({
    ...{ method: "POST", path: `${path}/:id/layout`, access, scope, params, body: FileLayout, answer },
    summary: "Looks at the file again by another encoding, sheet or row of headings",
    handle: (ctx, { params: { id }, body }) => layOut(ctx, id, body),
  }),
  defineRoute({
    ...{ method: "POST", path: `${path}/:id/mapping`, access, scope, params, body: FileMappingIn, answer },
    summary: "Reads the file by a mapping without keeping any of it: the dry run",
    handle: (ctx, { params: { id }, body }) => readBy(ctx, id, body.mapping),
  }),
  defineRoute({
    ...{ method: "GET", path: `${path}/:id/preview`, access, scope, params, answer: "raw" },
    summary: "The dry run in full: first rows, shapes for a map, faults with line and reason",
    handle: async (ctx, { params: { id } }) => {
      const at = await needThere(await leftFile(ctx, id, leftFiles.preview));
      return new RawAnswer("application/json; charset=utf-8", createReadStream(at));
    },
  }),
  defineRoute({
    ...{ method: "POST", path: `${path}/:id/run`, access, scope, params, answer },
    summary: "Imports the file as the dry run showed it; again it goes on where it was",
    handle: (ctx, { params: { id } }) => runFileImport(ctx, id),
  }),
  defineRoute({
    ...{ method: "POST", path: `${path}/:id/stop`, access, scope, params, answer },
    summary: "Stops what is going on; what was imported is kept",
    handle: (ctx, { params: { id } }) => stopFileImport(ctx, id),
  }),
  defineRoute({
    ...{ method: "GET", path: `${path}/:id/rejects`, access, scope, params, answer: RejectedRows },
    summary: "Rows that were not taken, as they stood in the file, each with why",
    handle: (ctx, { params: { id } }) => showRejected(ctx, id),
  }),
  ...rejectsFiles.map(({ name, type, summary }) =>
    defineRoute({
      ...{ method: "GET", path: `${path}/:id/${name}`, access, scope, params, answer: "raw" },
      summary,
      handle: async (ctx, { params: { id } }) => {
        const at = await needThere(await leftFile(ctx, id, name));
        const saved = encodeURIComponent(savedAs((await getFileImport(ctx, id)).name, name));
        const disposition = `attachment; filename="${name}"; filename*=UTF-8''${saved}`;
        const headers = { "Content-Disposition": disposition, ...noStore };
        return new RawAnswer(`${type}; charset=utf-8`, createReadStream(at), { headers });
      },
    }),
  ),
  defineRoute({
    ...{ method: "POST", path: `${path}/:id/mend`, access, scope, params, answer, status: 201 },
    summary: "Reads mended rows by the same mapping, as an import of their own",
    body: MendIn,
    bodyBytes: mendBytes,
    handle: (ctx, { params: { id }, body }) => mendRows(ctx, id, body),
  }),
  defineRoute({
    ...{ method: "DELETE", path: `${path}/:id`, access, scope, params, status: 204 },
    summary: "Removes the uploaded file; what it came to stays",
    answer: z.void(),
    handle: (ctx, { params: { id } }) => removeFiles(ctx, id),
  }),
];

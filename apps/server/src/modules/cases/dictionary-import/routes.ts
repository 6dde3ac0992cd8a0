import { DictionaryImport, DictionaryImportIn, Id, ImportAnswers, ImportTaken } from "@chengyun/contracts";
import { z } from "zod";
import { defineRoute, RawAnswer, type Route } from "../../../platform/route.ts";
import { addFile, answerImport, beginImport, findImport, takeImport, toImport } from "./import.ts";
import { readImport } from "./reading.ts";
import { writeRejects } from "./rejects.ts";

const IdPath = z.object({ id: Id });
const path = "/api/v1/dictionary-imports";
const access = "dictionaries.edit";

export const routes: readonly Route[] = [
  defineRoute({
    method: "POST",
    path,
    summary: "Begins an import into a version of a dictionary; nothing counts before it is taken",
    access,
    scope: "city",
    body: DictionaryImportIn,
    answer: DictionaryImport,
    status: 201,
    handle: async (ctx, { body }) => toImport(await beginImport(ctx, body)),
  }),
  defineRoute({
    method: "GET",
    path: `${path}/:id`,
    summary: "An import with what was understood of every row, what is asked, and how the editions differ",
    access,
    scope: "none",
    params: IdPath,
    answer: DictionaryImport,
    handle: async (ctx, { params }) => toImport(await findImport(ctx, params.id)),
  }),
  defineRoute({
    method: "POST",
    path: `${path}/:id/files`,
    summary: "Adds a file: xlsx, or csv in UTF-8 or GB 18030",
    access,
    scope: "city",
    params: IdPath,
    takes: "upload",
    answer: DictionaryImport,
    status: 201,
    handle: async (ctx, { params, http }) => toImport(await addFile(ctx, params.id, await http.upload())),
  }),
  defineRoute({
    method: "POST",
    path: `${path}/:id/answers`,
    summary: "Answers what is asked: by pattern, by row, or by another edition",
    access,
    scope: "city",
    params: IdPath,
    body: ImportAnswers,
    answer: DictionaryImport,
    handle: async (ctx, { params, body }) => toImport(await answerImport(ctx, params.id, body)),
  }),
  defineRoute({
    method: "POST",
    path: `${path}/:id/take`,
    summary: "Takes an import into the draft of its version; the same again changes nothing",
    access,
    scope: "city",
    params: IdPath,
    answer: ImportTaken,
    handle: (ctx, { params }) => takeImport(ctx, params.id),
  }),
  defineRoute({
    method: "GET",
    path: `${path}/:id/rejects.csv`,
    summary: "Rows that are not taken, with line and reason",
    access,
    scope: "none",
    params: IdPath,
    answer: "raw",
    handle: async (ctx, { params }) => {
      const found = await findImport(ctx, params.id);
      return new RawAnswer(
        "text/csv; charset=utf-8",
        writeRejects(readImport(found.files, found.answers), found.files),
        { headers: { "Content-Disposition": 'attachment; filename="rejects.csv"' } },
      );
    },
  }),
];

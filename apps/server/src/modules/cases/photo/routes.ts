import { FileMade, Id } from "@chengyun/contracts";
import { z } from "zod";
import { defineRoute, RawAnswer, type Route } from "../../../platform/route.ts";
import { inPlace } from "./decode.ts";
import { keepPhoto, photoHeaders, readPhoto } from "./service.ts";

export const routes: readonly Route[] = [
  defineRoute({
    method: "POST",
    path: "/api/v1/files",
    summary: "Keeps a photo (JPEG, PNG, WebP; 15 MB at most), encoded anew",
    access: "files.add",
    scope: "own",
    takes: "upload",
    answer: FileMade,
    status: 201,
    once: "own",
    handle: (ctx, { http }) => inPlace(async () => keepPhoto(ctx, (await http.upload()).data, http.key)),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/files/:id",
    summary: "A photo, for who may see its case",
    access: "cases.read",
    scope: "subject",
    params: z.object({ id: Id }),
    query: z.object({ width: z.coerce.number().int().min(16).max(2_560).optional() }),
    answer: "raw",
    // Asked for anew each time: who changed posts, or signed out, sees no photo out of the browser's own store.
    handle: async (ctx, { params, query, http }) => {
      const bytes = await readPhoto(ctx, params.id, query.width);
      const etag = `"${params.id}-${query.width ?? "whole"}"`;
      const headers = { ...photoHeaders(params.id), "Cache-Control": "private, no-cache", ETag: etag };
      return http.header("if-none-match") === etag
        ? new RawAnswer("image/jpeg", "", { headers, status: 304 })
        : new RawAnswer("image/jpeg", bytes, { headers });
    },
  }),
];

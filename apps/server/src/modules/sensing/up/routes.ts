import { z } from "zod";
import { AppError } from "../../../platform/app-error.ts";
import { sendUp } from "../../../platform/ingest-link.ts";
import { defineRoute, RawAnswer, type Route } from "../../../platform/route.ts";

export const routes: readonly Route[] = [
  defineRoute({
    method: "POST",
    path: "/api/v1/up",
    summary: "Readings of a device, with its token as bearer: JSON, a list of such, or the bytes of its codec",
    access: "public",
    scope: "own",
    takes: "bytes",
    answer: z.object({ accepted: z.number().int() }),
    handle: async (ctx, { http }) => {
      const answer = await sendUp(ctx.deployment.directory, {
        authorization: http.header("authorization"),
        language: http.header("accept-language"),
        body: http.bytes(),
      });
      if (answer === undefined) throw new AppError("store.down");
      const { type, body, status, headers } = answer;
      return new RawAnswer(type, body, { status, headers });
    },
  }),
];

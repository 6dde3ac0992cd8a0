import { z } from "zod";
import { AppError } from "../../../platform/app-error.ts";
import { sendUp } from "../../../platform/ingest-link.ts";
import { tellShortage } from "../../../platform/load.ts";
import { defineRoute, RawAnswer, type Route } from "../../../platform/route.ts";
import { UpPace } from "./pace.ts";

const waiting = new UpPace();

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
      const authorization = http.header("authorization");
      const { pace, leave } = waiting.enter(authorization);
      if (pace === "too-fast") throw new AppError("device.too-fast");
      if (pace === "full") {
        await tellShortage(ctx.deployment);
        throw new AppError("store.full");
      }
      const language = http.header("accept-language");
      const answer = await sendUp(ctx.deployment.directory, { authorization, language, body: http.bytes() }).finally(
        leave,
      );
      if (answer === undefined) throw new AppError("store.down");
      const { type, body, status, headers } = answer;
      return new RawAnswer(type, body, { status, headers });
    },
  }),
];

import { Id } from "@chengyun/contracts";
import { z } from "zod";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { receiveCap } from "./receive.ts";

/** What became of a message handed in. */
const Received = z.object({
  verdict: z.enum(["kept", "repeated", "ended", "not-here", "over", "no-business-of-ours"]),
  identifier: z.string(),
  warningId: Id.optional(),
});

export const routes: readonly Route[] = [
  defineRoute({
    method: "POST",
    path: "/api/v1/cap",
    summary: "Hand in a CAP message of another authority, as XML; a repeat changes nothing",
    access: "warnings.receive",
    scope: "city",
    takes: "bytes",
    answer: Received,
    handle: (ctx, { http }) => receiveCap(ctx, http.bytes()),
  }),
];

import { Id, WiderChoices, WiderReach, WiderReachIn } from "@chengyun/contracts";
import { z } from "zod";
import type { PersonActor } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import type { Context } from "../../../platform/context.ts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { listChoices, listTaken, take } from "./service.ts";

const getPerson = ({ actor }: Context): PersonActor => {
  if (actor.kind !== "person") throw new AppError("permission.missing");
  return actor;
};

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/wider-reaches/choices",
    summary: "What one could take in an emergency: wider areas, other departments, permissions, for how many hours",
    access: "access.widen",
    scope: "own",
    answer: WiderChoices,
    handle: (ctx) => listChoices(ctx, getPerson(ctx)),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/wider-reaches",
    summary: "Take a wider reach for some hours, with a reason; security administrators and auditors are told at once",
    access: "access.widen",
    scope: "own",
    body: WiderReachIn,
    answer: z.object({ id: Id }),
    status: 201,
    handle: (ctx, { body }) => take(ctx, getPerson(ctx), body),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/wider-reaches",
    summary: "Who took a wider reach, for what, and whether it was signed off; the newest 200",
    access: "accounts.read",
    scope: "list",
    answer: z.object({ items: z.array(WiderReach) }),
    handle: async (ctx) => ({ items: await listTaken(ctx) }),
  }),
];

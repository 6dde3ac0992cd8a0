import { Access, AccessAsk, Id } from "@chengyun/contracts";
import { z } from "zod";
import { AppError } from "../../../platform/app-error.ts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { explainKey, explainOther, explainOwn } from "./service.ts";

const IdPath = z.object({ id: Id });

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/accounts/:id/access",
    summary: "Why somebody can do something: by which post, area, department or deputyship, or what is missing",
    access: "accounts.read",
    scope: "subject",
    params: IdPath,
    query: AccessAsk,
    answer: Access,
    handle: (ctx, { params, query }) => explainOther(ctx, params.id, query),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/keys/:id/access",
    summary: "Why a key can do something, or what is missing",
    access: "keys.manage",
    scope: "subject",
    params: IdPath,
    query: AccessAsk,
    answer: Access,
    handle: (ctx, { params, query }) => explainKey(ctx, params.id, query),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/me/access",
    summary: "Why oneself can do something, or what is missing",
    access: "signed-in",
    scope: "own",
    query: AccessAsk,
    answer: Access,
    handle: (ctx, { query }) => {
      if (ctx.actor.kind !== "person") throw new AppError("permission.missing");
      return explainOwn(ctx, ctx.actor, query);
    },
  }),
];

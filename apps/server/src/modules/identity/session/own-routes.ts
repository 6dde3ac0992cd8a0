import {
  Factor,
  FactorBegun,
  FactorCode,
  FactorDrop,
  FactorMade,
  Id,
  PasswordProof,
  SessionSeen,
} from "@chengyun/contracts";
import { z } from "zod";
import type { PersonActor } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import type { Context } from "../../../platform/context.ts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import {
  beginOwnFactor,
  confirmOwnFactor,
  describeOwnFactor,
  dropOwnFactor,
  endOwnSessions,
  listOwnSessions,
  noteResetsSeen,
} from "./own.ts";

/** Keys have no session, no post and no password. */
export const getPerson = (ctx: Context): PersonActor => {
  if (ctx.actor.kind !== "person") throw new AppError("permission.missing");
  return ctx.actor;
};

const own = { access: "signed-in", scope: "own" } as const;

const factorRoutes: readonly Route[] = [
  defineRoute({
    ...own,
    method: "GET",
    path: "/api/v1/me/factor",
    summary: "Whether one's account has a second factor",
    answer: Factor,
    handle: (ctx) => describeOwnFactor(ctx, getPerson(ctx)),
  }),
  defineRoute({
    ...own,
    method: "POST",
    path: "/api/v1/me/factor",
    summary: "Begin to set up a second factor (RFC 6238); its secret is answered once",
    body: PasswordProof.partial(),
    answer: FactorBegun,
    handle: (ctx, { body, http }) => beginOwnFactor(ctx, getPerson(ctx), { ...body, address: http.address }),
  }),
  defineRoute({
    ...own,
    method: "POST",
    path: "/api/v1/me/factor/confirm",
    summary: "Put the second factor in force by its first code; recovery codes are answered once",
    body: FactorCode,
    answer: FactorMade,
    handle: async (ctx, { body }) => ({ recovery: await confirmOwnFactor(ctx, getPerson(ctx), body.code) }),
  }),
  defineRoute({
    ...own,
    method: "POST",
    path: "/api/v1/me/factor/remove",
    summary: "Take one's second factor away, against password and code",
    body: FactorDrop,
    answer: z.undefined(),
    status: 204,
    handle: (ctx, { body, http }) => dropOwnFactor(ctx, getPerson(ctx), { ...body, address: http.address }),
  }),
];

/** What people see and end of their own way in. */
export const ownRoutes: readonly Route[] = [
  ...factorRoutes,
  defineRoute({
    ...own,
    method: "GET",
    path: "/api/v1/me/sessions",
    summary: "One's sessions in all browsers",
    answer: z.object({ items: z.array(SessionSeen) }),
    handle: async (ctx) => ({ items: await listOwnSessions(ctx, getPerson(ctx)) }),
  }),
  defineRoute({
    ...own,
    method: "DELETE",
    path: "/api/v1/me/sessions/:id",
    summary: "End one of one's sessions",
    params: z.object({ id: Id }),
    answer: z.undefined(),
    status: 204,
    handle: async (ctx, { params }) => {
      await endOwnSessions(ctx, getPerson(ctx), params.id);
    },
  }),
  defineRoute({
    ...own,
    method: "POST",
    path: "/api/v1/me/sessions/end-others",
    summary: "End all of one's sessions but this one",
    answer: z.object({ ended: z.number().int() }),
    handle: async (ctx) => ({ ended: await endOwnSessions(ctx, getPerson(ctx)) }),
  }),
  defineRoute({
    ...own,
    method: "POST",
    path: "/api/v1/me/resets/seen",
    summary: "Say that one has seen what others reset of one's way in",
    answer: z.undefined(),
    status: 204,
    handle: (ctx) => noteResetsSeen(ctx, getPerson(ctx)),
  }),
];

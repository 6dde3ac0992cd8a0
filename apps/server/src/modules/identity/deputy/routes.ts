import { Deputy, DeputyIn, Id } from "@chengyun/contracts";
import { z } from "zod";
import type { PersonActor } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import type { Context } from "../../../platform/context.ts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { appoint, listActing, listCandidates, listOwn } from "./service.ts";

const getPerson = ({ actor }: Context): PersonActor => {
  if (actor.kind !== "person") throw new AppError("permission.missing");
  return actor;
};

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/deputies",
    summary: "Deputies one appointed, and posts in which one is a deputy",
    access: "deputies.appoint",
    scope: "own",
    answer: z.object({ items: z.array(Deputy) }),
    handle: async (ctx) => ({ items: await listOwn(ctx, getPerson(ctx)) }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/deputies/candidates",
    summary: "Colleagues of the own post's department",
    access: "deputies.appoint",
    scope: "own",
    answer: z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) }),
    handle: async (ctx) => ({ items: await listCandidates(ctx, getPerson(ctx)) }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/deputies/acting",
    summary: "Everybody who acts in another's post now, for who manages accounts and may end it",
    access: "accounts.read",
    scope: "list",
    answer: z.object({ items: z.array(Deputy) }),
    handle: async (ctx) => ({ items: await listActing(ctx) }),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/deputies",
    summary: "Lets a colleague act in one's post until a moment",
    access: "deputies.appoint",
    scope: "own",
    body: DeputyIn,
    answer: z.object({ id: Id }),
    status: 201,
    handle: async (ctx, { body }) => ({ id: await appoint(ctx, getPerson(ctx), body) }),
  }),
];

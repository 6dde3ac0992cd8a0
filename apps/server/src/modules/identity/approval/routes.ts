import { AccountIn, AccountMade, AccountRequest, AccountRequestIn, Id } from "@chengyun/contracts";
import { z } from "zod";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { askAbout, fetchPassword, listAsked, register } from "./service.ts";

const IdPath = z.object({ id: Id });

export const routes: readonly Route[] = [
  defineRoute({
    method: "POST",
    path: "/api/v1/accounts",
    summary: "Register an account; its first password is answered once, an administrator's posts wait for approval",
    access: "accounts.manage",
    scope: "subject",
    body: AccountIn,
    answer: AccountMade,
    status: 201,
    handle: (ctx, { body }) => register(ctx, body),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/accounts/:id/requests",
    summary: "Ask for a change of an administrator's account, for another security administrator to approve",
    access: "accounts.manage",
    scope: "subject",
    params: IdPath,
    body: AccountRequestIn,
    answer: z.object({ id: Id }),
    status: 201,
    handle: async (ctx, { params, body }) => ({ id: await askAbout(ctx, params.id, body) }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/account-requests",
    summary: "What waits and what was decided about administrators' accounts, the newest 200",
    access: "accounts.read",
    scope: "list",
    answer: z.object({ items: z.array(AccountRequest) }),
    handle: async (ctx) => ({ items: await listAsked(ctx) }),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/account-requests/:id/password",
    summary: "The new password that was approved, answered once, to whoever asked for it",
    access: "accounts.manage",
    scope: "subject",
    params: IdPath,
    answer: AccountMade,
    handle: (ctx, { params }) => fetchPassword(ctx, params.id),
  }),
];

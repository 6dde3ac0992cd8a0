import { Account, AccountMade, Id, PageQuery, page } from "@chengyun/contracts";
import { z } from "zod";
import { defineRoute, RawAnswer, type Route } from "../../../platform/route.ts";
import { portraitHeaders, readPortrait } from "./portrait.ts";
import { listAccounts, resetPassword } from "./service.ts";

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/accounts",
    summary: "Accounts within the own area",
    access: "accounts.read",
    scope: "list",
    query: PageQuery.extend({ after: Id.optional() }),
    answer: page(Account),
    handle: (ctx, { query }) => listAccounts(ctx, query),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/accounts/:id/password",
    summary: "Give an account a new one-time password and end its sessions",
    access: "accounts.manage",
    scope: "subject",
    params: z.object({ id: Id }),
    answer: AccountMade,
    handle: (ctx, { params }) => resetPassword(ctx, params.id),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/staff/:id/portrait",
    summary: "A drawing that stands for somebody who works for the city, by the person's id; without one, the initial",
    access: "signed-in",
    scope: "none",
    params: z.object({ id: Id }),
    answer: "raw",
    handle: async (ctx, { params }) =>
      new RawAnswer("image/svg+xml; charset=utf-8", await readPortrait(ctx, params.id), { headers: portraitHeaders }),
  }),
];

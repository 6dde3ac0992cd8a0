import { ConsentShape, ConsentWithdrawal, Id } from "@chengyun/contracts";
import { z } from "zod";
import { isInScope } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import type { Context } from "../../../platform/context.ts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { findSubject } from "../../../platform/subject.ts";
import type { Consent } from "./model.ts";
import { withdrawConsent } from "./service.ts";
import { listOfPerson } from "./store.ts";

const checkVisible = async (ctx: Context, id: string): Promise<void> => {
  const found = await findSubject(ctx.db, id);
  if (found?.kind !== "person" || !isInScope(ctx.actor, found, "area")) throw new AppError("subject.not-found");
};

const toShape = ({ givenAt, withdrawnAt, ...consent }: Consent): z.input<typeof ConsentShape> => ({
  id: consent.id,
  purpose: consent.purpose,
  channel: consent.channel,
  about: consent.about,
  givenAt: givenAt.toISOString(),
  ...(withdrawnAt === undefined ? {} : { withdrawnAt: withdrawnAt.toISOString() }),
});

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/persons/:id/consents",
    summary: "What a person agreed to be told of, by which channel, and what they took back",
    access: "persons.read",
    scope: "subject",
    params: z.object({ id: Id }),
    answer: z.object({ items: z.array(ConsentShape) }),
    handle: async (ctx, { params }) => {
      await checkVisible(ctx, params.id);
      return { items: (await listOfPerson(ctx.db, params.id)).map(toShape) };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/persons/:id/withdraw-consent",
    summary: "Takes consents to a channel back for a person who asks for it: nothing more is sent by it",
    access: "persons.edit",
    scope: "subject",
    params: z.object({ id: Id }),
    body: ConsentWithdrawal,
    answer: z.object({ items: z.array(ConsentShape) }),
    handle: async (ctx, { params, body }) => {
      await checkVisible(ctx, params.id);
      await withdrawConsent(ctx, params.id, body);
      return { items: (await listOfPerson(ctx.db, params.id)).map(toShape) };
    },
  }),
];

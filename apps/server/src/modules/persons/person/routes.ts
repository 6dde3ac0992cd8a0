import {
  ErasurePreview,
  Id,
  Look,
  PersonCard,
  PersonCertificate,
  PersonPlain,
  PersonSearch,
  Unmask,
} from "@chengyun/contracts";
import { z } from "zod";
import { isInScope } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import type { Context } from "../../../platform/context.ts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { findSubject, type Subject } from "../../../platform/subject.ts";
import { personFlow } from "../way/index.ts";
import { findCertificate, previewErase } from "./erase.ts";
import { looksOf, searchPersons, unmaskPerson } from "./look.ts";
import { maskedOf } from "./service.ts";
import { listPersons, listTies } from "./store.ts";

const IdPath = z.object({ id: Id });

const getVisible = async (ctx: Context, id: string): Promise<Subject> => {
  const found = await findSubject(ctx.db, id);
  if (found === undefined || found.kind !== personFlow.kind || !isInScope(ctx.actor, found, personFlow.scope))
    throw new AppError("subject.not-found");
  return found;
};

const toCards = async (ctx: Context, ids: readonly string[]): Promise<z.output<typeof PersonCard>[]> => {
  const masked = await maskedOf(ctx, ids);
  const kept = new Map((await listPersons(ctx.db, ids)).map((person) => [person.id, person]));
  const cards: z.output<typeof PersonCard>[] = [];
  for (const id of ids) {
    const subject = await getVisible(ctx, id);
    cards.push({
      id,
      stage: subject.stage,
      version: subject.version,
      areaPath: subject.areaPath,
      keptAt: subject.createdAt.toISOString(),
      changedAt: subject.changedAt.toISOString(),
      held: kept.get(id)?.heldBy !== undefined,
      ...(masked.get(id) === undefined ? {} : { shown: masked.get(id) }),
      ties: (await listTies(ctx.db, id)).map((tie) => ({ kind: tie.kind, id: tie.id, at: tie.at.toISOString() })),
    });
  }
  return cards;
};

export const routes: readonly Route[] = [
  defineRoute({
    // A body, not a query: phones and identity numbers have no place in addresses and logs.
    method: "POST",
    path: "/api/v1/persons/search",
    summary: "Persons of exactly this phone or identity number, masked; who was found, is told so in their looks",
    access: "persons.read",
    scope: "list",
    body: PersonSearch,
    answer: z.object({ items: z.array(PersonCard) }),
    handle: async (ctx, { body }) => {
      const by = "phone" in body ? { phone: body.phone } : { idNumber: body.idNumber };
      return { items: await toCards(ctx, await searchPersons(ctx, by)) };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/persons/:id",
    summary: "A person, masked, and what speaks of them",
    access: "persons.read",
    scope: "subject",
    params: IdPath,
    answer: PersonCard,
    handle: async (ctx, { params }) => {
      const [card] = await toCards(ctx, [params.id]);
      if (card === undefined) throw new AppError("subject.not-found");
      return card;
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/persons/:id/unmask",
    summary: "Parts of a person in plain, for a purpose and a reason; every look is recorded",
    access: "persons.unmask",
    scope: "subject",
    params: IdPath,
    body: Unmask,
    answer: PersonPlain,
    handle: (ctx, { params, body }) => unmaskPerson(ctx, params.id, body),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/persons/:id/looks",
    summary: "Who saw this person's data, when, for what purpose",
    access: "persons.read",
    scope: "subject",
    params: IdPath,
    answer: z.object({ items: z.array(Look) }),
    handle: async (ctx, { params }) => ({ items: await looksOf(ctx, (await getVisible(ctx, params.id)).id) }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/persons/:id/erasure",
    summary: "What erasing this person would touch, counted by kind, with the cases' numbers; nothing is written",
    access: "persons.erase",
    scope: "subject",
    beyond: "an erasure touches what was said of a person anywhere in the city, and its preview counts it",
    params: IdPath,
    answer: ErasurePreview,
    handle: async (ctx, { params }) => previewErase(ctx, await getVisible(ctx, params.id)),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/persons/:id/certificate",
    summary: "The entry that says a person was erased; its position leads to the proof",
    access: "persons.read",
    scope: "subject",
    params: IdPath,
    answer: PersonCertificate.partial(),
    handle: async (ctx, { params }) => (await findCertificate(ctx, (await getVisible(ctx, params.id)).id)) ?? {},
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/me/looks",
    summary: "Who saw my own data",
    access: "signed-in",
    scope: "own",
    answer: z.object({ items: z.array(Look) }),
    handle: async (ctx) => ({ items: ctx.actor.kind === "person" ? await looksOf(ctx, ctx.actor.id) : [] }),
  }),
];

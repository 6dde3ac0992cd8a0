import type { Language, PersonalChannel } from "@chengyun/kernel";
import { isInScope, isMachine, isPermitted, system } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { change } from "../../../platform/change.ts";
import { type Context, newId, transact } from "../../../platform/context.ts";
import { findSubject, lockSubject } from "../../../platform/subject.ts";
import { type Consent, isPhones } from "./model.ts";
import { countSubjects, endConsent, insertConsent, listOfPerson, listStanding } from "./store.ts";

const dayMs = 86_400_000;
/** A number somebody else typed must not be flooded in its owner's name: subjects a day. */
const subjectsADay = 5;

/** Who agrees or takes back: whoever may by themselves, else the platform for the citizen whose report it is. */
const actorFor = async (ctx: Context, personId: string, permission: string): Promise<Context> => {
  const subject = await findSubject(ctx.db, personId);
  if (subject === undefined) throw new AppError("subject.not-found");
  const may = isPermitted(ctx.actor, permission) && isInScope(ctx.actor, { ...subject, departments: [] }, "area");
  return may || isMachine(ctx.actor) ? ctx : { ...ctx, actor: system("persons/consent") };
};

/** What somebody agrees to. */
export interface Agreeing {
  readonly personId: string;
  readonly channels: readonly PersonalChannel[];
  readonly about: Consent["about"];
  readonly language: Language;
}

/**
 * Writes down that a person agreed to be told about a subject, channel by channel; what stands already is left alone.
 * Answers the channels that stand now: no new ones where too many were given in their name today, or where their
 * erasing was asked for.
 */
export const giveConsent = (
  outer: Context,
  { personId, channels, about, language }: Agreeing,
): Promise<readonly PersonalChannel[]> =>
  transact(outer, async (ctx) => {
    const givenAt = ctx.clock.now();
    // Locked: what is asked of a card meanwhile waits until this is written, or is seen here.
    const person = await lockSubject(ctx.db, "person", personId);
    if (person === undefined) throw new AppError("subject.not-found");
    const standing = (await listStanding(ctx.db, [about.id])).filter((one) => one.personId === personId);
    if (person.stage !== "kept") return channels.filter((channel) => standing.some((one) => one.channel === channel));
    const isNew = standing.length === 0;
    if (isNew && (await countSubjects(ctx.db, personId, new Date(givenAt.getTime() - dayMs))) >= subjectsADay)
      return [];
    const said = { personId, purpose: "progress", about, language, givenAt, givenBy: ctx.actor.id } as const;
    for (const channel of channels) {
      if (!(await insertConsent(ctx.db, { ...said, id: newId(), channel, withdrawnAt: undefined }))) continue;
      await change(await actorFor(ctx, personId, "persons.record"), { kind: "person", id: personId }, "agree", {
        apply: async () => ({ changes: { purpose: said.purpose, channel, about, language } }),
      });
    }
    return channels;
  });

const end = async (ctx: Context, consent: Consent): Promise<void> => {
  if (!(await endConsent(ctx.db, consent.id, ctx.clock.now()))) return;
  const { personId, purpose, channel, about } = consent;
  await change(await actorFor(ctx, personId, "persons.edit"), { kind: "person", id: personId }, "withdraw", {
    apply: async () => ({ changes: { purpose, channel, about } }),
  });
};

/** Takes consents about a subject back: those of the named channels. From now on nothing is sent. */
export const withdrawAbout = (
  outer: Context,
  aboutId: string,
  wish: { personId: string; channels: readonly PersonalChannel[] },
): Promise<void> =>
  transact(outer, async (ctx) => {
    for (const one of await listStanding(ctx.db, [aboutId]))
      if (one.personId === wish.personId && wish.channels.includes(one.channel)) await end(ctx, one);
  });

/** Takes a person's consents to a channel back, as they ask the desk: about one subject, or about all of theirs. */
export const withdrawConsent = (
  outer: Context,
  personId: string,
  wish: { channel: PersonalChannel; about?: string | undefined },
): Promise<void> =>
  transact(outer, async (ctx) => {
    for (const one of await listOfPerson(ctx.db, personId))
      if (one.channel === wish.channel && (wish.about === undefined || one.about.id === wish.about))
        await end(ctx, one);
  });

/** Consents that stand about some subjects; what a phone gave for all of its reports holds by what it gave for each. */
export const consentsAbout = async (ctx: Context, aboutIds: readonly string[]): Promise<readonly Consent[]> =>
  (await listStanding(ctx.db, aboutIds)).filter((one) => !isPhones(one));

/** What stands for all reports of a person and was given by one of these. */
export const consentsOfAll = async (
  ctx: Context,
  personId: string,
  givers: readonly string[],
): Promise<readonly Consent[]> =>
  (await listStanding(ctx.db, [personId])).filter((one) => one.personId === personId && givers.includes(one.givenBy));

/** Takes back what one of these gave for all reports of a person: those of the named channels. */
export const withdrawOfAll = (
  outer: Context,
  personId: string,
  { givers, channels }: { givers: readonly string[]; channels: readonly PersonalChannel[] },
): Promise<void> =>
  transact(outer, async (ctx) => {
    for (const one of await consentsOfAll(ctx, personId, givers))
      if (channels.includes(one.channel)) await end(ctx, one);
  });

import type { CitizenReportIn, CitizenTellIn } from "@chengyun/contracts";
import { type PersonalChannel, personalChannels } from "@chengyun/kernel";
import type { z } from "zod";
import { AppError } from "../../../platform/app-error.ts";
import { type Context, transact } from "../../../platform/context.ts";
import {
  type Consent,
  consentsAbout,
  consentsOfAll,
  giveConsent,
  withdrawAbout,
  withdrawOfAll,
} from "../../persons/consent/index.ts";
import { findMail, findPhone } from "../../persons/person/index.ts";
import { aboutOf, type ReportRecord } from "../report/index.ts";
import { asCitizen, citizenOf } from "./follow.ts";

/**
 * Names under which the secrets of one phone give consents. Whoever types a number has not proved that it is theirs: what
 * they send touches the consents of that report alone, and those for all reports are the phone's that gave them.
 */
export type Phone = readonly string[];

/** More reports than that nobody follows at once. */
const mostSecrets = 20;

/** The phone that holds these secrets, comma by comma; what is none is left out. */
export const phoneOf = (secrets: string): Phone =>
  secrets
    .split(",", mostSecrets)
    .map((one) => citizenOf(one.trim()))
    .filter((one) => one !== undefined);

type Own = Pick<ReportRecord, "id" | "reporterId">;

const channelsOf = (consents: readonly Consent[]): PersonalChannel[] => [
  ...new Set(consents.map(({ channel }) => channel)),
];

/** Channels by which the sender of a report agreed to be told of it. */
export const toldBy = async (ctx: Context, { id, reporterId }: Own): Promise<PersonalChannel[]> =>
  reporterId === undefined
    ? []
    : channelsOf((await consentsAbout(ctx, [id])).filter(({ personId }) => personId === reporterId));

/** Channels by which this phone agreed to be told of all that is reported by it. */
const toldOfAllBy = async (ctx: Context, { reporterId }: Own, phone: Phone): Promise<PersonalChannel[]> =>
  reporterId === undefined ? [] : channelsOf(await consentsOfAll(ctx, reporterId, phone));

/** Whether this phone agreed to be told of all of its reports. */
export const isToldOfAll = async (ctx: Context, report: Own, phone: Phone): Promise<boolean> =>
  (await toldOfAllBy(ctx, report, phone)).length > 0;

interface Agreed {
  readonly told: Pick<z.output<typeof CitizenReportIn>, "tell" | "tellAll" | "phone" | "email" | "language">;
  readonly phone: Phone;
}

/** Writes down what came with a report; who agreed on this phone for all of theirs before is told of this one, too. */
export const agreeTold = async (
  ctx: Context,
  { id, reporterId }: Own,
  { told, phone }: Agreed,
): Promise<PersonalChannel[]> => {
  if (reporterId === undefined) return [];
  const asked = told.tell.filter((channel) => (channel === "sms" ? told.phone : told.email) !== undefined);
  const channels = asked.length === 0 ? await toldOfAllBy(ctx, { id, reporterId }, phone) : asked;
  if (channels.length === 0) return [];
  const agreeing = { personId: reporterId, channels, language: told.language };
  if (told.tellAll) await giveConsent(ctx, { ...agreeing, about: aboutOf({ id, reporterId }, true) });
  return [...(await giveConsent(ctx, { ...agreeing, about: aboutOf({ id, reporterId }, false) }))];
};

/** Channels by which they could be told: those they left an address for. */
export const reachableBy = async (ctx: Context, { reporterId }: ReportRecord): Promise<PersonalChannel[]> => {
  if (reporterId === undefined) return [];
  const phone = await findPhone(ctx, reporterId);
  const email = await findMail(ctx, reporterId);
  return [...(phone === undefined ? [] : (["sms"] as const)), ...(email === undefined ? [] : (["email"] as const))];
};

/** What a citizen wishes of a report of theirs, by its secret and those of the phone beside it. */
interface Wish extends z.output<typeof CitizenTellIn> {
  readonly token: string;
  readonly phone: Phone;
}

/** A citizen changes their mind about being told: what is named stands from now on, the rest is taken back. */
export const setTell = (outer: Context, asked: ReportRecord, wish: Wish): Promise<void> =>
  transact(asCitizen(outer, wish.token), async (ctx) => {
    const { id, reporterId } = asked;
    if (reporterId === undefined) throw new AppError("report.nobody-to-tell");
    const reachable = await reachableBy(ctx, asked);
    if (wish.tell.some((channel) => !reachable.includes(channel))) throw new AppError("report.nobody-to-tell");
    const back = personalChannels.filter((channel) => !wish.tell.includes(channel));
    await withdrawAbout(ctx, id, { personId: reporterId, channels: back });
    const ofAll = wish.tellAll ? back : personalChannels;
    await withdrawOfAll(ctx, reporterId, { givers: wish.phone, channels: ofAll });
    if (wish.tell.length === 0) return;
    const agreeing = { personId: reporterId, channels: wish.tell, language: wish.language };
    const told = await giveConsent(ctx, { ...agreeing, about: aboutOf({ id, reporterId }, false) });
    if (told.length < wish.tell.length) throw new AppError("report.not-told");
    if (wish.tellAll) await giveConsent(ctx, { ...agreeing, about: aboutOf({ id, reporterId }, true) });
  });

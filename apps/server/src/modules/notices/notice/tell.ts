import {
  type Audience,
  audiencesOf,
  fillLabel,
  type NamedRecipient,
  type NoticeText,
  type NoticeType,
  startClock,
} from "@chengyun/kernel";
import { type Context, newId } from "../../../platform/context.ts";
import { record } from "../../../platform/journal.ts";
import type { Letter, ModuleNotice } from "../../../platform/module.ts";
import type { PositionedEntry } from "../../../platform/reaction.ts";
import { listStaff, listTold } from "../../identity/account/index.ts";
import { postId } from "../../identity/department/index.ts";
import { type Outsider, queueDeliveries } from "../delivery/index.ts";
import { fillWords, wordsOf } from "../template/index.ts";
import type { NoticeRecord } from "./model.ts";
import { insertNotice, listWatchers } from "./store.ts";

/** Whom a notice is for, as the table keeps it. */
export type Addressed = Pick<NoticeRecord, "permission" | "departments" | "posts" | "persons">;

const nobody: Addressed = { permission: undefined, departments: [], posts: [], persons: [] };

/** Those an audience names without knowing the entry. */
export const addressOf = (
  to: Exclude<Audience, { readonly named: NamedRecipient }>,
  departments: readonly string[],
): Addressed => {
  if (to === "departments") return { ...nobody, departments };
  return "permission" in to ? { ...nobody, permission: to.permission } : { ...nobody, posts: [postId(to.post)] };
};

const personsOf = async (ctx: Context, one: ModuleNotice, entry: PositionedEntry, who: NamedRecipient) => [
  ...((await one.persons?.(ctx, entry, who)) ?? []),
  ...(who === "watchers" ? await listWatchers(ctx.db, entry.subject.id) : []),
];

const addressAll = async (ctx: Context, one: ModuleNotice, entry: PositionedEntry): Promise<Addressed> => {
  let all = nobody;
  for (const to of audiencesOf(one.type)) {
    const more =
      typeof to === "object" && "named" in to
        ? { ...nobody, persons: await personsOf(ctx, one, entry, to.named) }
        : addressOf(to, to === "departments" ? ((await one.departments?.(ctx, entry)) ?? entry.departments) : []);
    all = {
      permission: all.permission ?? more.permission,
      departments: [...all.departments, ...more.departments],
      posts: [...all.posts, ...more.posts],
      persons: [...new Set([...all.persons, ...more.persons])],
    };
  }
  return all;
};

const isEmpty = ({ permission, departments, posts, persons }: Addressed): boolean =>
  permission === undefined && departments.length + posts.length + persons.length === 0;

/** When the next are told, by the city's clock and calendar; undefined where there are no next. */
export const deadlineOf = (ctx: Context, { escalates = [] }: NoticeType, step: number): Date | undefined => {
  const next = escalates[step];
  if (next === undefined) return undefined;
  const { dueAt } = startClock(next.after, ctx.clock.now().getTime(), ctx.deployment.calendar);
  return dueAt === null ? undefined : new Date(dueAt);
};

/**
 * Writes a notice, its entry and its deliveries, all in one transaction; false when it was told before. Who has no
 * account is told only as an outsider who agreed to it.
 */
export const tellOnce = async (
  ctx: Context,
  notice: NoticeRecord,
  type: NoticeType,
  outsiders: readonly Outsider[] = [],
): Promise<boolean> => {
  if (!(await insertNotice(ctx.db, notice))) return false;
  const { id, subject, areaPath, departments } = notice;
  await record(ctx, {
    type: "notice.sent",
    subject: { kind: "notice", id },
    areaPath,
    departments,
    changes: { type: notice.type, about: subject, permission: notice.permission, step: notice.step },
  });
  const named = await listStaff(ctx, notice.persons);
  const staff = await listTold(ctx, { areaPath, permission: notice.permission, departments, postIds: notice.posts });
  const text: NoticeText = { short: notice.text, long: notice.long };
  await queueDeliveries(ctx, {
    noticeId: id,
    type,
    text,
    subject,
    areaPath,
    departments,
    staff: [...new Set([...staff, ...named])],
    outsiders,
  });
  return true;
};

/** A notice of an entry before it is known to whom it goes. */
const noticeOf = (ctx: Context, type: NoticeType, entry: PositionedEntry, words: NoticeText): NoticeRecord => ({
  id: newId(),
  type: type.id,
  cause: entry.position,
  at: ctx.clock.now(),
  text: words.short,
  long: words.long,
  urgent: type.urgent === true,
  subject: entry.subject,
  areaPath: entry.areaPath,
  ...nobody,
  step: 0,
  origin: undefined,
  acknowledge: (type.escalates ?? []).length > 0,
  acknowledgeBy: deadlineOf(ctx, type, 0),
  acknowledgedAt: undefined,
  part: "",
});

/** Tells each person outside what concerns them. Nobody else has these on their screen. */
const sendLetters = async (ctx: Context, type: NoticeType, entry: PositionedEntry, letters: readonly Letter[]) => {
  if (letters.length === 0) return;
  const words = await wordsOf(ctx, type);
  for (const { personId, ways, language, subject, values } of letters) {
    const notice = noticeOf(ctx, type, entry, fillWords(ctx, words, values));
    const whose = { persons: [personId], subject, part: `${personId} ${subject.id}`, acknowledge: false };
    await tellOnce(ctx, { ...notice, ...whose, acknowledgeBy: undefined }, type, [{ personId, ways, language }]);
  }
};

/** Tells one declared notice of one entry. */
export const tell = async (ctx: Context, one: ModuleNotice, entry: PositionedEntry): Promise<void> => {
  const { type } = one;
  if (one.letters !== undefined) await sendLetters(ctx, type, entry, await one.letters(ctx, entry));
  const addressed = await addressAll(ctx, one, entry);
  if (isEmpty(addressed)) return;
  const words = fillWords(ctx, await wordsOf(ctx, type), await one.values(ctx, entry));
  const subject = (await one.subject?.(ctx, entry)) ?? entry.subject;
  await tellOnce(ctx, { ...noticeOf(ctx, type, entry, words), ...addressed, subject }, type);
};

/** A notice's own words again, in the words of a telling on. */
export const wrapWords = (
  ctx: Context,
  outer: NoticeText,
  { text, long }: Pick<NoticeRecord, "text" | "long">,
): NoticeText => {
  const { zone } = ctx.deployment.profile;
  return {
    short: fillLabel(outer.short, { notice: text }, zone),
    long: fillLabel(outer.long ?? outer.short, { notice: long ?? text }, zone),
  };
};

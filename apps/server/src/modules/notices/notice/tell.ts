import type { EscalationStep } from "@chengyun/contracts";
import {
  type Audience,
  audiencesOf,
  fillLabel,
  type NamedRecipient,
  type NoticeText,
  type NoticeType,
  startClock,
  whoseTurn,
} from "@chengyun/kernel";
import { type Cause, type Context, newId } from "../../../platform/context.ts";
import { recordAll } from "../../../platform/journal.ts";
import type { Letter, ModuleNotice } from "../../../platform/module.ts";
import type { PositionedEntry } from "../../../platform/reaction.ts";
import { once } from "../../../platform/remember.ts";
import { listStaff, listTold } from "../../identity/account/index.ts";
import { postId } from "../../identity/department/index.ts";
import { type Outbound, type Outsider, queueDeliveries } from "../delivery/index.ts";
import { stepsOf } from "../escalation/index.ts";
import { fillWords, wordsOf } from "../template/index.ts";
import type { NoticeRecord } from "./model.ts";
import { insertNotices, listWatchers } from "./store.ts";

/** Whom a notice is for, as the table keeps it. */
export type Addressed = Pick<NoticeRecord, "permission" | "departments" | "posts" | "persons">;

const nobody: Addressed = { permission: undefined, departments: [], posts: [], persons: [] };

/** Those an audience names without knowing the entry; posts by their id. */
export const addressOf = (to: EscalationStep["to"], departments: readonly string[]): Addressed => {
  if (to === "departments") return { ...nobody, departments };
  return "permission" in to ? { ...nobody, permission: to.permission } : { ...nobody, posts: [to.post] };
};

const watchersOf = (ctx: Context, id: string): Promise<readonly string[]> =>
  once(ctx, `watchers of ${id}`, async () => (await listWatchers(ctx.db, [id])).get(id) ?? []);

const goesToWatchers = (to: Audience): boolean => typeof to === "object" && "named" in to && to.named === "watchers";

const prepareWatchers = async (ctx: Context, told: readonly Told[]): Promise<void> => {
  const asked = told.filter(({ one }) => audiencesOf(one.type).some(goesToWatchers));
  const ids = [...new Set(asked.map(({ entry }) => entry.subject.id))];
  for (const [id, watchers] of await listWatchers(ctx.db, ids))
    await once(ctx, `watchers of ${id}`, async () => watchers);
};

const personsOf = async (ctx: Context, one: ModuleNotice, entry: PositionedEntry, who: NamedRecipient) => [
  ...((await one.persons?.(ctx, entry, who)) ?? []),
  ...(who === "watchers" ? await watchersOf(ctx, entry.subject.id) : []),
];

/** Whose turn it is where an entry left its subject: of the limit it names, else of what comes next there. */
const turnOf = ({ flows }: Context, { subject, stage, changes }: PositionedEntry): EscalationStep["to"] | undefined => {
  const clock = typeof changes["clock"] === "string" ? changes["clock"] : undefined;
  const flow = [...flows.values()].find(
    ({ kind, clocks = {} }) => kind === subject.kind && (clock === undefined || Object.hasOwn(clocks, clock)),
  );
  const at = { ...(stage === undefined ? {} : { stage }), ...(clock === undefined ? {} : { clock }) };
  const move = flow === undefined ? undefined : whoseTurn(flow, at);
  if (move === undefined) return undefined;
  return move.whose === "present-department" ? "departments" : { permission: move.by };
};

/** Whom an audience is at an entry; the posts of a declaration are named by the profile, those of the address by their ids. */
const toKnown = (
  ctx: Context,
  to: Exclude<Audience, { readonly named: NamedRecipient }>,
  entry: PositionedEntry,
): EscalationStep["to"] | undefined => {
  if (to === "turn") return turnOf(ctx, entry);
  return typeof to === "object" && "post" in to ? { post: postId(to.post) } : to;
};

const addressOne = async (
  ctx: Context,
  one: ModuleNotice,
  entry: PositionedEntry,
  to: Audience,
): Promise<Addressed> => {
  if (typeof to === "object" && "named" in to)
    return { ...nobody, persons: await personsOf(ctx, one, entry, to.named) };
  const known = toKnown(ctx, to, entry);
  if (known === undefined) return nobody;
  const departments = known === "departments" ? ((await one.departments?.(ctx, entry)) ?? entry.departments) : [];
  return addressOf(known, departments);
};

const addressAll = async (ctx: Context, one: ModuleNotice, entry: PositionedEntry): Promise<Addressed> => {
  let all = nobody;
  for (const to of audiencesOf(one.type)) {
    const more = await addressOne(ctx, one, entry, to);
    all = {
      permission: all.permission ?? more.permission,
      departments: [...all.departments, ...more.departments],
      posts: [...all.posts, ...more.posts],
      persons: [...new Set([...all.persons, ...more.persons])],
    };
  }
  return all;
};

/** Whoever is told next, where nobody is there to be told first: what has to be acknowledged is not dropped. */
const addressNext = async (ctx: Context, { type }: ModuleNotice): Promise<Addressed> => {
  if (!audiencesOf(type).some((to) => to === "departments" || to === "turn")) return nobody;
  const next = (await stepsOf(ctx, type)).find(({ to }) => to !== "departments");
  return next === undefined ? nobody : addressOf(next.to, []);
};

const isEmpty = ({ permission, departments, posts, persons }: Addressed): boolean =>
  permission === undefined && departments.length + posts.length + persons.length === 0;

/** When the next are told, by the city's clock and calendar; undefined where there are no next. */
export const deadlineOf = (ctx: Context, next: EscalationStep | undefined): Date | undefined => {
  if (next === undefined) return undefined;
  const { dueAt } = startClock(next.after, ctx.clock.now().getTime(), ctx.deployment.calendar);
  return dueAt === null ? undefined : new Date(dueAt);
};

/** A notice to be told, with the entry that caused it. Who has no account is told only as an outsider who agreed. */
interface Draft {
  readonly notice: NoticeRecord;
  readonly type: NoticeType;
  readonly cause: Cause | undefined;
  readonly outsiders: readonly Outsider[];
  readonly devices?: Outbound["devices"];
}

const toHappening = ({ notice, cause }: Draft) => ({
  type: "notice.sent",
  subject: { kind: "notice", id: notice.id },
  areaPath: notice.areaPath,
  departments: notice.departments,
  changes: { type: notice.type, about: notice.subject, permission: notice.permission, step: notice.step },
  cause,
});

const toOutbound = async (ctx: Context, draft: Draft, staff: readonly string[]): Promise<Outbound> => {
  const { notice, type, outsiders, devices } = draft;
  const { id, subject, areaPath, departments } = notice;
  const named = await listStaff(ctx, notice.persons);
  const text: NoticeText = { short: notice.text, long: notice.long };
  return {
    noticeId: id,
    type,
    text,
    subject,
    areaPath,
    departments,
    staff: [...new Set([...staff, ...named])],
    outsiders,
    devices,
  };
};

/** Writes notices, their entries and their deliveries, all in one transaction; what was told before is left out. */
const tellDrafts = async (ctx: Context, drafts: readonly Draft[]): Promise<void> => {
  const made = await insertNotices(
    ctx.db,
    drafts.map(({ notice }) => notice),
  );
  const fresh = drafts.filter(({ notice }) => made.has(notice.id));
  await recordAll(ctx, fresh.map(toHappening));
  const outbound: Outbound[] = [];
  const staff = await listTold(
    ctx,
    fresh.map(({ notice: { areaPath, permission, departments, posts } }) => ({
      areaPath,
      permission,
      departments,
      postIds: posts,
    })),
  );
  for (const [at, draft] of fresh.entries()) outbound.push(await toOutbound(ctx, draft, staff[at] ?? []));
  await queueDeliveries(ctx, outbound);
};

/** Writes a notice, its entry and its deliveries, all in one transaction, unless it was told before. */
export const tellOnce = (ctx: Context, notice: NoticeRecord, type: NoticeType): Promise<void> =>
  tellDrafts(ctx, [{ notice, type, cause: ctx.cause, outsiders: [] }]);

/** A notice of an entry before it is known to whom it goes. */
const noticeOf = async (
  ctx: Context,
  type: NoticeType,
  entry: PositionedEntry,
  words: NoticeText,
): Promise<NoticeRecord> => {
  const [first] = await stepsOf(ctx, type);
  return {
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
    acknowledge: first !== undefined,
    acknowledgeBy: deadlineOf(ctx, first),
    acknowledgedAt: undefined,
    part: "",
  };
};

/** A declared notice and the entry it tells of. */
interface Told {
  readonly one: ModuleNotice;
  readonly entry: PositionedEntry;
}

const causedBy = ({ position }: PositionedEntry): Cause => ({ kind: "entry", id: String(position) });

/** What each person outside is told of what concerns them. Nobody else has these on their screen. */
const toLetters = async (ctx: Context, { one, entry }: Told): Promise<Draft[]> => {
  const letters: readonly Letter[] = (await one.letters?.(ctx, entry)) ?? [];
  if (letters.length === 0) return [];
  const words = await wordsOf(ctx, one.type);
  const plain = await noticeOf(ctx, one.type, entry, words);
  return letters.map(({ personId, ways, language, subject, values }) => {
    const { short, long } = fillWords(ctx, words, values);
    return {
      notice: {
        ...plain,
        id: newId(),
        text: short,
        long,
        persons: [personId],
        subject,
        part: `${personId} ${subject.id}`,
        acknowledge: false,
        acknowledgeBy: undefined,
      },
      type: one.type,
      cause: causedBy(entry),
      outsiders: [{ personId, ways, language }],
    };
  });
};

const toDrafts = async (ctx: Context, told: Told): Promise<Draft[]> => {
  const { one, entry } = told;
  const { type } = one;
  const letters = await toLetters(ctx, told);
  const named = await addressAll(ctx, one, entry);
  const addressed = isEmpty(named) ? await addressNext(ctx, one) : named;
  if (isEmpty(addressed)) return letters;
  const words = fillWords(ctx, await wordsOf(ctx, type), await one.values(ctx, entry));
  const subject = (await one.subject?.(ctx, entry)) ?? entry.subject;
  const notice = { ...(await noticeOf(ctx, type, entry, words)), ...addressed, subject };
  const devices =
    one.devices === undefined
      ? undefined
      : async (ids: readonly string[]) => one.devices?.(ctx, entry, ids) ?? new Set<string>();
  return [...letters, { notice, type, cause: causedBy(entry), outsiders: [], devices }];
};

const prepareAll = async (ctx: Context, told: readonly Told[]): Promise<void> => {
  const asked = new Map<NonNullable<ModuleNotice["prepare"]>, PositionedEntry[]>();
  for (const { one, entry } of told)
    if (one.prepare !== undefined) asked.set(one.prepare, [...(asked.get(one.prepare) ?? []), entry]);
  for (const [prepare, entries] of asked) await prepare(ctx, entries);
  await prepareWatchers(ctx, told);
};

/** Tells declared notices of entries; in one transaction the same thing is looked up once for all of them. */
export const tellAll = async (ctx: Context, told: readonly Told[]): Promise<void> => {
  if (told.length === 0) return;
  await prepareAll(ctx, told);
  const drafts: Draft[] = [];
  for (const one of told) drafts.push(...(await toDrafts(ctx, one)));
  if (drafts.length > 0) await tellDrafts(ctx, drafts);
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

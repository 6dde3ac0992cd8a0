import type { NoticeTemplate, TemplateIn, TemplatePreview, TemplateVersion, TemplateWords } from "@chengyun/contracts";
import {
  checkTemplate,
  declaredText,
  fillLabel,
  type NoticeText,
  type NoticeType,
  type NoticeValue,
  placeText,
} from "@chengyun/kernel";
import type { z } from "zod";
import { AppError } from "../../../platform/app-error.ts";
import { type Context, transact } from "../../../platform/context.ts";
import { record } from "../../../platform/journal.ts";
import { once } from "../../../platform/remember.ts";
import { findNoticeType, noticesOf } from "./declared.ts";
import { findNewest, insertTemplate, listNewest, listVersions, type TemplateRecord } from "./store.ts";

/** The words a notice has now: the newest edited ones, or those it is declared with. */
export const wordsOf = async (ctx: Context, type: NoticeType): Promise<NoticeText> =>
  (await once(ctx, `words of ${type.id}`, () => findNewest(ctx.db, type.id)))?.words ?? declaredText(type);

/** Fills the words of a notice in both languages. */
export const fillWords = (
  ctx: Pick<Context, "deployment">,
  { short, long }: NoticeText,
  values: Readonly<Record<string, NoticeValue>>,
): NoticeText => {
  const { zone } = ctx.deployment.profile;
  return {
    short: fillLabel(short, values, zone),
    ...(long === undefined ? {} : { long: fillLabel(long, values, zone) }),
  };
};

type Words = z.output<typeof TemplateWords>;

const toWords = ({ short, long }: NoticeText): Words => ({ short, ...(long === undefined ? {} : { long }) });

const sampleText = (ctx: Context, value: NoticeValue) => {
  const { zone } = ctx.deployment.profile;
  return { zh: placeText(value, "zh", zone), en: placeText(value, "en", zone) };
};

const toShape = (ctx: Context, type: NoticeType, edited: TemplateRecord | undefined): NoticeTemplate => ({
  type: type.id,
  on: type.on,
  urgent: type.urgent === true,
  version: edited?.version ?? 0,
  words: toWords(edited?.words ?? declaredText(type)),
  declared: toWords(declaredText(type)),
  places: Object.entries(type.places ?? {}).map(([id, { kind, name, sample }]) => ({
    id,
    kind,
    name,
    sample: sampleText(ctx, sample),
  })),
  ...(edited === undefined ? {} : { editedAt: edited.at.toISOString() }),
});

/** Every template with the words it has now. */
export const listTemplates = async (ctx: Context): Promise<NoticeTemplate[]> => {
  const newest = await listNewest(ctx.db);
  return [...noticesOf(ctx).values()].map(({ type }) => toShape(ctx, type, newest.get(type.id)));
};

const getType = (ctx: Context, id: string): NoticeType => {
  const type = findNoticeType(ctx, id);
  if (type === undefined) throw new AppError("subject.not-found");
  return type;
};

/** Words filled with the samples of their places, and what is wrong with them. */
export const previewTemplate = (ctx: Context, id: string, words: Words): TemplatePreview => {
  const type = getType(ctx, id);
  const samples = Object.fromEntries(Object.entries(type.places ?? {}).map(([name, { sample }]) => [name, sample]));
  return {
    words: toWords(fillWords(ctx, words, samples)),
    faults: checkTemplate(type, words).map((fault) => ({ ...fault })),
  };
};

/** Gives a notice new words, over the version their author saw. */
export const editTemplate = (outer: Context, id: string, wish: z.output<typeof TemplateIn>): Promise<NoticeTemplate> =>
  transact(outer, async (ctx) => {
    const type = getType(ctx, id);
    const words = toWords(wish);
    const faults = checkTemplate(type, words);
    if (faults.length > 0)
      throw new AppError("template.invalid", {
        faults: faults.map(({ path, code }) => ({ path: `body.${path}`, code })),
      });
    const before = (await findNewest(ctx.db, id))?.version ?? 0;
    const edited = { type: id, version: before + 1, words, by: ctx.actor.id, at: ctx.clock.now() };
    if (wish.version !== before || !(await insertTemplate(ctx.db, edited)))
      throw new AppError("subject.stale", { current: { stage: "set", version: before } });
    await record(ctx, {
      type: "template.edited",
      subject: { kind: "template", id },
      areaPath: "",
      departments: [],
      changes: { version: edited.version, words },
    });
    return toShape(ctx, type, edited);
  });

/** Every version of a template, newest first. */
export const listTemplateVersions = async (ctx: Context, id: string): Promise<z.output<typeof TemplateVersion>[]> => {
  getType(ctx, id);
  return (await listVersions(ctx.db, id)).map(({ version, words, by, at }) => ({
    version,
    words: toWords(words),
    by,
    at: at.toISOString(),
  }));
};

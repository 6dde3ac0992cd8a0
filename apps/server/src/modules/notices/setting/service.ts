import type { NoticeSettings, NoticeSettingsIn } from "@chengyun/contracts";
import type { Language } from "@chengyun/kernel";
import type { z } from "zod";
import { AppError } from "../../../platform/app-error.ts";
import { type Context, transact } from "../../../platform/context.ts";
import { record } from "../../../platform/journal.ts";
import { editPerson, findMail, findPhone } from "../../persons/person/index.ts";
import { findPersonal } from "../channel/index.ts";
import { noticesOf } from "../template/index.ts";
import { allOthers, type SettingRecord } from "./model.ts";
import { keepSetting, listSettings } from "./store.ts";

const languageOf = (ctx: Context): Language => (ctx.deployment.profile.languages[0] === "en" ? "en" : "zh");

const unset = (ctx: Context, personId: string): SettingRecord => ({
  personId,
  language: languageOf(ctx),
  quiet: undefined,
  choices: {},
});

/** How each of some persons wants to be told. */
export const settingsOf = async (
  ctx: Context,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, SettingRecord>> => {
  const known = await listSettings(ctx.db, personIds);
  return new Map(personIds.map((id) => [id, known.get(id) ?? unset(ctx, id)]));
};

const asker = (ctx: Context): string => {
  if (ctx.actor.kind !== "person") throw new AppError("permission.missing");
  return ctx.actor.id;
};

/** The asker's settings, with what there is to choose. */
export const readSettings = async (ctx: Context): Promise<NoticeSettings> => {
  const id = asker(ctx);
  const setting = (await settingsOf(ctx, [id])).get(id) ?? unset(ctx, id);
  const email = await findMail(ctx, id);
  return {
    language: setting.language,
    ...(email === undefined ? {} : { email }),
    hasPhone: (await findPhone(ctx, id)) !== undefined,
    ...(setting.quiet === undefined ? {} : { quiet: setting.quiet }),
    choices: Object.fromEntries(
      Object.entries(setting.choices).map(([type, { channels, quiet }]) => [
        type,
        { ...(channels === undefined ? {} : { channels: [...channels] }), ...(quiet === undefined ? {} : { quiet }) },
      ]),
    ),
    available: {
      email: (await findPersonal(ctx, "email")) !== undefined,
      sms: (await findPersonal(ctx, "sms")) !== undefined,
    },
    types: [...noticesOf(ctx).values()]
      .filter(({ type }) => type.inner !== true && type.screenOnly !== true)
      .map(({ type }) => ({
        id: type.id,
        name: type.name ?? type.text,
        urgent: type.urgent === true,
        channels: [...(type.channels ?? [])],
      })),
  };
};

/** Sets how the asker wants to be told; the mail address goes into the vault. */
export const writeSettings = async (
  outer: Context,
  wish: z.output<typeof NoticeSettingsIn>,
): Promise<NoticeSettings> => {
  const id = asker(outer);
  const known = new Set([allOthers, ...noticesOf(outer).keys()]);
  const strange = Object.keys(wish.choices).filter((type) => !known.has(type));
  if (strange.length > 0)
    throw new AppError("request.invalid", {
      faults: strange.map((type) => ({ path: `body.choices.${type}`, code: "unknown" })),
    });
  await transact(outer, async (ctx) => {
    await keepSetting(ctx.db, {
      personId: id,
      language: wish.language,
      quiet: wish.quiet ?? undefined,
      choices: wish.choices,
    });
    if (wish.email !== undefined && wish.email !== ((await findMail(ctx, id)) ?? ""))
      await editPerson(ctx, id, { email: wish.email });
    await record(ctx, {
      type: "notice-settings.set",
      subject: { kind: "notice-settings", id },
      areaPath: "areaPath" in ctx.actor ? ctx.actor.areaPath : "",
      departments: [],
      changes: { language: wish.language, quiet: wish.quiet, choices: wish.choices },
    });
  });
  return readSettings(outer);
};

import { fillText, type Label } from "@chengyun/kernel";
import { type Context, newId } from "../../../platform/context.ts";
import { record } from "../../../platform/journal.ts";
import type { ModuleNotice } from "../../../platform/module.ts";
import type { PositionedEntry, Reaction } from "../../../platform/reaction.ts";
import type { NoticeRecord } from "./model.ts";
import { insertNotice } from "./store.ts";

/** The notice's own words with the places filled, in each language. */
const fill = (text: Label, values: Readonly<Record<string, Label>>): Label => {
  const inLanguage = (language: keyof Label) =>
    fillText(
      text[language],
      Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value[language]])),
    );
  return { zh: inLanguage("zh"), en: inLanguage("en") };
};

const toNotice = async (ctx: Context, declared: ModuleNotice, entry: PositionedEntry): Promise<NoticeRecord> => {
  const { id, text, to } = declared.type;
  const toDepartments = async () => (await declared.departments?.(ctx, entry)) ?? entry.departments;
  return {
    id: newId(),
    type: id,
    cause: entry.position,
    at: ctx.clock.now(),
    text: fill(text, await declared.values(ctx, entry)),
    subject: entry.subject,
    areaPath: entry.areaPath,
    permission: to === "departments" ? undefined : to.permission,
    departments: to === "departments" ? await toDepartments() : [],
  };
};

const tell = async (ctx: Context, declared: ModuleNotice, entry: PositionedEntry): Promise<void> => {
  const notice = await toNotice(ctx, declared, entry);
  if (!(await insertNotice(ctx.db, notice))) return;
  await record(ctx, {
    type: "notice.sent",
    subject: { kind: "notice", id: notice.id },
    areaPath: notice.areaPath,
    departments: notice.departments,
    changes: { type: notice.type, about: notice.subject, permission: notice.permission },
  });
};

/** The one reaction that tells what modules declared; the same entry never tells the same thing twice. */
export const tellNotices = (declared: readonly ModuleNotice[]): Reaction => ({
  name: "notices/notice.tell",
  on: [...new Set(declared.map(({ type }) => type.on))],
  together: true,
  react: async (ctx, entry) => {
    for (const one of declared) if (one.type.on === entry.type) await tell(ctx, one, entry);
  },
});

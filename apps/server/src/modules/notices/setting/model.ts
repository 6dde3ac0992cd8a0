import { type Language, type NoticeType, type PersonalChannel, type QuietHours, quietUntil } from "@chengyun/kernel";

/** What somebody wants of one type of notice. */
export interface Choice {
  readonly channels?: readonly PersonalChannel[] | undefined;
  readonly quiet?: "through" | "hold" | undefined;
}

/** How somebody wants to be told. */
export interface SettingRecord {
  readonly personId: string;
  readonly language: Language;
  readonly quiet: QuietHours | undefined;
  readonly choices: Readonly<Record<string, Choice>>;
}

/** The type under which a wish for all other notices is kept. */
export const allOthers = "*";

const choiceOf = ({ choices }: Pick<SettingRecord, "choices">, type: string): Choice =>
  choices[type] ?? choices[allOthers] ?? {};

/** Ways besides the screen on which somebody wants a notice: their own wish, else what the notice is declared with. */
export const channelsFor = (setting: SettingRecord, type: NoticeType): readonly PersonalChannel[] =>
  type.screenOnly === true ? [] : (choiceOf(setting, type.id).channels ?? type.channels ?? []);

/** Until when a notice is held for somebody's quiet hours; undefined when it goes at once. */
export const heldUntil = (setting: SettingRecord, type: NoticeType, at: number, zone: string): number | undefined => {
  if (setting.quiet === undefined) return undefined;
  const { quiet } = choiceOf(setting, type.id);
  const breaksThrough = quiet === undefined ? type.urgent === true : quiet === "through";
  return breaksThrough ? undefined : quietUntil(setting.quiet, at, zone);
};

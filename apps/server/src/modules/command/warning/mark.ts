import type { Label, WarningStatus, WarningText } from "@chengyun/kernel";

/** What stands before every text of a warning that is not meant. */
const marks: Readonly<Record<Exclude<WarningStatus, "Actual">, Label>> = {
  Exercise: { zh: "【演练】", en: "[EXERCISE] " },
  Test: { zh: "【测试】", en: "[TEST] " },
};

/** A text with its mark: a drill's warning can be told from a real one wherever it is read. */
export const markLabel = (text: Label, status: WarningStatus): Label =>
  status === "Actual" ? text : { zh: marks[status].zh + text.zh, en: marks[status].en + text.en };

/** A warning's headline, short and long text with their mark. */
export const markText = (text: WarningText, status: WarningStatus): WarningText => ({
  headline: markLabel(text.headline, status),
  short: markLabel(text.short, status),
  description: markLabel(text.description, status),
  instruction: text.instruction,
});

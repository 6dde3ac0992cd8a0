import type { Label } from "@chengyun/kernel";

/** Code of what was found wrong with the journal as it lies in the database. */
export type GuardCode =
  | "entry.altered"
  | "entry.missing"
  | "entry.digest"
  | "entry.emptied"
  | "entry.beyond"
  | "tile.altered"
  | "checkpoint.altered"
  | "log.root"
  | "log.rolled-back";

/** One fault, and the first entry that is wrong. */
export interface GuardFault {
  readonly code: GuardCode;
  readonly position: number;
  readonly text: Label;
}

const texts: Readonly<Record<GuardCode, Label>> = {
  "entry.altered": { zh: "条目被改动", en: "An entry was altered" },
  "entry.missing": { zh: "条目被删除", en: "An entry was removed" },
  "entry.digest": { zh: "条目的变更内容被改动", en: "What an entry changed was altered" },
  "entry.emptied": {
    zh: "条目的变更内容被清空，没有删除记录列明",
    en: "What an entry changed was taken out, and no erasure names it",
  },
  "entry.beyond": { zh: "日志末尾之后有编了号的条目", en: "Entries have positions beyond the end of the log" },
  "tile.altered": { zh: "日志的哈希分块被改动", en: "A tile of the log's hashes was altered" },
  "checkpoint.altered": { zh: "签名的检查点被改动", en: "A signed checkpoint was altered" },
  "log.root": { zh: "此处起的条目与签名的根不符", en: "Entries from here on do not match the signed root" },
  "log.rolled-back": { zh: "日志被回退或截短", en: "The log was rolled back or cut" },
};

/** A fault with its sentence. */
export const toFault = (code: GuardCode, position: number): GuardFault => ({ code, position, text: texts[code] });

import { defineNotice, type Label, type NoticePlace } from "@chengyun/kernel";
import type { ModuleNotice } from "../../../platform/module.ts";

const say = (value: unknown): string => (typeof value === "string" ? value : "");

const reasonOf = (changes: Readonly<Record<string, unknown>>): Label => ({
  zh: say(changes["zh"]),
  en: say(changes["en"]),
});

const places = {
  place: { kind: "text", name: { zh: "存放处", en: "Place" }, sample: "/srv/backups" },
  reason: {
    kind: "label",
    name: { zh: "原因", en: "Why" },
    sample: { zh: "存放备份的磁盘已满", en: "the disk for backups is full" },
  },
} as const satisfies Readonly<Record<string, NoticePlace>>;

/** A backup that was not made, and one that can't be restored: for whoever sees to backups, at once. */
export const notices: readonly ModuleNotice[] = [
  {
    type: defineNotice({
      id: "backup-failed",
      on: "backup.failed",
      name: { zh: "备份失败", en: "A backup failed" },
      text: {
        zh: "备份到 {place} 失败：{reason}",
        en: "A backup to {place} failed: {reason}",
      },
      places,
      to: { permission: "backups.make" },
    }),
    values: async (_, { changes }) => ({ place: say(changes["place"]), reason: reasonOf(changes) }),
  },
  {
    type: defineNotice({
      id: "backup-test-failed",
      on: "backup.test-failed",
      name: { zh: "试恢复失败", en: "A backup could not be restored" },
      text: {
        zh: "{place} 上最新的备份试恢复失败：{reason}",
        en: "The newest backup at {place} could not be restored: {reason}",
      },
      places,
      to: { permission: "backups.make" },
    }),
    values: async (_, { changes }) => ({ place: say(changes["place"]), reason: reasonOf(changes) }),
  },
];

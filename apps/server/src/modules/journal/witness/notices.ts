import { defineNotice } from "@chengyun/kernel";
import type { ModuleNotice } from "../../../platform/module.ts";

const say = (value: unknown): string => (typeof value === "string" || typeof value === "number" ? String(value) : "");

/** A witness that refuses speaks of us: that is for whoever runs the platform, at once. */
export const notices: readonly ModuleNotice[] = [
  {
    type: defineNotice({
      id: "witness-refused",
      on: "journal.witness-refused",
      name: { zh: "见证方拒绝签名", en: "A witness refuses" },
      text: {
        zh: "见证方 {witness} 拒绝为日志签名：它见过 {seen} 条，本平台现有 {size} 条，两者不一致",
        en: "The witness {witness} refuses to co-sign the journal: it has seen {seen} entries, ours of {size} does not follow",
      },
      places: {
        witness: { kind: "text", name: { zh: "见证方", en: "Witness" }, sample: "witness.example/notary" },
        seen: { kind: "text", name: { zh: "它见过的条目数", en: "Entries it has seen" }, sample: "1200" },
        size: { kind: "text", name: { zh: "本平台条目数", en: "Entries of ours" }, sample: "1100" },
      },
      to: { permission: "journal.guard" },
    }),
    values: async (_, { changes }) => ({
      witness: say(changes["witness"]),
      seen: say(changes["seen"]),
      size: say(changes["size"]),
    }),
  },
];

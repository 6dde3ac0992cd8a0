import { defineFlow } from "@chengyun/kernel";

/**
 * Somebody is appointed to act in another's post for a time. It ends at its date or before: by whoever appointed them,
 * by who manages accounts, or by itself when the appointer leaves the post or the deputy its department.
 */
export const deputyFlow = defineFlow({
  id: "deputy",
  kind: "deputy",
  plural: "deputies",
  version: 1,
  name: { zh: "岗位代理", en: "Deputy" },
  stages: {
    standing: { name: { zh: "代理中", en: "Standing" } },
    ended: { name: { zh: "已结束", en: "Ended" }, end: true },
  },
  facts: {
    person: { id: "person", name: { zh: "代理人", en: "Deputy" }, kind: "colleague" },
    until: { id: "until", name: { zh: "代理至", en: "Until" }, kind: "time" },
    reason: { id: "reason", name: { zh: "理由", en: "Reason" }, kind: "text", longest: 500 },
  },
  moves: {
    appoint: {
      name: { zh: "委托代理", en: "Appoint" },
      from: "new",
      to: "standing",
      by: "deputies.appoint",
      inner: true,
      records: "appointed",
      needs: ["person", "until"],
      takes: ["reason"],
      until: { fact: "until", longestDays: 180 },
    },
    end: {
      name: { zh: "结束代理", en: "End" },
      from: "standing",
      to: "ended",
      by: "deputies.appoint",
      records: "ended",
      takes: ["reason"],
    },
    revoke: {
      name: { zh: "撤销代理", en: "Revoke" },
      from: "standing",
      to: "ended",
      by: "accounts.manage",
      records: "revoked",
      needs: ["reason"],
    },
    lapse: {
      name: { zh: "代理失效", en: "Lapse" },
      from: "standing",
      to: "ended",
      by: "accounts.manage",
      byMachine: "only",
      records: "lapsed",
    },
  },
});

import { defineFlow } from "@chengyun/kernel";

/** Why somebody looks at a person in plain. Words of their own come with it. */
export const purposes = {
  "call-back": { zh: "联系反映人核实情况", en: "Call back about a report" },
  reply: { zh: "答复办理结果", en: "Tell them how it ended" },
  emergency: { zh: "紧急处置", en: "Emergency" },
  correct: { zh: "更正信息", en: "Correct what is kept" },
  request: { zh: "本人申请查阅", en: "They asked to see it" },
  law: { zh: "依法调取", en: "Required by law" },
} as const;

/**
 * A person of the vault: kept, corrected, looked at for a purpose, and erased by two people. Every look is an entry;
 * what is personal of it lies in the vault.
 */
export const personFlow = defineFlow({
  id: "person",
  kind: "person",
  plural: "persons",
  version: 1,
  name: { zh: "人员档案", en: "Person" },
  scope: "area",
  stages: {
    kept: { name: { zh: "在档", en: "Kept" } },
    "erase-asked": { name: { zh: "待删除", en: "To be erased" } },
    erased: { name: { zh: "已删除", en: "Erased" }, end: true },
  },
  facts: {
    name: { id: "name", name: { zh: "姓名", en: "Name" }, kind: "text", longest: 100, personal: true },
    phone: { id: "phone", name: { zh: "电话", en: "Phone" }, kind: "text", longest: 30, personal: true },
    "id-number": {
      id: "id-number",
      name: { zh: "身份证号", en: "Identity number" },
      kind: "text",
      longest: 30,
      personal: true,
    },
    email: { id: "email", name: { zh: "邮箱", en: "E-mail" }, kind: "text", longest: 200, personal: true },
    address: { id: "address", name: { zh: "住址", en: "Address" }, kind: "text", longest: 300, personal: true },
    text: { id: "text", name: { zh: "备注", en: "Notes" }, kind: "text", personal: true },
    purpose: { id: "purpose", name: { zh: "查看目的", en: "Purpose" }, kind: "choice", choices: purposes },
    // Somebody's reason may name people too.
    reason: { id: "reason", name: { zh: "理由", en: "Reason" }, kind: "text", longest: 500, personal: true },
    // Not typed by anybody: the page that shows what would be touched sends the stamp of it.
    seen: { id: "seen", name: { zh: "已看过的清除范围", en: "What was seen of it" }, kind: "text", longest: 64 },
    basis: {
      id: "basis",
      name: { zh: "删除依据", en: "Basis" },
      kind: "choice",
      choices: {
        asked: { zh: "本人要求（个人信息保护法第四十七条）", en: "They asked for it (PIPL art. 47)" },
        done: { zh: "处理目的已实现", en: "The purpose is fulfilled" },
        expired: { zh: "保存期限届满", en: "Kept long enough" },
        unlawful: { zh: "违法违约收集", en: "Should not have been kept" },
      },
    },
  },
  moves: {
    keep: {
      name: { zh: "建档", en: "Keep" },
      from: "new",
      to: "kept",
      by: "persons.record",
      byMachine: "also",
      inner: true,
      records: "kept",
    },
    edit: {
      name: { zh: "更正", en: "Correct" },
      from: "kept",
      by: "persons.edit",
      byMachine: "also",
      records: "edited",
      takes: ["name", "phone", "id-number", "email", "address", "text"],
    },
    find: {
      name: { zh: "查到", en: "Find" },
      from: ["kept", "erase-asked"],
      by: "persons.read",
      inner: true,
      records: "found",
      quiet: true,
    },
    unmask: {
      name: { zh: "查看明文", en: "Unmask" },
      from: ["kept", "erase-asked"],
      by: "persons.unmask",
      inner: true,
      records: "unmasked",
      needs: ["purpose", "reason"],
      quiet: true,
    },
    agree: {
      name: { zh: "同意接收通知", en: "Agree to be told" },
      from: "kept",
      by: "persons.record",
      byMachine: "also",
      inner: true,
      records: "consented",
      quiet: true,
    },
    withdraw: {
      name: { zh: "撤回同意", en: "Withdraw the consent" },
      from: ["kept", "erase-asked"],
      by: "persons.edit",
      byMachine: "also",
      inner: true,
      records: "consent-withdrawn",
      quiet: true,
    },
    "ask-erase": {
      name: { zh: "申请删除", en: "Ask to erase" },
      from: "kept",
      to: "erase-asked",
      by: "persons.erase",
      records: "erase-asked",
      needs: ["basis", "reason"],
    },
    "refuse-erase": {
      name: { zh: "不予删除", en: "Keep after all" },
      from: "erase-asked",
      to: "kept",
      by: "persons.erase",
      records: "erase-refused",
      needs: ["reason"],
    },
    erase: {
      name: { zh: "删除", en: "Erase" },
      from: "erase-asked",
      to: "erased",
      by: "persons.erase",
      records: "erased",
      takes: ["seen"],
      notBy: ["ask-erase"],
    },
    // A restore brings people back who were erased after its backup; two people decided that then.
    "erase-again": {
      name: { zh: "恢复后再次删除", en: "Erase again after a restore" },
      from: ["kept", "erase-asked"],
      to: "erased",
      by: "persons.erase",
      byMachine: "only",
      inner: true,
      records: "erased",
    },
  },
});

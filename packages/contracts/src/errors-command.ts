import { defineErrors } from "./problem.ts";

/** Errors of incidents. */
export const incident = defineErrors("incident", {
  "unknown-type": {
    status: 422,
    text: { zh: "没有这种突发事件类型。", en: "There is no such kind of incident." },
  },
  "no-place": {
    status: 422,
    text: {
      zh: "请给出事发地点，或选择一个案卷。",
      en: "Say where it is, or name a case it comes from.",
    },
  },
  "outside-city": {
    status: 422,
    text: { zh: "事发地点不在本市任何区域内。", en: "The place lies in none of the city's areas." },
  },
  "case-taken": {
    status: 409,
    text: {
      zh: "该案卷已属于另一起突发事件；请先核对。",
      en: "The case belongs to another incident already; look there first.",
    },
  },
  "reason-needed": {
    status: 422,
    text: {
      zh: "所定级别与建议级别不同，请说明理由。",
      en: "This level is not the one proposed; say why.",
    },
  },
  "same-level": {
    status: 422,
    text: { zh: "已经是这个级别。", en: "It is at this level already." },
  },
  "no-plan": {
    status: 409,
    text: {
      zh: "没有适用于这类突发事件的预案；请以命令方式指挥，或请预案管理人员补充。",
      en: "No plan answers this kind of incident; command it by orders, or have a plan written.",
    },
  },
});

/** Errors of resources in an emergency. */
export const resource = defineErrors("resource", {
  taken: {
    status: 409,
    text: {
      zh: "该资源已被另一起突发事件调用。",
      en: "Another incident has this resource already.",
    },
  },
  full: {
    status: 409,
    text: { zh: "余量不足：请减少人数或另选。", en: "Not enough room left there: fewer people, or another place." },
  },
  unknown: {
    status: 422,
    text: { zh: "这不是应急资源。", en: "This is no resource." },
  },
  expired: {
    status: 409,
    text: { zh: "物资已过有效期，不能调用。", en: "The stock is past its date and can't be used." },
  },
});

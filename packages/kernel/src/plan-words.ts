import type { IncidentLevel } from "./incident.ts";
import type { Label } from "./label.ts";
import type { PlanPost, PlanTask } from "./plan.ts";
import { minutes } from "./quantity.ts";

const l = (zh: string, en: string): Label => ({ zh, en });

/** One step: its level, id, post and minutes in a row, what it is called, and the order as it is given. */
export const planStep = (
  [level, id, post, within]: readonly [IncidentLevel, string, string, number],
  name: Label,
  order: Label,
  more: { readonly after?: readonly string[]; readonly notBefore?: number; readonly answers?: number } = {},
): PlanTask => ({
  id,
  level,
  post,
  name,
  order,
  within: minutes(within),
  ...(more.after === undefined ? {} : { after: more.after }),
  ...(more.notBefore === undefined ? {} : { notBefore: minutes(more.notBefore) }),
  ...(more.answers === undefined ? {} : { answersWithin: minutes(more.answers) }),
});

/** Posts that every plan has; the structure of the State Council's general plan (国家突发事件总体应急预案). */
export const commandStructure = {
  command: {
    id: "command",
    name: l("指挥部", "Command"),
    duty: "emergency",
    deputy: "coordination",
    role: l("统一指挥，定级、启动、终止响应", "Commands: level, activation, stand-down"),
  },
  coordination: {
    id: "coordination",
    name: l("综合协调组", "Coordination"),
    duty: "coordination",
    deputy: "command",
    role: l("值守、会商、信息报送、跨部门协调", "Duty watch, consultation, reports upwards, between departments"),
  },
  traffic: {
    id: "traffic",
    name: l("交通管制组", "Traffic control"),
    duty: "traffic-police",
    deputy: "security",
    role: l("封路、绕行、保障救援通道", "Closures, detours, a free way for rescuers"),
  },
  security: {
    id: "security",
    name: l("治安警戒组", "Security"),
    duty: "police",
    deputy: "traffic",
    role: l("警戒、疏散劝离、秩序、失联人员核查", "Cordons, clearing, order, missing persons"),
  },
  rescue: {
    id: "rescue",
    name: l("抢险救援组", "Rescue"),
    duty: "fire-rescue",
    deputy: "security",
    role: l("搜救被困人员，现场处置", "Rescues the trapped, works on the scene"),
  },
  relief: {
    id: "relief",
    name: l("转移安置组", "Evacuation and relief"),
    duty: "relief",
    deputy: "coordination",
    role: l("人员转移、避难场所、生活保障", "Moves people, opens shelters, provides for them"),
  },
  medical: {
    id: "medical",
    name: l("医疗救护组", "Medical"),
    duty: "medical",
    deputy: "relief",
    role: l("急救、转运、床位、卫生防疫", "First aid, transport, beds, epidemic control"),
  },
  publicity: {
    id: "publicity",
    name: l("信息发布组", "Public information"),
    duty: "publicity",
    deputy: "coordination",
    role: l("预警、公告、舆情回应", "Warnings, announcements, answers to the public"),
  },
  power: {
    id: "power",
    name: l("电力保障组", "Power"),
    duty: "power-supply",
    deputy: "coordination",
    role: l("断送电、应急供电", "Cutting and restoring power, emergency supply"),
  },
} as const satisfies Readonly<Record<string, PlanPost>>;

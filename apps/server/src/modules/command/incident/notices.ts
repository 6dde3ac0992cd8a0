import {
  defineNotice,
  isIncidentLevel,
  type Label,
  levelNames,
  type NoticePlace,
  type NoticeType,
  urgentHours,
} from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import type { ModuleNotice } from "../../../platform/module.ts";
import type { PositionedEntry } from "../../../platform/reaction.ts";
import { findIncident } from "./store.ts";

const name = (zh: string, en: string): Label => ({ zh, en });

const places = {
  no: { kind: "text", name: name("事件编号", "Incident number"), sample: "E43988120261130001" },
  title: { kind: "label", name: name("标题", "Title"), sample: name("望湖街道 · 城市内涝", "Wanghu · Waterlogging") },
  level: { kind: "label", name: name("级别", "Level"), sample: levelNames.III },
} as const satisfies Readonly<Record<string, NoticePlace>>;

const commanders = { permission: "incidents.command" } as const;

/** Minutes a commander may take to say that they heard of an incident. */
const heardWithin = urgentHours(1 / 6);

const reported = defineNotice({
  id: "incident-reported",
  on: "incident.reported",
  name: name("新的突发事件", "A new incident"),
  text: name("{title}（{no}）待核实定级，请确认收到", "{title} ({no}) waits for a level; please acknowledge"),
  long: name(
    "{title}（编号 {no}）已报告，请立即核实定级，并确认本通知。",
    "{title} (number {no}) was reported. Please confirm it and set its level, and acknowledge this notice.",
  ),
  places,
  to: commanders,
  channels: ["sms"],
  urgent: true,
  escalates: [{ after: heardWithin, to: { permission: "cases.arbitrate" } }],
});

const proposed = defineNotice({
  id: "incident-level-proposed",
  on: "incident.level-proposed",
  name: name("建议调整响应级别", "Another level is proposed"),
  text: name("{title}（{no}）：按条件建议{level}", "{title} ({no}): the conditions propose {level}"),
  places,
  to: commanders,
});

const activated = defineNotice({
  id: "incident-activated",
  on: "incident.activated",
  name: name("启动应急响应", "A plan was activated"),
  text: name("{title}（{no}）启动{level}响应", "{title} ({no}): response at {level} begins"),
  places,
  to: commanders,
  channels: ["sms"],
  urgent: true,
});

const changed = defineNotice({
  id: "incident-level-changed",
  on: "incident.level-changed",
  name: name("响应级别调整", "The level was changed"),
  text: name("{title}（{no}）调整为{level}", "{title} ({no}) is now {level}"),
  places,
  to: ["departments", commanders],
  channels: ["sms"],
  urgent: true,
});

const stoodDown = defineNotice({
  id: "incident-stood-down",
  on: "incident.stood-down",
  name: name("终止应急响应", "Stood down"),
  text: name("{title}（{no}）终止响应", "{title} ({no}) was stood down"),
  places,
  to: ["departments", commanders],
  channels: ["sms"],
  urgent: true,
});

const limitPlaces = {
  ...places,
  clock: { kind: "label", name: name("哪项报告", "Which report"), sample: name("续报时限", "Continued report") },
} as const satisfies Readonly<Record<string, NoticePlace>>;

const late = defineNotice({
  id: "incident-late",
  on: "incident.late",
  name: name("突发事件报告超时", "A report of an incident is late"),
  text: name("{title}（{no}）：{clock}已超时", "{title} ({no}): {clock} is late"),
  places: limitPlaces,
  to: commanders,
  channels: ["sms"],
  urgent: true,
});

const nearlyLate = defineNotice({
  id: "incident-nearly-late",
  on: "incident.nearly-late",
  name: name("突发事件报告即将超时", "A report of an incident is nearly late"),
  text: name("{title}（{no}）：{clock}将到", "{title} ({no}): {clock} is nearly due"),
  places: limitPlaces,
  to: commanders,
});

const none: Label = name("（未定级）", "(no level yet)");

const valuesOf = async (ctx: Context, { subject, changes }: PositionedEntry) => {
  const found = await findIncident(ctx.db, subject.id);
  const said = changes["level"];
  const level = isIncidentLevel(said) ? said : found?.level;
  const clock = ctx.flows.get("incident")?.clocks?.[String(changes["clock"])]?.name;
  return {
    no: found?.no ?? "",
    title: found?.title ?? "",
    level: level === undefined ? none : levelNames[level],
    clock: clock ?? "",
  };
};

/** What is told of an incident; a drill says so in its title. */
export const notices: readonly ModuleNotice[] = (
  [reported, proposed, activated, changed, stoodDown, late, nearlyLate] as readonly NoticeType[]
).map((type) => ({ type, values: valuesOf }));

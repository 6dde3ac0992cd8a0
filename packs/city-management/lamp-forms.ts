import { brief } from "@chengyun/kernel";

/** What a lamp's trouble and its mending are asked by; all may be left out, for a photo says most of it. */
export const lampFacts = [
  brief.choice("lamp-trouble", "灯的情况", "What is wrong with the lamp", {
    dark: ["不亮", "Dark"],
    flickers: ["闪烁", "Flickers"],
    "lit-by-day": ["白天长明", "Lit by day"],
    leaning: ["灯杆倾斜或倒下", "Post leaning or down"],
    bare: ["线头外露、疑似漏电", "Bare wires, maybe live"],
  }),
  brief.text("lamp-post-no", "灯杆上的编号", "Number on the post", { longest: 40 }),
  brief.flag("lamp-passers-by", "行人够得着", "Within reach of passers-by"),
  brief.choice("lamp-cause", "故障原因", "What had failed", {
    lamp: ["光源", "Lamp"],
    driver: ["电源驱动", "Driver"],
    wire: ["线路", "Wiring"],
    post: ["灯杆", "Post"],
    control: ["控制", "Control"],
  }),
  brief.number("lamp-count", "修复盏数", "Lamps mended", { check: { range: [0, 500] } }),
] as const;

const lampReport = brief.form(
  "lamp-report",
  "路灯情况",
  "About the lamp",
  brief.section("路灯情况", "About the lamp", "lamp-trouble", "lamp-post-no", {
    fact: "lamp-passers-by",
    shownWhen: "lamp_trouble == 'leaning' || lamp_trouble == 'bare'",
  }),
);

const lampRepair = brief.form(
  "lamp-repair",
  "路灯维修记录",
  "Repair of a lamp",
  brief.section("维修", "Repair", "lamp-cause", "lamp-count"),
);

export const lampForms = [lampReport, lampRepair];

/** Which move of a lamp's case asks which. */
export const formsOfLamp = { report: lampReport.id, "feed-back": lampRepair.id };

import {
  defineIncident,
  definePlan,
  hours,
  type Label,
  metres,
  naturalHours,
  planStep as step,
  commandStructure as structure,
} from "@chengyun/kernel";

const l = (zh: string, en: string): Label => ({ zh, en });

/** Levels by drinking water and by how many sections are over the limits of GB 3838. */
export const riverIncident = defineIncident({
  id: "river-pollution-event",
  name: l("突发水环境污染", "River pollution"),
  hint: l(
    "先问：下游最近取水口多远、水多快到；什么颜色和气味",
    "Ask first: how far is the next intake, when is the water there; colour and smell",
  ),
  case: "river-pollution",
  inputs: {
    sections: {
      name: l("超标断面（处）", "Sections over the limit"),
      from: { counts: "alarms", rules: ["river-ammonia-high", "river-oxygen-low"], atLeast: "orange" },
    },
    ammonia: {
      name: l("最高氨氮", "Highest ammonia"),
      unit: "mg/L",
      from: { highest: "alarm-value", rules: ["river-ammonia-high"] },
    },
    hours_to_intake: {
      name: l("到最近取水口时间（未知填 0）", "Hours to the next intake (0: unknown)"),
      unit: "h",
      from: { asked: "number" },
    },
    supplied: { name: l("取水口供水人口", "People the intake supplies"), from: { asked: "number" } },
    stopped: { name: l("取水中断人口", "People without water"), from: { asked: "number" } },
    poisoned: { name: l("中毒人数", "People poisoned"), from: { said: "injured" } },
  },
  levels: [
    {
      level: "I",
      when: "stopped >= 100000.0 || poisoned >= 100.0",
      words: l("10 万人以上取水中断，或中毒 100 人以上", "100,000 without water, or 100 poisoned"),
    },
    {
      level: "II",
      when: "stopped >= 30000.0 || poisoned >= 50.0 || (hours_to_intake > 0.0 && hours_to_intake <= 3.0 && supplied >= 100000.0)",
      words: l(
        "3 万人以上取水中断，或中毒 50 人以上，或 3 小时内到达供 10 万人的取水口",
        "30,000 without water, 50 poisoned, or three hours from an intake for 100,000",
      ),
    },
    {
      level: "III",
      when: "stopped >= 5000.0 || poisoned >= 10.0 || ammonia >= 5.0 || (hours_to_intake > 0.0 && hours_to_intake <= 6.0)",
      words: l(
        "5,000 人以上取水中断，或中毒 10 人以上，或氨氮 5 mg/L 以上，或 6 小时内到达取水口",
        "5,000 without water, 10 poisoned, ammonia of 5 mg/L, or six hours from an intake",
      ),
    },
    { level: "IV", when: "sections >= 1.0 || ammonia >= 2.0", words: l("断面超Ⅴ类", "a section worse than class V") },
  ],
  opens: { cases: ["river-pollution"], atLeast: "orange", count: 1, within: metres(20_000), for: hours(12) },
  reports: { first: naturalHours(1), continued: naturalHours(2), final: naturalHours(48) },
});

/** River: guard the intake, find the source, hold the water, tell those downstream. */
export const riverPlan = definePlan({
  id: "river-plan",
  name: l("突发水环境污染应急预案", "Plan for river pollution"),
  incident: "river-pollution-event",
  version: "2026.1",
  basis: ["《中华人民共和国水污染防治法》", "《国家突发环境事件应急预案》", "HJ 589-2021", "GB 3838-2002"],
  purpose: l("保饮水、截污源、控团尾、通下游", "Drinking water first, stop the source, hold the slug, tell downstream"),
  posts: [
    structure.command,
    structure.coordination,
    {
      id: "ecology",
      name: l("监测溯源组", "Measuring and tracing"),
      duty: "ecology",
      deputy: "water",
      role: l("布点监测、排查污染源、处置方案", "Measures, finds the source, says the method"),
    },
    {
      id: "water",
      name: l("水利调度组", "Gates and dams"),
      duty: "water-conservancy",
      deputy: "ecology",
      role: l("闸坝拦截、流量流速、引水稀释", "Holds the water, flow and speed, dilutes"),
    },
    {
      id: "supply",
      name: l("供水保障组", "Water supply"),
      duty: "water-supply",
      deputy: "relief",
      role: l("取水口防护、深度处理、应急供水", "Guards intakes, treats, supplies by other ways"),
    },
    {
      id: "enforce",
      name: l("执法查处组", "Enforcement"),
      duty: "city-management",
      deputy: "security",
      role: l("沿线排口检查、责令停排、取证", "Looks at outfalls, stops them, keeps evidence"),
    },
    { ...structure.security, deputy: "enforce" },
    structure.medical,
    structure.relief,
    structure.publicity,
  ],
  tasks: [
    step(
      ["IV", "confirm", "ecology", 60],
      l("现场确认与应急监测布点", "Confirm and measure"),
      l(
        "到场复测，设对照、控制、削减断面和取水口断面；首轮 1 小时出数，之后 2 小时一报；拍照留样。",
        "Measure again; sections above, at, below and at the intake; first figures in an hour, then every two; photos and samples kept.",
      ),
    ),
    step(
      ["IV", "when-there", "water", 40],
      l("测流速、算到达时间", "When is it there"),
      l(
        "实测流量流速，推算污团前锋、峰值、尾部到各断面和取水口的时刻，每 2 小时修正。",
        "Measure flow and speed; front, peak and tail at each section and intake; correct every two hours.",
      ),
    ),
    step(
      ["IV", "outfalls", "enforce", 90],
      l("沿线排口排查停排", "Look at every outfall"),
      l(
        "自超标断面向上游逐口检查，异常排口责令立即停排、封存台账和水样，全程录像。",
        "From the section upstream, outfall by outfall; stop what is wrong, seal books and samples, film all of it.",
      ),
    ),
    step(
      ["IV", "intake-watch", "supply", 30],
      l("取水口加密监测、备用水源待命", "Watch the intake"),
      l(
        "取水口 1 小时一测，粉末活性炭等药剂到位；备用水源试抽，清水池蓄满。",
        "Measure hourly, carbon and agents ready; try the other source, fill the clear-water tanks.",
      ),
      { answers: 5 },
    ),
    step(
      ["IV", "hold", "water", 60],
      l("闸坝拦截", "Hold it behind gates"),
      l(
        "按推算时间关闸截留污团，避免泄洪冲散；与上下游约定泄量；准备筑坝点。",
        "Shut gates before it comes, do not flush it on; agree amounts up and down; places for dams ready.",
      ),
      { after: ["when-there"] },
    ),
    step(
      ["IV", "tell-downstream", "coordination", 30],
      l("通报下游", "Tell those downstream"),
      l(
        "向下游县市和取水单位书面通报污染物、浓度、预计到达时间、联系人，并取得回执。",
        "In writing to towns and intakes below: what, how much, when, whom to call; get their receipt.",
      ),
      { after: ["when-there"] },
    ),
    step(
      ["IV", "source", "ecology", 120],
      l("污染源锁定", "Find the source"),
      l(
        "对照排口水样、用药台账和走时，给出唯一来源；不能唯一的列出剩余可能和下一采样点。",
        "Match samples, books and travel times; name one source, or those that remain and the next sample that would tell.",
      ),
      { after: ["confirm", "outfalls"] },
    ),
    step(
      ["III", "stop-source", "enforce", 60],
      l("切断污染源", "Cut it off"),
      l(
        "封堵排口、收集车间和管网残液，留专人看守。",
        "Plug it, collect what is left in plant and pipes, somebody stays.",
      ),
      { after: ["source"] },
    ),
    step(
      ["III", "shut-intake", "supply", 30],
      l("关闭受影响取水口", "Shut the intake"),
      l(
        "污团到达前 1 小时关闭取水口，切换备用水源，分区降压供水，优先医院学校。",
        "Shut it an hour before the slug; other source, lower pressure by zones, hospitals and schools first.",
      ),
      { after: ["intake-watch"], answers: 3 },
    ),
    step(
      ["III", "treat", "ecology", 180],
      l("削减污染团", "Reduce it in the river"),
      l(
        "按专家方案投药、吸附、曝气或引水稀释，边投边测，防次生污染。",
        "Agents, sorbents, air or dilution by the experts' method; measure while you do it, make nothing worse.",
      ),
      { after: ["hold"] },
    ),
    step(
      ["III", "stop-uses", "security", 60],
      l("禁止沿线取水、捕捞、灌溉", "No use of the river"),
      l(
        "沿岸设告示和巡逻，劝止取水、捕捞、灌溉、游泳。",
        "Notices and patrols along the banks: no water, fishing, irrigation, bathing.",
      ),
    ),
    step(
      ["III", "public", "publicity", 45],
      l("发布水质和供水信息", "Tell the public"),
      l(
        "说明何时何地可用水、何处取水、检测结果；不满 2 小时更新一次，防抢购。",
        "Say where water is good and where to get it, with the figures; at least every two hours, against a run on bottles.",
      ),
      { after: ["confirm"] },
    ),
    step(
      ["II", "trucks", "relief", 90],
      l("应急送水", "Water by truck"),
      l(
        "每人每日不少于 3 L 饮用水，设点并送到行动不便者；医院透析用水单独保障。",
        "Three litres a person a day at least, at points and to who can't come; dialysis has its own.",
      ),
      { after: ["shut-intake"] },
    ),
    step(
      ["II", "health", "medical", 60],
      l("中毒监测与救治", "Health"),
      l(
        "沿线医院监测中毒病例，指定收治医院和解毒药。",
        "Hospitals along the river watch for poisoning; where to treat, with what.",
      ),
    ),
    step(
      ["II", "dams", "water", 240],
      l("筑临时坝、开导流", "Dams and diversions"),
      l(
        "按选定点筑坝，分段处置，导流清水绕行。",
        "Dam at the chosen places, treat by sections, lead clean water round.",
      ),
      { after: ["hold"] },
    ),
    step(
      ["I", "basin", "coordination", 60],
      l("流域联防", "The whole basin"),
      l(
        "报请流域机构统一调度，相邻省市联合监测。",
        "Ask the basin's authority to direct, and neighbours to measure with us.",
      ),
    ),
  ],
  needs: [
    { kind: "team", count: 1, level: "IV", for: l("环境应急监测队", "Environmental team") },
    { kind: "expert", count: 1, level: "IV", for: l("水环境、给水专家", "River and drinking water") },
    { kind: "stock", count: 2, level: "III", for: l("活性炭、围油栏、吸附棉", "Carbon, booms, sorbents") },
    { kind: "vehicle", count: 2, level: "III", for: l("送水车、监测车", "Water trucks, laboratory car") },
  ],
  warnings: [
    {
      level: "III",
      to: l("下游沿线和受影响供水区", "Downstream, and where the water is supplied"),
      text: l("勿取用、捕捞河水；供水变化请看公告", "Do not use or fish the river; see the notice about your water"),
    },
  ],
  closes: [
    { level: "IV", what: l("异常排口", "Outfalls that are wrong") },
    { level: "III", what: l("受影响取水口、沿线灌溉和垂钓", "Intakes reached, irrigation and fishing") },
  ],
  moves: [
    { level: "II", whom: l("须持续用水的透析、婴幼儿等人员", "Dialysis patients and infants who need clean water") },
  ],
  standDown: [
    l("污染源切断并验收", "The source cut off and accepted"),
    l("各断面连续 3 次（间隔 2 小时）达标", "Every section good three times, two hours apart"),
    l("取水口恢复正常处理并达标 24 小时", "The intake as usual and good for 24 hours"),
    l("收集的污染物有合法去向", "What was collected has a lawful place"),
  ],
});

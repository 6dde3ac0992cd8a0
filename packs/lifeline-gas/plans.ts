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

/** Levels by how near the mixture is to exploding (per cent of the lower limit), and by people. */
export const gasIncident = defineIncident({
  id: "gas-leak-explosion",
  name: l("燃气泄漏与爆炸", "Gas leak and explosion"),
  hint: l(
    "先问：室内还是地下空间；是否已有火种、爆炸；附近有无学校、医院",
    "Ask first: indoors or below ground; any flame or blast yet; schools and hospitals near by",
  ),
  case: "gas-leak",
  inputs: {
    wells: {
      name: l("甲烷超 20% 爆炸下限的井（处）", "Manholes over 20 % of the explosive limit"),
      from: { counts: "alarms", rules: ["gas-methane-high"], atLeast: "orange" },
    },
    highest: {
      name: l("最高浓度（爆炸下限百分比）", "Highest, of the explosive limit"),
      unit: "%",
      from: { highest: "alarm-value", rules: ["gas-methane-high"] },
    },
    cut_off: { name: l("停气用户", "Customers without gas"), from: { asked: "number" } },
    blast: { name: l("已爆炸（1 是 0 否）", "Exploded (1 yes, 0 no)"), from: { asked: "number" } },
    dead: { name: l("死亡人数", "People dead"), from: { said: "dead" } },
    injured: { name: l("受伤人数", "People injured"), from: { said: "injured" } },
    trapped: { name: l("被困人数", "People trapped"), from: { said: "trapped" } },
  },
  levels: [
    {
      level: "I",
      when: "dead >= 30.0 || injured >= 100.0 || cut_off >= 100000.0",
      words: l(
        "死亡 30 人以上，或重伤 100 人以上，或停气 10 万户以上",
        "30 dead, 100 injured, or 100,000 customers without gas",
      ),
    },
    {
      level: "II",
      when: "dead >= 10.0 || injured >= 50.0 || cut_off >= 30000.0 || (blast >= 1.0 && trapped >= 10.0)",
      words: l(
        "死亡 10 人以上，或重伤 50 人以上，或停气 3 万户以上，或爆炸后被困 10 人以上",
        "10 dead, 50 injured, 30,000 without gas, or 10 trapped by a blast",
      ),
    },
    {
      level: "III",
      when: "dead >= 3.0 || injured >= 10.0 || cut_off >= 10000.0 || blast >= 1.0 || trapped >= 1.0",
      words: l(
        "死亡 3 人以上，或重伤 10 人以上，或停气 1 万户以上，或已爆炸，或有人被困",
        "three dead, 10 injured, 10,000 without gas, an explosion, or anybody trapped",
      ),
    },
    {
      level: "IV",
      when: "wells >= 1.0 || highest >= 20.0 || injured >= 1.0",
      words: l("井内甲烷达爆炸下限 20% 以上，或有人受伤", "methane over 20 % of the limit, or anybody injured"),
    },
  ],
  opens: { cases: ["gas-leak"], atLeast: "orange", count: 1, within: metres(600), for: hours(6) },
  reports: { first: naturalHours(0.5), continued: naturalHours(1), final: naturalHours(24) },
});

/** Gas: nobody near, no spark, valves shut, air measured, and only then the pipe. */
export const gasPlan = definePlan({
  id: "gas-plan",
  name: l("燃气泄漏与爆炸应急预案", "Plan for gas leaks and explosions"),
  incident: "gas-leak-explosion",
  version: "2026.1",
  basis: ["《城镇燃气管理条例》", "CJJ 51-2016", "《生产安全事故应急条例》", "GB/T 29639-2020"],
  purpose: l(
    "先控火源、先撤人、再断气、后抢修，浓度不达标不复气",
    "No flame, people out, gas off, then the repair; no gas back before the air is clean",
  ),
  posts: [
    structure.command,
    structure.coordination,
    {
      id: "gas",
      name: l("燃气处置组", "Gas"),
      duty: "gas-supply",
      deputy: "rescue",
      role: l("关阀、放散、检测、抢修、复气", "Valves, venting, measuring, repair, gas back"),
    },
    structure.rescue,
    structure.security,
    structure.traffic,
    structure.power,
    structure.medical,
    structure.relief,
    structure.publicity,
    {
      id: "housing",
      name: l("建筑与地下空间组", "Buildings and below ground"),
      duty: "housing",
      deputy: "rescue",
      role: l("周边建筑、管沟、地下室排查与鉴定", "Checks and judges buildings, ducts and basements"),
    },
    {
      id: "experts",
      name: l("专家与事故调查组", "Experts and inquiry"),
      duty: "work-safety",
      deputy: "coordination",
      role: l("方案把关、风险评估、原因调查", "Checks the method, judges the risk, finds the cause"),
    },
  ],
  tasks: [
    step(
      ["IV", "crew-out", "gas", 15],
      l("抢险队到场并首次检测", "Crew on site, first measurement"),
      l(
        "带检测仪、防爆工具到场，在上风向停车；测井、管沟、室内浓度，标出爆炸下限 20% 线，5 分钟报一次。",
        "Arrive with detectors and spark-free tools, park upwind; measure manholes, ducts and rooms, mark the line of 20 % of the limit, report every five minutes.",
      ),
      { answers: 2 },
    ),
    step(
      ["IV", "no-spark", "security", 10],
      l("设警戒、禁火种", "Cordon, no spark"),
      l(
        "以泄漏点为中心设不小于 50 m 警戒（室内或地下 100 m）；禁火、禁手机、禁启动车辆、禁按电铃开关；只出不进。",
        "Cordon of 50 m at least, 100 m where it is indoors or below ground; no fire, phones, engines, bells or switches; out only.",
      ),
      { answers: 2 },
    ),
    step(
      ["IV", "valves", "gas", 30],
      l("关阀断气、降压放散", "Shut the valves, vent"),
      l(
        "按网络图先关两端最近阀门，不能关的逐级上溯；降压放散由专人监护；报停气范围、户数和重点用户。",
        "Shut the nearest valves on both sides, go up where one fails; vent under watch; say which streets, how many customers, which hospitals lose gas.",
      ),
    ),
    step(
      ["IV", "roads", "traffic", 15],
      l("断路绕行", "Close the roads"),
      l(
        "警戒线外一个路口双向断路，车辆熄火推离；为抢险、消防、救护留一条上风向通道。",
        "Close the roads one crossing outside the cordon; cars are pushed away, not started; one way in from upwind for rescuers.",
      ),
      { after: ["no-spark"] },
    ),
    step(
      ["IV", "fire-ready", "rescue", 20],
      l("消防战斗展开待命", "Fire brigade ready"),
      l(
        "水枪阵地布置在上风侧，雾状水稀释；不得扑灭正在稳定燃烧的泄漏火焰，除非已断气。",
        "Hoses upwind, fog to thin the gas; do not put out a steady flame of leaking gas unless it is shut off.",
      ),
    ),
    step(
      ["IV", "spread", "gas", 40],
      l("排查扩散通道", "Where it spreads"),
      l(
        "沿电缆沟、雨污水井、地下室、管廊逐点检测，半径不小于 100 m，发现聚集即扩大警戒并强制通风（防爆）。",
        "Measure ducts, sewers, basements and tunnels within 100 m and more; where it gathers widen the cordon and ventilate with spark-free fans.",
      ),
      { after: ["crew-out"] },
    ),
    step(
      ["IV", "tell", "publicity", 20],
      l("告知停气与安全提示", "Tell the public"),
      l(
        "向警戒区和停气区发布：关阀门、开窗、勿动电器、撤到上风处；说明停气范围和预计恢复时间。",
        "Tell the area: shut taps, open windows, touch no switch, go upwind; say where gas is off and until when.",
      ),
      { after: ["valves"] },
    ),
    step(
      ["III", "evacuate", "relief", 40],
      l("疏散警戒区人员", "Move people out"),
      l(
        "敲门逐户疏散（不按门铃），到上风向集合点登记；行动不便者由专人背送；清点未撤人员报指挥部。",
        "Door by door, knocking not ringing, to a place upwind; carry those who can't walk; count and report who is missing.",
      ),
      { after: ["no-spark"] },
    ),
    step(
      ["III", "cut-power", "power", 15],
      l("区域外断电", "Cut the power from outside"),
      l(
        "由警戒区外的开关断电，防止区内操作产生火花；先确认重要用户已转备用电源。",
        "Cut at a switch outside the cordon so that no spark is made inside; first see that hospitals are on their own supply.",
      ),
      { after: ["no-spark"] },
    ),
    step(
      ["III", "search", "rescue", 30],
      l("搜救被困和失联人员", "Search and rescue"),
      l(
        "浓度低于爆炸下限 20% 方可进入，正压呼吸、防静电、双人作业；倒塌区先支护再搜救，报人数和位置。",
        "Enter below 20 % of the limit only, with breathing sets, no static, in pairs; prop what is about to fall; report numbers and places.",
      ),
      { answers: 3 },
    ),
    step(
      ["III", "hospital", "medical", 20],
      l("烧伤、冲击伤救治", "Burns and blast"),
      l(
        "急救组前置警戒外，检伤分类；烧伤、颅脑伤优先送定点医院，通知备血备床。",
        "First aid outside the cordon, triage; burns and heads first to the named hospitals, blood and beds ready.",
      ),
    ),
    step(
      ["III", "buildings", "housing", 60],
      l("建筑安全排查", "Are the buildings safe"),
      l(
        "检查受冲击建筑的结构和幕墙，张贴红黄绿标识；红色建筑禁止进入。",
        "Look at frames and fronts of what the blast reached, mark red, yellow or green; nobody enters red.",
      ),
      { after: ["search"] },
    ),
    step(
      ["III", "method", "experts", 30],
      l("审定抢修和复气方案", "Agree how it is mended"),
      l(
        "对开挖、动火、带气作业方案逐项签字；明确监护人、检测频次和撤离信号。",
        "Sign the method for digging, hot work and work under gas, point by point; name the watch, how often it is measured, the signal to leave.",
      ),
      { after: ["valves"] },
    ),
    step(
      ["IV", "repair", "gas", 240],
      l("抢修与试压", "Mend and test"),
      l(
        "浓度低于 20% 后开挖修复，严密性试验合格后报指挥部；现场保留破损管段供调查。",
        "Dig and mend below 20 %; report when the test of tightness is passed; keep the broken piece for the inquiry.",
      ),
      { after: ["valves", "spread"] },
    ),
    step(
      ["II", "shelter", "relief", 60],
      l("开放避难场所", "Open shelters"),
      l(
        "安置疏散群众，供应热食和冬季取暖（不得用明火）；登记需持续用药和用气的特殊人员。",
        "Shelter, warm food and heat without flame; register who needs medicine or care.",
      ),
      { after: ["evacuate"] },
    ),
    step(
      ["II", "supply", "gas", 120],
      l("保障重点用户用气", "Gas for who must have it"),
      l(
        "向医院、学校食堂派出压缩或瓶装供气车，核对使用安全。",
        "Bring compressed or bottled gas to hospitals and school kitchens, and see that it is used safely.",
      ),
      { after: ["valves"] },
    ),
    step(
      ["II", "missing", "security", 60],
      l("核查失联人员、管控言论源头", "Account for everybody"),
      l(
        "按户籍、门禁和亲属登记核对失联名单，每 2 小时更新；现场图像统一由信息发布组发布。",
        "Match household, door and family lists, update every two hours; pictures of the scene come from public information only.",
      ),
    ),
    step(
      ["I", "province", "coordination", 30],
      l("请求上级和专业队支援", "Ask above for help"),
      l(
        "请求省级燃气、重型救援和烧伤救治力量；明确集结点、线路和对接人。",
        "Ask the province for gas, heavy rescue and burns teams; name meeting point, way and contact.",
      ),
    ),
    step(
      ["IV", "gas-back", "gas", 180],
      l("逐户复气", "Gas back, door by door"),
      l(
        "入户关阀确认后分区复气，逐户检漏点火；无人户关表前阀并留告知。",
        "Zone by zone once every tap is known to be shut; test and light in each home; where nobody is in, shut the meter valve and leave a note.",
      ),
      { after: ["repair"] },
    ),
  ],
  needs: [
    { kind: "team", count: 2, level: "IV", for: l("燃气抢险队、消防救援站", "Gas crew, fire station") },
    { kind: "vehicle", count: 1, level: "IV", for: l("防爆通风、检测车", "Spark-free fans, detectors") },
    { kind: "medical", count: 1, level: "III", for: l("烧伤救治医院", "Burns hospital") },
    { kind: "expert", count: 1, level: "III", for: l("燃气、结构专家", "Gas and structures") },
    { kind: "shelter", count: 1, level: "III", for: l("疏散群众", "Those moved out") },
    { kind: "stock", count: 1, level: "II", for: l("棉被、应急照明", "Blankets, lamps") },
  ],
  warnings: [
    {
      level: "IV",
      to: l("警戒区及下风向 300 m", "The cordon and 300 m downwind"),
      text: l("燃气泄漏，勿动火电，撤向上风处", "Gas leak: no flame, no switch, go upwind"),
    },
  ],
  closes: [
    { level: "IV", what: l("警戒区道路、商铺、学校", "Roads, shops and schools inside the cordon") },
    { level: "III", what: l("同一管沟、管廊上的其他作业", "Other work on the same duct or tunnel") },
  ],
  moves: [{ level: "III", whom: l("警戒区内全部人员", "Everybody inside the cordon") }],
  standDown: [
    l("泄漏点修复，严密性试验合格", "Mended, and the test of tightness passed"),
    l("周边井室、地下空间连续 1 小时检测为 0", "Nothing measured around for an hour"),
    l("人员全部核清，伤员送治", "Everybody accounted for, the injured in hospital"),
    l("复气检漏完成，现场移交", "Gas back and tested, the place handed over"),
  ],
});

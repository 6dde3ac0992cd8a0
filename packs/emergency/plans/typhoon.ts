import {
  defineIncident,
  definePlan,
  naturalHours,
  planStep as step,
  commandStructure as structure,
} from "@chengyun/kernel";
import { l } from "../words.ts";

/** Levels by hours to gale winds (24, 24, 12, 6 h, as the colours of typhoon warnings), and by what it does. */
export const typhoonIncident = defineIncident({
  id: "typhoon",
  name: l("台风", "Typhoon"),
  hint: l(
    "先问：几时进入 7、10 级风圈；在船、工棚、塔吊、景区的人",
    "Ask first: when do winds of force 7 and 10 arrive; people on boats, in huts, on cranes, in parks",
  ),
  case: "typhoon-harm",
  inputs: {
    hours_to_gale: {
      name: l("距进入 7 级风圈（小时，未知填 99）", "Hours to force 7 (99: unknown)"),
      unit: "h",
      from: { asked: "number" },
    },
    force: { name: l("预计最大风力（级）", "Greatest force expected"), from: { asked: "number" } },
    rain: { name: l("24 小时预报雨量", "Rain forecast for 24 h"), unit: "mm", from: { asked: "number" } },
    tide: {
      name: l("超警戒潮位站（处）", "Tide gauges above warning"),
      from: { counts: "alarms", rules: ["tide-above-warning"] },
    },
    dead: { name: l("死亡失联人数", "Dead or missing"), from: { said: "dead" } },
    to_move: { name: l("需转移人数", "People to be moved"), from: { asked: "number" } },
  },
  levels: [
    {
      level: "I",
      when: "(force >= 14.0 && hours_to_gale <= 6.0) || dead >= 30.0 || to_move >= 50000.0",
      words: l(
        "6 小时内受 14 级以上影响，或死亡失联 30 人以上，或需转移 5 万人以上",
        "force 14 within 6 hours, 30 dead or missing, or 50,000 to be moved",
      ),
    },
    {
      level: "II",
      when: "(force >= 12.0 && hours_to_gale <= 12.0) || dead >= 10.0 || rain >= 250.0 || to_move >= 10000.0",
      words: l(
        "12 小时内受 12 级以上影响，或死亡失联 10 人以上，或 24 小时 250 mm 以上，或需转移 1 万人以上",
        "force 12 within 12 hours, 10 dead or missing, 250 mm in 24 hours, or 10,000 to be moved",
      ),
    },
    {
      level: "III",
      when: "(force >= 10.0 && hours_to_gale <= 24.0) || dead >= 3.0 || rain >= 100.0 || tide >= 2.0",
      words: l(
        "24 小时内受 10 级以上影响，或死亡失联 3 人以上，或 24 小时 100 mm 以上，或 2 站以上超警戒潮位",
        "force 10 within 24 hours, three dead or missing, 100 mm in 24 hours, or two gauges above warning",
      ),
    },
    {
      level: "IV",
      when: "force >= 8.0 || rain >= 50.0 || tide >= 1.0",
      words: l(
        "预计 8 级以上，或 24 小时 50 mm 以上，或有站超警戒潮位",
        "force 8, 50 mm in 24 hours, or a gauge above warning",
      ),
    },
  ],
  reports: { first: naturalHours(1), continued: naturalHours(3), final: naturalHours(48) },
});

/** Typhoon: everything done before the wind, nobody outside in it, everybody counted after. */
export const typhoonPlan = definePlan({
  id: "typhoon-plan",
  name: l("防御台风应急预案", "Plan for typhoons"),
  incident: "typhoon",
  version: "2026.1",
  basis: ["《中华人民共和国突发事件应对法》", "《国家防汛抗旱应急预案》", "《气象灾害防御条例》", "GB/T 19201-2006"],
  purpose: l(
    "风前到位、风中避险、风后速抢，不落一人",
    "All done before the wind, indoors in it, quick after; nobody forgotten",
  ),
  posts: [
    structure.command,
    structure.coordination,
    {
      id: "flood",
      name: l("防汛防台组", "Flood and typhoon"),
      duty: "flood",
      deputy: "water",
      role: l("滚动研判、堤防水库、避风转移组织", "Judges, dikes and reservoirs, moving people"),
    },
    {
      id: "water",
      name: l("水利工程组", "Water works"),
      duty: "water-conservancy",
      deputy: "flood",
      role: l("水库预泄、闸泵、堤防巡查", "Reservoirs, gates, pumps, dikes"),
    },
    {
      id: "drainage",
      name: l("排水组", "Drainage"),
      duty: "drainage",
      deputy: "flood",
      role: l("管网预排、泵站、移动排水", "Empties pipes, pumps, pump trucks"),
    },
    {
      id: "housing",
      name: l("建设工地组", "Building sites"),
      duty: "housing",
      deputy: "city",
      role: l("停工、塔吊、脚手架、工棚、危房", "Stops work; cranes, scaffolds, huts, weak houses"),
    },
    {
      id: "city",
      name: l("市容与树木组", "Streets and trees"),
      duty: "city-management",
      deputy: "roads",
      role: l("广告牌、树木、占道、环卫清障", "Signs, trees, what stands in the street"),
    },
    {
      id: "roads",
      name: l("道路桥隧组", "Roads and tunnels"),
      duty: "roads",
      deputy: "city",
      role: l("桥隧封闭、路面抢通", "Closes bridges and tunnels, clears roads"),
    },
    structure.traffic,
    {
      id: "transit",
      name: l("交通运输组", "Transport"),
      duty: "transport",
      deputy: "traffic",
      role: l("渡口停航、船只回港、公交停运、运力", "Ferries, boats home, buses, buses to move people"),
    },
    {
      id: "tourism",
      name: l("景区组", "Parks and sights"),
      duty: "tourism",
      deputy: "security",
      role: l("景区关闭、游客清场", "Closes sights, visitors out"),
    },
    {
      id: "schools",
      name: l("学校组", "Schools"),
      duty: "schools",
      deputy: "coordination",
      role: l("停课、校舍安全、避难场所校舍", "Closed, safe buildings, schools as shelters"),
    },
    structure.power,
    structure.rescue,
    structure.relief,
    structure.medical,
    structure.publicity,
    structure.security,
  ],
  tasks: [
    step(
      ["IV", "watch", "coordination", 20],
      l("启动 24 小时值守", "Watch day and night"),
      l(
        "带班领导到岗，各成员单位每 3 小时报备情况；核对避险名册和联系人。",
        "Leaders on duty, every member reports each three hours; check the lists of who is to be moved and whom to call.",
      ),
    ),
    step(
      ["IV", "judge", "flood", 40],
      l("滚动研判路径、雨潮", "Judge track, rain and tide"),
      l(
        "按最新定位报距离、7/10 级风圈到达各街道时间、雨量、潮位，更新研判数据。",
        "By the newest position: distance, when force 7 and 10 reach each street, rain, tide; enter the figures.",
      ),
    ),
    step(
      ["IV", "boats", "transit", 180],
      l("船只回港、人员上岸", "Boats home, people ashore"),
      l(
        "渔船、客渡、施工船回港系固，人员一律上岸；逐船点名，10 级风圈到达前 6 小时完成。",
        "Every boat home and tied, every person ashore; called by name, done six hours before force 10.",
      ),
      { after: ["judge"] },
    ),
    step(
      ["IV", "sites", "housing", 180],
      l("工地停工加固", "Stop and tie down sites"),
      l(
        "塔吊松刹、降臂，脚手架和围挡加固或拆除，基坑排水；工棚人员清空登记。",
        "Cranes free to turn, arms down; tie or take down scaffolds and fences; pump pits; huts emptied and listed.",
      ),
      { after: ["judge"] },
    ),
    step(
      ["IV", "signs", "city", 180],
      l("广告牌、树木、悬挂物排险", "Signs and trees"),
      l(
        "拆除或加固广告牌、灯箱、外墙悬挂物；修剪行道树，人行道和学校周边优先。",
        "Take down or tie signs, boxes and what hangs; cut trees, walkways and schools first.",
      ),
    ),
    step(
      ["IV", "pipes", "drainage", 240],
      l("管网预排、泵车就位", "Empty the pipes"),
      l(
        "预降前池和内河，清掏雨水口；移动泵车按易涝点一点一案就位。",
        "Forebays and canals down, inlets clean; pump trucks at the places that always flood.",
      ),
    ),
    step(
      ["IV", "reservoirs", "water", 240],
      l("水库河网预泄", "Draw reservoirs down"),
      l(
        "按调度令预泄到位，下游提前通知清人；大坝 2 小时一巡。",
        "Release by order, people below told and away first; walk the dam every two hours.",
      ),
      { after: ["judge"] },
    ),
    step(
      ["IV", "warn", "publicity", 30],
      l("发布防台提示", "Tell the public"),
      l(
        "说明到达时间、停课停运安排、避险要点；每 3 小时更新，覆盖老人和外来务工人员。",
        "When it comes, what stops, what to do; every three hours; reach the old and those from elsewhere.",
      ),
      { after: ["judge"] },
    ),
    step(
      ["III", "sights", "tourism", 120],
      l("景区关闭清场", "Close sights"),
      l(
        "涉水、山地、海滨景区关闭，清场并逐一确认；滞留游客安置。",
        "Water, mountain and shore sights closed and searched; visitors given a place.",
      ),
    ),
    step(
      ["III", "move", "relief", 360],
      l("危险区人员转移", "Move people"),
      l(
        "按名册转移海塘外、低洼、危房、工棚、地灾点人员，逐户签字挂牌，10 级风圈到达前完成，不漏一人。",
        "By the list, out of low land, weak houses, huts and slopes; sign and mark each door; done before force 10; nobody left.",
      ),
      { after: ["judge"] },
    ),
    step(
      ["III", "shelters", "relief", 120],
      l("开放避难场所", "Open shelters"),
      l(
        "按容量和道路开放，备 3 天食品、饮水、药品、照明，登记入住。",
        "By room and road; food, water, medicine, light for three days; register.",
      ),
    ),
    step(
      ["III", "school-stop", "schools", 60],
      l("停课", "Close schools"),
      l(
        "发布停课时段，校内学生安全离校或留校，逐人确认。",
        "Say from when until when; pupils home or kept, each known.",
      ),
    ),
    step(
      ["III", "teams", "rescue", 60],
      l("抢险力量前置", "Rescuers forward"),
      l(
        "按片区前置队伍、冲锋舟、油锯、发电机，通信满电，卫星电话开机。",
        "Teams, boats, saws, generators by district; radios full, satellite phones on.",
      ),
    ),
    step(
      ["III", "power-guard", "power", 120],
      l("重要用户电源保障", "Power for what matters"),
      l(
        "医院、泵站、通信、避难场所备用电源试机；低洼配电房加挡板。",
        "Try the generators of hospitals, pumps, exchanges and shelters; barriers at low substations.",
      ),
    ),
    step(
      ["III", "patients", "medical", 120],
      l("急危重与孕产妇提前安置", "The sick and pregnant"),
      l(
        "透析、临产、居家用氧人员提前入院；急救站前置。",
        "Dialysis, near birth, oxygen at home: in hospital before; ambulances forward.",
      ),
    ),
    step(
      ["II", "stop", "command", 60],
      l("停工、停业、停运、停园", "Stop the city"),
      l(
        "报批后发布“五停”范围和起止时间，保留应急和民生岗位。",
        "With consent: what stops, where, from when until when; what a city needs goes on.",
      ),
    ),
    step(
      ["II", "bridges", "roads", 60],
      l("桥隧和高架封闭", "Close bridges and tunnels"),
      l(
        "风力达 10 级前封闭跨河桥、高架、隧道，抢险车辆专道。",
        "Before force 10 bridges, flyovers and tunnels closed; a lane for rescuers.",
      ),
    ),
    step(
      ["II", "indoors", "security", 120],
      l("劝返户外人员", "Everybody indoors"),
      l(
        "10 级风圈到达前清空街面、滨水；风中除抢险一律不出动，队员系绳。",
        "Streets and banks empty before force 10; in the wind nobody goes out but rescuers, on lines.",
      ),
    ),
    step(
      ["II", "help", "coordination", 60],
      l("预请求支援", "Ask for help ahead"),
      l(
        "向上级预请求排涝、通信、电力、医疗支援，明确待命地点。",
        "Ask above for pumps, radio, power and medics before it is needed; where they wait.",
      ),
    ),
    step(
      ["I", "army", "command", 60],
      l("请求部队支援、全城避险", "Army, the whole city indoors"),
      l(
        "请求部队驻点；发布全城避险令，直至警报解除。",
        "Ask the army to stand by; everybody stays in until it is lifted.",
      ),
    ),
    step(
      ["IV", "after", "city", 240],
      l("风后清障", "Clear up"),
      l(
        "风力降到 7 级以下方可出动；先主干道、医院、泵站，再次干道；断线处设警戒。",
        "Out only below force 7; main roads, hospitals, pumps first; guard fallen wires.",
      ),
      { after: ["signs"], notBefore: 720 },
    ),
    step(
      ["IV", "count", "flood", 240],
      l("灾情核查", "Count what it did"),
      l(
        "逐街道核查人员、房屋、农田、设施受损，2 小时一报；失联人员逐一核销。",
        "Street by street: people, houses, fields, works; every two hours; each missing person accounted for.",
      ),
      { after: ["judge"], notBefore: 720 },
    ),
  ],
  needs: [
    { kind: "team", count: 3, level: "IV", for: l("防汛、消防、电力抢修队", "Flood, fire and power crews") },
    { kind: "vehicle", count: 3, level: "IV", for: l("泵车、高空车、发电车", "Pumps, lifts, generators") },
    { kind: "shelter", count: 5, level: "III", for: l("转移安置", "For those moved") },
    { kind: "stock", count: 3, level: "III", for: l("食品、饮水、帐篷", "Food, water, tents") },
    { kind: "medical", count: 2, level: "III", for: l("收治与透析", "Beds and dialysis") },
    { kind: "expert", count: 1, level: "II", for: l("气象、水利、结构专家", "Weather, water, structures") },
  ],
  warnings: [
    {
      level: "IV",
      to: l("全市", "The whole city"),
      text: l("台风将至，收好阳台物品，勿前往水边", "A typhoon comes: bring things in, keep from the water"),
    },
    {
      level: "II",
      to: l("10 级风圈影响区", "Where force 10 comes"),
      text: l("立即进入坚固室内，远离窗户", "Indoors now, away from windows"),
    },
  ],
  closes: [
    { level: "IV", what: l("渡口、涉水景区、高空作业", "Ferries, water sights, work at height") },
    { level: "III", what: l("学校、工地、滨水公园", "Schools, sites, parks at the water") },
    { level: "II", what: l("桥梁、高架、隧道、商场", "Bridges, flyovers, tunnels, malls") },
  ],
  moves: [
    {
      level: "III",
      whom: l("低洼、危房、工棚、船上、地灾点人员", "People in low land, weak houses, huts, on boats, below slopes"),
    },
    { level: "I", whom: l("一线海塘以内低洼社区全部人员", "Everybody in the low communities behind the first dike") },
  ],
  standDown: [
    l("气象台解除台风警报，风力降到 7 级以下", "The warning lifted, below force 7"),
    l("江河、潮位低于警戒并继续下降", "River and tide below warning and falling"),
    l("失联人员核清，转移人员可安全返回", "Everybody accounted for, homes safe to go back to"),
    l("主干道抢通，重要用户供电恢复", "Main roads open, power back where it matters"),
  ],
});

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

/** Levels by people on a square metre: from five on a push travels through the crowd and people fall. */
export const crowdIncident = defineIncident({
  id: "crowd",
  name: l("人群聚集风险与拥挤踩踏", "Dangerous crowding"),
  hint: l(
    "先问：哪个口最挤；出口是否畅通；有没有人摔倒",
    "Ask first: which gate is worst; are exits free; has anybody fallen",
  ),
  case: "crowd-crush-risk",
  inputs: {
    places: {
      name: l("密度超 3.5 人/m² 的点位（处）", "Places over 3.5 people a square metre"),
      from: { counts: "alarms", rules: ["crowd-too-dense"], atLeast: "orange" },
    },
    densest: {
      name: l("最大密度", "Densest"),
      unit: "/m²",
      from: { highest: "alarm-value", rules: ["crowd-too-dense"] },
    },
    expected: { name: l("1 小时内预计到场人数", "Expected within an hour"), from: { asked: "number" } },
    dead: { name: l("死亡人数", "People dead"), from: { said: "dead" } },
    injured: { name: l("受伤人数", "People injured"), from: { said: "injured" } },
    trapped: { name: l("被困倒地人数", "People down"), from: { said: "trapped" } },
  },
  levels: [
    {
      level: "I",
      when: "dead >= 10.0 || injured >= 50.0",
      words: l("死亡 10 人以上，或重伤 50 人以上", "10 dead or 50 injured"),
    },
    {
      level: "II",
      when: "dead >= 3.0 || injured >= 10.0 || trapped >= 5.0 || (densest >= 6.0 && places >= 2.0)",
      words: l(
        "死亡 3 人以上，或受伤 10 人以上，或 5 人以上倒地，或两处以上且最大密度 6 人/m² 以上",
        "three dead, 10 injured, five down, or two places with six a square metre",
      ),
    },
    {
      level: "III",
      when: "densest >= 5.0 || trapped >= 1.0 || dead >= 1.0 || injured >= 1.0 || places >= 3.0",
      words: l(
        "密度 5 人/m² 以上，或有人倒地、伤亡，或 3 处以上拥挤",
        "five a square metre, anybody down or hurt, or three places",
      ),
    },
    {
      level: "IV",
      when: "densest >= 3.5 || places >= 1.0 || expected >= 20000.0",
      words: l(
        "密度 3.5 人/m² 以上，或预计 1 小时到场 2 万人以上",
        "3.5 a square metre, or 20,000 expected within an hour",
      ),
    },
  ],
  opens: { cases: ["crowd-crush-risk"], atLeast: "orange", count: 1, within: metres(1_000), for: hours(3) },
  reports: { first: naturalHours(0.25), continued: naturalHours(0.5), final: naturalHours(24) },
});

/** Crowds: stop the inflow first, open every way out, never push against the stream. */
export const crowdPlan = definePlan({
  id: "crowd-plan",
  name: l("人群聚集与踩踏应急预案", "Plan for dangerous crowding"),
  incident: "crowd",
  version: "2026.1",
  basis: ["《大型群众性活动安全管理条例》", "《中华人民共和国突发事件应对法》", "GA/T 1343-2016"],
  purpose: l(
    "只出不进、分区单向、先停源头、不逆流救援",
    "Out only, one way by zones, stop the source, never against the stream",
  ),
  posts: [
    structure.command,
    structure.coordination,
    structure.security,
    structure.traffic,
    {
      id: "venue",
      name: l("场所管理组", "The place itself"),
      duty: "tourism",
      deputy: "security",
      role: l("停演、停票、广播、开门、灯光", "Stops the show and the tickets, announces, opens, lights"),
    },
    {
      id: "transit",
      name: l("公共交通组", "Public transport"),
      duty: "transport",
      deputy: "traffic",
      role: l("越站、加密、接驳疏运", "Skips stops, adds and shuttles"),
    },
    structure.rescue,
    structure.medical,
    structure.publicity,
    structure.relief,
  ],
  tasks: [
    step(
      ["IV", "stop-inflow", "security", 5],
      l("入口只出不进", "Out only"),
      l(
        "立即在外围第一道防线截流，只出不进；现场密度降到 2 人/m² 前不得放行。",
        "Stop the inflow at the outermost line at once, out only; nobody in before it is down to two a square metre.",
      ),
      { answers: 1 },
    ),
    step(
      ["IV", "watch", "coordination", 10],
      l("视频巡看、每 5 分钟报密度", "Watch and count"),
      l(
        "专人盯住瓶颈、台阶、坡道、桥头画面，每 5 分钟报密度和流向；发现对冲立即报警。",
        "Somebody watches bottlenecks, stairs, slopes and bridge heads; density and direction every five minutes; two streams against each other at once.",
      ),
    ),
    step(
      ["IV", "announce", "venue", 5],
      l("现场广播引导", "Announce"),
      l(
        "用预录的平缓语音播报方向和出口，不用“快跑、危险”等词；大屏同步箭头；不得熄灯。",
        "Recorded, calm voice: which way, which exit; no word like run or danger; arrows on screens; the lights stay on.",
      ),
      { answers: 2 },
    ),
    step(
      ["IV", "open-ways", "venue", 10],
      l("打开全部出口", "Open every way out"),
      l(
        "打开应急出口、闸机和围栏活门，清除摊位杂物，每口设 2 名引导员。",
        "Open emergency exits, gates and fences, clear stalls; two guides at each.",
      ),
    ),
    step(
      ["IV", "one-way", "security", 15],
      l("分区、单向循环", "Zones, one way round"),
      l(
        "用人墙和隔离带把人群分成小区，组织单向循环；从外缘逐区放行，不从中间硬推。",
        "Part the crowd by lines and people, one way round; let it go zone by zone from the outside, never push in the middle.",
      ),
      { after: ["stop-inflow"] },
    ),
    step(
      ["IV", "skip-stops", "transit", 10],
      l("就近站点越站", "Skip the nearest stops"),
      l(
        "就近公交、地铁站越站不停，较远站点加密接驳；网约车电子围栏外移。",
        "Buses and trains skip the nearest stops and come more often farther out; ride-hailing is fenced off.",
      ),
    ),
    step(
      ["IV", "roads", "traffic", 15],
      l("周边道路管制、让出人行空间", "Roads for walkers"),
      l(
        "封闭周边机动车道作疏散通道，救护通道单列并派警开道。",
        "Close the roads around to cars and give them to walkers; one lane for ambulances, kept by police.",
      ),
    ),
    step(
      ["IV", "tell", "publicity", 10],
      l("劝导未到人员", "Tell those on their way"),
      l(
        "向途中人员推送已满、改期和其他去处；地图平台标注拥挤。",
        "Tell those on their way that it is full, and where else to go; mark it on maps.",
      ),
      { after: ["stop-inflow"] },
    ),
    step(
      ["III", "stop-show", "venue", 10],
      l("停止活动、停止售票", "Stop the show"),
      l(
        "由主办方现场负责人宣布中止，说明退票和离场顺序；舞台灯转为照明。",
        "Whoever holds it says that it ends, about tickets and in which order to leave; stage lights light the ways.",
      ),
    ),
    step(
      ["III", "wedge", "security", 10],
      l("楔形切入、外缘减压", "Take pressure off"),
      l(
        "从外缘由外向内逐排后撤减压，楔形队切入倒地点形成保护圈；严禁逆流冲入。",
        "From the outside row by row back; a wedge to those who are down makes a ring around them; never against the stream.",
      ),
      { after: ["stop-inflow"], answers: 2 },
    ),
    step(
      ["III", "rescue", "rescue", 15],
      l("倒地人员搬离", "Carry out who is down"),
      l(
        "从最上层开始搬离，平移不拖拽；开放气道，标记时间。",
        "From the top layer down, lift, don't drag; open airways, mark the time.",
      ),
      { after: ["wedge"], answers: 2 },
    ),
    step(
      ["III", "triage", "medical", 15],
      l("检伤分类、心肺复苏", "Triage, resuscitation"),
      l(
        "在保护圈外设检伤点，窒息和挤压伤优先，现场除颤；分散送 2 家以上医院。",
        "Triage outside the ring; suffocation and crushing first, defibrillators; to two hospitals or more.",
      ),
      { answers: 2 },
    ),
    step(
      ["III", "shuttle", "transit", 30],
      l("增开疏运车", "Shuttle them away"),
      l("在疏散方向下游增开疏运车，按方向分流。", "More buses at the end of the ways out, by direction."),
      { after: ["one-way"] },
    ),
    step(
      ["II", "families", "relief", 60],
      l("亲属接待与寻人", "Families"),
      l(
        "设亲属接待点和寻人热线，一户一人跟进，伤亡名单与医院核对后告知。",
        "A place and a line for families, one person for each; names are told after the hospitals confirm.",
      ),
      { after: ["triage"] },
    ),
    step(
      ["II", "blood", "medical", 60],
      l("调集床位、血液和心理援助", "Beds, blood, comfort"),
      l("通知三家以上医院腾床备血；派心理援助队。", "Three hospitals or more clear beds and blood; people to talk to."),
      { after: ["triage"] },
    ),
    step(
      ["II", "neighbours", "coordination", 20],
      l("调集机动警力", "More police"),
      l(
        "调集周边机动警力接替外围岗，明确到达时间和接管线。",
        "Police from around take the outer lines; say when and which.",
      ),
    ),
    step(
      ["I", "city-stop", "command", 30],
      l("全市同类活动中止", "Stop the like of it everywhere"),
      l(
        "中止全市同类聚集活动，派员逐一确认散场。",
        "Stop gatherings of the kind in the whole city, and see each of them end.",
      ),
    ),
  ],
  needs: [
    { kind: "camera", count: 4, level: "IV", for: l("瓶颈画面", "Bottlenecks") },
    { kind: "team", count: 2, level: "IV", for: l("机动警力、志愿引导", "Police, guides") },
    { kind: "medical", count: 2, level: "III", for: l("分散收治", "Two hospitals") },
    { kind: "vehicle", count: 2, level: "III", for: l("救护车、照明车", "Ambulances, lights") },
  ],
  warnings: [
    {
      level: "IV",
      to: l("现场及周边 2 km", "The place and 2 km around"),
      text: l("场所已满，请改期或绕行，听从引导单向离开", "Full: come another day; leave one way as guided"),
    },
  ],
  closes: [
    { level: "IV", what: l("最近的公交、地铁站口", "The nearest stops and station gates") },
    { level: "III", what: l("活动与售票", "The event and its tickets") },
  ],
  moves: [{ level: "III", whom: l("密度 5 人/m² 以上区域人员", "People where it is five a square metre or more") }],
  standDown: [
    l("各点密度降到 2 人/m² 以下并稳定 30 分钟", "Below two a square metre for 30 minutes"),
    l("出口、车站无滞留", "Nobody waits at exits and stations"),
    l("伤员全部送治、失联人员核清", "The injured in hospital, everybody accounted for"),
  ],
});

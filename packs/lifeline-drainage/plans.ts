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

/** Levels by depth and number of places under water: 27 cm closes underpasses, 40 cm floats cars. */
export const waterloggingIncident = defineIncident({
  id: "waterlogging",
  name: l("城市内涝", "Urban waterlogging"),
  hint: l(
    "先问：下穿通道、地下空间有没有人；配电设施是否进水",
    "Ask first: is anybody in an underpass or below ground; does water reach power equipment",
  ),
  case: "road-waterlogging",
  inputs: {
    points: { name: l("积水点（处）", "Places under water"), from: { counts: "alarms", rules: ["road-flooding"] } },
    deep: {
      name: l("深度超 40 cm 的积水点（处）", "Places deeper than 40 cm"),
      from: { counts: "alarms", rules: ["road-flooding"], atLeast: "red" },
    },
    deepest: {
      name: l("最大水深", "Deepest water"),
      unit: "cm",
      from: { highest: "alarm-value", rules: ["road-flooding"] },
    },
    trapped: { name: l("被困人数", "People trapped"), from: { said: "trapped" } },
    dead: { name: l("死亡人数", "People dead"), from: { said: "dead" } },
    rain_next: { name: l("未来 3 小时预报雨量", "Rain forecast for 3 hours"), unit: "mm", from: { asked: "number" } },
  },
  levels: [
    {
      level: "I",
      when: "deep >= 10.0 || trapped >= 30.0 || dead >= 10.0 || (deep >= 5.0 && rain_next >= 100.0)",
      words: l(
        "10 处以上超 40 cm，或被困 30 人以上，或死亡 10 人以上，或 5 处以上超 40 cm 且 3 小时预报 100 mm 以上",
        "ten places over 40 cm, 30 trapped, 10 dead, or five over 40 cm with 100 mm forecast in 3 hours",
      ),
    },
    {
      level: "II",
      when: "deep >= 5.0 || trapped >= 10.0 || dead >= 3.0 || deepest >= 100.0",
      words: l(
        "5 处以上超 40 cm，或被困 10 人以上，或死亡 3 人以上，或最深 1 m 以上",
        "five places over 40 cm, 10 trapped, 3 dead, or water 1 m deep",
      ),
    },
    {
      level: "III",
      when: "deep >= 2.0 || points >= 6.0 || trapped >= 1.0 || dead >= 1.0",
      words: l(
        "2 处以上超 40 cm，或 6 处以上积水，或有人被困、死亡",
        "two places over 40 cm, six under water, or anybody trapped or dead",
      ),
    },
    {
      level: "IV",
      when: "points >= 1.0 || rain_next >= 50.0",
      words: l("出现积水点，或 3 小时预报 50 mm 以上", "any place under water, or 50 mm forecast in 3 hours"),
    },
  ],
  opens: { cases: ["road-waterlogging"], count: 3, within: metres(5_000), for: hours(3) },
  reports: { first: naturalHours(0.5), continued: naturalHours(1), final: naturalHours(24) },
});

/** Waterlogging: pumps and closures first, people out of low places before the water, everything told. */
export const waterloggingPlan = definePlan({
  id: "waterlogging-plan",
  name: l("城市内涝应急预案", "Plan for urban waterlogging"),
  incident: "waterlogging",
  version: "2026.1",
  basis: ["《中华人民共和国突发事件应对法》", "《国家防汛抗旱应急预案》", "GB 50014-2021", "GB/T 29639-2020"],
  purpose: l(
    "保人员不困、下穿不进车、地下不进人、重要设施不断电",
    "Nobody trapped, no car into an underpass, nobody below ground, power for what matters",
  ),
  posts: [
    structure.command,
    structure.coordination,
    {
      id: "drainage",
      name: l("排水抢险组", "Drainage"),
      duty: "drainage",
      deputy: "flood",
      role: l("泵站、雨水口、移动泵车，积水点核实与退水", "Pumps, inlets, pump trucks; checks and drains"),
    },
    {
      id: "flood",
      name: l("防汛调度组", "Flood control"),
      duty: "flood",
      deputy: "drainage",
      role: l("雨情水情研判，河道预降、闸泵联调", "Judges rain and river, draws the river down, gates and pumps"),
    },
    structure.traffic,
    structure.rescue,
    structure.security,
    structure.relief,
    structure.medical,
    structure.publicity,
    structure.power,
    {
      id: "housing",
      name: l("地下空间组", "Below ground"),
      duty: "housing",
      deputy: "security",
      role: l("地下车库、商场、在建基坑的挡水与清人", "Car parks, malls and pits: barriers, clearing"),
    },
    {
      id: "transit",
      name: l("公共交通组", "Public transport"),
      duty: "transport",
      deputy: "traffic",
      role: l("公交改线、停运，运力保障转移", "Reroutes or stops buses; buses to move people"),
    },
    {
      id: "schools",
      name: l("学校安全组", "Schools"),
      duty: "schools",
      deputy: "coordination",
      role: l("停课、错峰离校、校内避险", "Closes schools, staggers going home, keeps pupils safe inside"),
    },
  ],
  tasks: [
    step(
      ["IV", "watch", "coordination", 10],
      l("进入应急值守", "Go on watch"),
      l(
        "通知各成员单位带班领导到岗，逐一记录应答时间；建立会商频道；10 分钟内报到岗情况。",
        "Call the leaders on duty of all member units in, note when each answers, open the conference; report who is there within 10 minutes.",
      ),
    ),
    step(
      ["IV", "judge", "flood", 20],
      l("研判雨情水情", "Judge rain and water"),
      l(
        "调取近 1 小时雨量、泵站前池和河道水位，给出未来 3 小时预报雨量和最不利积水点，报指挥部并更新研判数据。",
        "Take the last hour of rain, forebays and river; give the rain forecast for 3 hours and the worst places; report and enter the figures.",
      ),
    ),
    step(
      ["IV", "pumps", "drainage", 15],
      l("泵站全开、预降前池", "All pumps on"),
      l(
        "所辖雨水泵站全部投运，前池降至最低运行水位；停运机组说明原因和恢复时间。",
        "Run every storm pump and draw forebays to the lowest level; for each that stands, say why and until when.",
      ),
    ),
    step(
      ["IV", "on-site", "drainage", 25],
      l("积水点现场核实", "Go to every place under water"),
      l(
        "逐点到场，量最深处水深，查雨水口和井盖；开盖必须有人值守、设围挡和警示灯；传回照片和水深。",
        "Be at each place, measure the deepest, check inlets and lids. A lid that is opened is guarded, fenced and lit. Send depth and photo.",
      ),
    ),
    step(
      ["IV", "close", "traffic", 15],
      l("封闭积水下穿和路段", "Close what is under water"),
      l(
        "水深达 27 cm 的下穿通道和路段立即双向封闭，人车分离，末端设人值守；未达 27 cm 的设专人观察。",
        "Close every underpass and road at 27 cm in both directions, with somebody at each end; below 27 cm, somebody watches.",
      ),
    ),
    step(
      ["IV", "detour", "traffic", 20],
      l("组织绕行、保障救援通道", "Detours and a free way for rescuers"),
      l(
        "公布绕行路线，主要路口派警；保持抢险车辆通道畅通，违停车辆拖离。",
        "Announce detours, put officers at main crossings, keep the way of rescue vehicles free and tow what blocks it.",
      ),
      { after: ["close"] },
    ),
    step(
      ["IV", "tell", "publicity", 15],
      l("发布积水和绕行提示", "Tell the public"),
      l(
        "通过短信、导航、广播和路侧屏发布封闭路段、绕行和避险提示；每 30 分钟更新，直至解除。",
        "Announce closures, detours and advice by SMS, navigation, radio and roadside signs; again every 30 minutes until it ends.",
      ),
      { after: ["close"] },
    ),
    step(
      ["IV", "power-check", "power", 30],
      l("排查积水区配电设施", "Check power in the water"),
      l(
        "巡查积水区环网柜、箱变、路灯；有触电危险的立即断电并报指挥部，同时报受影响的医院、泵站。",
        "Look at ring main units, substations and lamps in the water; cut what may kill and say which hospitals and pumps lose power.",
      ),
    ),
    step(
      ["IV", "measure-again", "drainage", 30],
      l("复测退水", "Measure again"),
      l(
        "逐点复测水深和退水速度，预计恢复通行时间，报指挥部；水位上涨的立即建议提级。",
        "Measure every place again, say how fast it falls and when roads open; where it rises, ask for a graver level at once.",
      ),
      { after: ["pumps", "on-site"], notBefore: 30 },
    ),
    step(
      ["III", "field-command", "command", 20],
      l("设立现场指挥部", "Set up the field command"),
      l(
        "在上风上游、通信和车辆可达处设现场指挥部，明确现场指挥长，统一现场通信频道。",
        "Set it up on dry ground that radio and vehicles reach, name the commander on the scene, one channel for all.",
      ),
    ),
    step(
      ["III", "pump-trucks", "drainage", 30],
      l("调派移动泵车", "Send pump trucks"),
      l(
        "按积水深度和道路可达性调派移动泵车，优先下穿通道、医院、变电站；落实排放去向，不得回灌。",
        "Send pump trucks by depth and road: underpasses, hospitals, substations first; settle where the water goes, never back.",
      ),
      { after: ["on-site"] },
    ),
    step(
      ["III", "below-ground", "housing", 40],
      l("清空地下空间", "Clear what lies below ground"),
      l(
        "积水区地下车库、商场、在建基坑立即停止进入，逐层清人并签字确认；架设挡水板和沙袋，关闭电梯。",
        "Stop entry to car parks, malls and pits in the water, clear floor by floor and sign for it; barriers, sandbags, lifts off.",
      ),
    ),
    step(
      ["III", "search", "rescue", 20],
      l("搜救被困人员", "Rescue the trapped"),
      l(
        "对下穿通道、被淹车辆和低洼房屋逐一搜救，先人后车；每救出一人报姓名、伤情和去向。",
        "Search underpasses, flooded cars and low houses one by one, people before cars; for each say name, condition and where to.",
      ),
      { answers: 3 },
    ),
    step(
      ["III", "move", "relief", 60],
      l("转移低洼处人员", "Move people out of low places"),
      l(
        "按名册转移地下室、棚户和一楼进水住户，先老弱病残孕；逐户挂牌，核对人数，不得擅自返回。",
        "By the list, move people from basements, huts and flooded ground floors, the weak first; mark each door, count, nobody goes back.",
      ),
      { after: ["field-command"] },
    ),
    step(
      ["III", "ambulances", "medical", 20],
      l("急救力量前置", "Ambulances forward"),
      l(
        "2 组以上急救单元前置到积水区外缘，指定收治医院并预留床位；触电、溺水优先。",
        "Two units or more to the edge of the water, name the hospitals and keep beds; electric shock and drowning first.",
      ),
    ),
    step(
      ["III", "buses", "transit", 30],
      l("公交改线、准备运力", "Reroute buses, keep some ready"),
      l(
        "涉水线路改线或停运并公告；准备转移用车，司机在岗待命。",
        "Reroute or stop what runs through water and say so; keep buses with drivers ready to move people.",
      ),
    ),
    step(
      ["II", "shelters", "relief", 40],
      l("开放避难场所", "Open shelters"),
      l(
        "按容量和道路依次开放避难场所，登记入住，保障饮水、餐食、照明和医疗点；每小时报入住人数。",
        "Open shelters by room and road, register who comes, provide water, food, light and first aid; count every hour.",
      ),
      { after: ["field-command"] },
    ),
    step(
      ["II", "schools-out", "schools", 30],
      l("学校停课与错峰离校", "Schools: close, go home in turns"),
      l(
        "积水区学校停止户外活动，错峰离校或校内留置至家长到达；确认每一名学生去向。",
        "Nothing outside; pupils go home in turns or stay until fetched; know of every pupil where they are.",
      ),
    ),
    step(
      ["II", "river-down", "flood", 30],
      l("河道预降与闸泵联调", "Draw the river down"),
      l(
        "内河预降，外河高水位时关闸强排；与上下游约定泄量和时刻。",
        "Draw inner rivers down; while the outer stands high, shut gates and pump; agree amounts and hours up and down the river.",
      ),
      { after: ["judge"] },
    ),
    step(
      ["II", "help", "coordination", 30],
      l("请求周边支援", "Ask neighbours for help"),
      l(
        "向上级和邻近县市请求大流量排水、冲锋舟和医疗支援，明确集结点、联系人和到达时间。",
        "Ask above and beside for big pumps, boats and medics; name meeting point, contact and hour of arrival.",
      ),
    ),
    step(
      ["II", "emergency-power", "power", 60],
      l("重要用户应急供电", "Power for what matters"),
      l(
        "向断电的医院、泵站、通信机房、避难场所派发电车；2 小时内恢复或说明原因。",
        "Generators to hospitals, pumps, exchanges and shelters without power; back within two hours, or say why not.",
      ),
      { after: ["power-check"] },
    ),
    step(
      ["I", "stop-city", "command", 30],
      l("停课、停工、停业、停运", "Stop the city"),
      l(
        "报请市政府批准，在受淹区域停课、停工、停业、停运，明确范围和起止时间，保留城市运行必需岗位。",
        "With the government's consent stop schools, work, shops and transport in the flooded areas; say where and from when until when; keep what a city needs.",
      ),
    ),
    step(
      ["I", "order-kept", "security", 60],
      l("维护秩序、核查失联", "Keep order, look for the missing"),
      l(
        "封控区外围警戒防哄抢；设失联登记专线，与医院、避难场所名册比对，每 2 小时公布。",
        "Guard the outside of the flooded area; a line for missing persons, matched with hospitals and shelters, published every two hours.",
      ),
      { after: ["stop-city"] },
    ),
    step(
      ["I", "army", "coordination", 60],
      l("请求驻军和武警支援", "Ask the army"),
      l(
        "按程序请求驻军、武警参加抢险，明确任务区、向导、给养和安全交底。",
        "Ask garrison and armed police by the rules; assign areas, guides and supplies, and brief them on dangers.",
      ),
      { after: ["help"] },
    ),
  ],
  needs: [
    { kind: "vehicle", count: 2, level: "IV", for: l("移动泵车", "Pump trucks") },
    { kind: "team", count: 2, level: "III", for: l("防汛抢险队、消防救援站", "Flood and fire teams") },
    { kind: "stock", count: 1, level: "III", for: l("沙袋、挡水板", "Sandbags and barriers") },
    { kind: "shelter", count: 2, level: "II", for: l("转移安置", "For those moved") },
    { kind: "medical", count: 1, level: "III", for: l("收治伤员", "For the injured") },
    { kind: "expert", count: 1, level: "II", for: l("水利、电力专家", "Hydraulics and power") },
    { kind: "camera", count: 3, level: "IV", for: l("观察积水点", "To watch the water") },
  ],
  warnings: [
    {
      level: "IV",
      to: l("积水路段及周边 1 km", "Flooded roads and 1 km around"),
      text: l("道路积水，请绕行，勿涉水", "Roads under water: go round, do not wade"),
    },
    {
      level: "II",
      to: l("受淹街道、社区", "Flooded streets and communities"),
      text: l("远离地下空间和低洼处，听从转移安排", "Keep away from low and underground places; follow the evacuation"),
    },
  ],
  closes: [
    { level: "IV", what: l("水深 27 cm 以上的下穿通道和路段", "Underpasses and roads under 27 cm or more") },
    {
      level: "III",
      what: l("积水区地下车库、地下商场、在建基坑", "Car parks, malls and pits below ground in the water"),
    },
    { level: "I", what: l("受淹区学校、工地、商场、公交", "Schools, sites, shops and buses in the flooded area") },
  ],
  moves: [
    { level: "III", whom: l("地下室、棚户、一楼进水住户", "People in basements, huts and flooded ground floors") },
    { level: "II", whom: l("断电小区的老弱病残孕", "The old, sick, disabled and pregnant where power is out") },
  ],
  standDown: [
    l("所有积水点退至 15 cm 以下并稳定 1 小时", "Every place below 15 cm for an hour"),
    l("未来 3 小时预报雨量小于 20 mm", "Less than 20 mm forecast for 3 hours"),
    l("被困人员全部救出，失联人员核清", "Everybody rescued, every missing person accounted for"),
    l("供电恢复或有替代供电", "Power back, or supplied otherwise"),
  ],
});

import {
  defineIncident,
  definePlan,
  naturalHours,
  planStep as step,
  commandStructure as structure,
} from "@chengyun/kernel";
import { l } from "../words.ts";

/** Levels by people, by what burns or drifts, and by how far; quantities against GB 18218. */
export const chemicalsIncident = defineIncident({
  id: "hazardous-chemicals",
  name: l("危险化学品事故", "Hazardous chemicals"),
  hint: l(
    "先问：什么物质、多少、在烧还是在漏、风往哪边；水能不能用",
    "Ask first: which substance, how much, burning or leaking, where the wind goes, may water be used",
  ),
  case: "chemical-accident",
  inputs: {
    reach: { name: l("毒性或爆炸影响半径", "Reach of poison or blast"), unit: "m", from: { asked: "number" } },
    tonnes: { name: l("已泄漏或着火量", "Released or burning"), unit: "t", from: { asked: "number" } },
    near: { name: l("影响范围内人数", "People within reach"), from: { asked: "number" } },
    dead: { name: l("死亡人数", "People dead"), from: { said: "dead" } },
    injured: { name: l("中毒、受伤人数", "Poisoned or injured"), from: { said: "injured" } },
    trapped: { name: l("被困人数", "People trapped"), from: { said: "trapped" } },
  },
  levels: [
    {
      level: "I",
      when: "dead >= 30.0 || injured >= 100.0 || near >= 50000.0",
      words: l(
        "死亡 30 人以上，或重伤、中毒 100 人以上，或需疏散 5 万人以上",
        "30 dead, 100 injured or poisoned, or 50,000 to be moved",
      ),
    },
    {
      level: "II",
      when: "dead >= 10.0 || injured >= 50.0 || near >= 10000.0 || reach >= 1000.0",
      words: l(
        "死亡 10 人以上，或重伤、中毒 50 人以上，或需疏散 1 万人以上，或影响半径 1 km 以上",
        "10 dead, 50 injured or poisoned, 10,000 to be moved, or a reach of 1 km",
      ),
    },
    {
      level: "III",
      when: "dead >= 3.0 || injured >= 10.0 || near >= 1000.0 || trapped >= 1.0 || reach >= 300.0",
      words: l(
        "死亡 3 人以上，或重伤、中毒 10 人以上，或影响 1,000 人以上，或有人被困，或影响半径 300 m 以上",
        "three dead, 10 injured or poisoned, 1,000 within reach, anybody trapped, or a reach of 300 m",
      ),
    },
    {
      level: "IV",
      when: "tonnes > 0.0 || reach > 0.0 || injured >= 1.0 || dead >= 1.0",
      words: l("确认泄漏、着火或有人受伤", "a release or fire confirmed, or anybody hurt"),
    },
  ],
  reports: { first: naturalHours(0.5), continued: naturalHours(1), final: naturalHours(24) },
});

/** Chemicals: know the substance, keep upwind, people first, water out of the river. */
export const chemicalsPlan = definePlan({
  id: "chemicals-plan",
  name: l("危险化学品事故应急预案", "Plan for hazardous chemicals"),
  incident: "hazardous-chemicals",
  version: "2026.1",
  basis: [
    "《危险化学品安全管理条例》",
    "《生产安全事故应急条例》",
    "GB 18218-2018",
    "GB/T 29639-2020",
    "GB 30077-2023",
  ],
  purpose: l(
    "先识别、上风向、救人第一、控源断链、截污于厂",
    "Know it, stay upwind, people first, stop it at the source, keep it out of the water",
  ),
  posts: [
    structure.command,
    structure.coordination,
    {
      id: "safety",
      name: l("技术专家组", "Technical experts"),
      duty: "work-safety",
      deputy: "ecology",
      role: l("物质识别、处置方案、扩散研判", "Names the substance, the method, where it drifts"),
    },
    structure.rescue,
    structure.security,
    structure.traffic,
    structure.medical,
    structure.relief,
    structure.publicity,
    {
      id: "ecology",
      name: l("环境监测组", "Environment"),
      duty: "ecology",
      deputy: "safety",
      role: l("空气和水体监测、截污、固废处置", "Measures air and water, dams the run-off, the waste"),
    },
    {
      id: "water",
      name: l("供水与水利组", "Water"),
      duty: "water-conservancy",
      deputy: "ecology",
      role: l("取水口防护、闸坝调度", "Guards intakes, works the gates"),
    },
    structure.power,
  ],
  tasks: [
    step(
      ["IV", "identify", "safety", 15],
      l("识别物质、给出初始隔离距离", "Name the substance and the first distance"),
      l(
        "核对运单、UN 号、CAS 号、储罐铭牌和企业台账；10 分钟内给出理化性质、禁忌（能否用水）、防护等级、初始隔离和下风向防护距离。",
        "From papers, UN and CAS numbers, plates and the owner's list: properties, what must not be used, which suits, first isolation and downwind distance, within ten minutes.",
      ),
      { answers: 2 },
    ),
    step(
      ["IV", "zones", "security", 15],
      l("划定热区、温区、冷区", "Hot, warm and cold zone"),
      l(
        "按初始隔离距离设警戒，物质未明不小于 100 m；只留一个上风向出入口，登记进出人员和时间。",
        "Cordon at the first distance, 100 m at least while it is unknown; one way in from upwind, names and times written down.",
      ),
      { answers: 2 },
    ),
    step(
      ["IV", "people-first", "rescue", 20],
      l("侦检与救人", "Detect and rescue"),
      l(
        "A 级防护两人一组侦检救人，先救人后堵漏；洗消后移交急救；报被困人数与位置。",
        "In pairs in full suits: find and rescue, people before the leak; wash before handing over; say how many are where.",
      ),
      { answers: 2 },
    ),
    step(
      ["IV", "roads", "traffic", 20],
      l("上风向救援通道、下风向封路", "A way in, the rest closed"),
      l(
        "封闭下风向道路和高速出入口，引导上风向救援通道；滞留车辆乘客徒步撤到上风处。",
        "Close roads and ramps downwind, keep a way in from upwind; people in stopped cars walk upwind.",
      ),
      { after: ["zones"] },
    ),
    step(
      ["IV", "air", "ecology", 30],
      l("空气、水体布点监测", "Measure air and water"),
      l(
        "厂界、下风向 100、300、500、1,000 m 和最近居民点布点，15 分钟一报；同步测雨水口和外排口。",
        "At the fence, 100, 300, 500 and 1,000 m downwind and at the nearest homes, every 15 minutes; drains and outfalls too.",
      ),
      { after: ["identify"] },
    ),
    step(
      ["IV", "dam", "ecology", 40],
      l("封堵雨水口、收集消防废水", "Keep the water in"),
      l(
        "关闭雨水切断阀、筑坝封堵，消防废水导入事故池；容积不够立即报调车；严禁直排河道。",
        "Shut the storm valve, dam the drains, lead fire water to the basin; ask for tankers before it is full; nothing to the river.",
      ),
      { answers: 3 },
    ),
    step(
      ["IV", "stop-source", "rescue", 60],
      l("关阀断料、堵漏、冷却", "Stop it at the source"),
      l(
        "按专家方案由企业工艺人员配合关阀断料；相邻罐冷却；禁水物质用干粉、沙土；出现撤离信号全员撤出。",
        "With the plant's own people by the experts' method: valves, patches; cool the tanks beside; powder or sand where water is forbidden; all leave at the signal.",
      ),
      { after: ["identify", "people-first"] },
    ),
    step(
      ["IV", "shelter-or-leave", "publicity", 15],
      l("发布避险指令", "Stay in, or leave"),
      l(
        "按扩散研判明确“关窗就地避险”或“向某方向撤离”，说清街道和方向；每 30 分钟更新。",
        "By the drift: either shut windows and stay in, or leave that way; name streets and direction; again every 30 minutes.",
      ),
      { after: ["identify"] },
    ),
    step(
      ["III", "evacuate", "relief", 60],
      l("下风向居民疏散", "Move people out downwind"),
      l(
        "按 1.5 倍防护距离横风向疏散，优先学校、养老院；湿毛巾捂口鼻，不走低洼处；逐户清点。",
        "Crosswind, to one and a half times the distance; schools and homes for the old first; wet cloth on the mouth, no low ways; count door by door.",
      ),
      { after: ["identify", "zones"] },
    ),
    step(
      ["III", "decon", "medical", 30],
      l("洗消与中毒救治", "Wash and treat"),
      l(
        "设洗消站，未洗消不上救护车；按物质备特效解毒剂，指定职业病或中毒专科医院。",
        "A washing station; nobody unwashed in an ambulance; antidotes for the substance, hospitals that know poisons.",
      ),
      { after: ["identify"] },
    ),
    step(
      ["III", "intakes", "water", 30],
      l("取水口防护和闸坝调度", "Guard the intakes"),
      l(
        "关闭下游取水口，启用备用水源；关闸拦截，与上下游约定。",
        "Shut intakes downstream, use the other source; hold it behind gates; agree with up and down the river.",
      ),
    ),
    step(
      ["III", "neighbour-plants", "safety", 40],
      l("相邻装置紧急停车", "Plants beside shut down"),
      l(
        "多米诺影响范围内装置按规程紧急停车、转料、泄压。",
        "Plants that a domino reaches shut down, move material and vent by their rules.",
      ),
      { after: ["identify"] },
    ),
    step(
      ["III", "power-off", "power", 20],
      l("热区断电、保障应急电源", "Power off in the hot zone"),
      l(
        "由警戒区外开关切断热区电源，可燃气体内不操作任何电器；保障事故池泵、喷淋和重要装置的应急电源。",
        "Cut the hot zone at a switch outside of it, touch nothing electric in flammable gas; keep pumps, sprays and vital plant on emergency power.",
      ),
      { after: ["identify"] },
    ),
    step(
      ["II", "drift", "safety", 30],
      l("扩散滚动研判", "Where it drifts next"),
      l(
        "按实时风向、监测值每 30 分钟更新影响范围，调整疏散和警戒边界。",
        "By wind and measurements say the reach anew every 30 minutes, and move cordon and evacuation.",
      ),
      { after: ["air"] },
    ),
    step(
      ["II", "shelters", "relief", 60],
      l("开放避难场所", "Open shelters"),
      l("选上风向 3 km 外避难场所，登记、体检、供餐。", "Shelters 3 km and more upwind: register, look at, feed."),
      { after: ["evacuate"] },
    ),
    step(
      ["II", "specialists", "coordination", 30],
      l("调集危化专业队", "Specialist teams"),
      l(
        "请求国家、省级危化救援队，泡沫、干粉、防化服和大流量泵；明确路线和进入方向。",
        "National and provincial chemical teams, foam, powder, suits and big pumps; say which way they come in.",
      ),
    ),
    step(
      ["I", "province", "command", 30],
      l("报请省级指挥", "Ask the province to command"),
      l(
        "移交信息和权限，保持现场指挥链不断。",
        "Hand over what is known and who commands, without a gap on the scene.",
      ),
    ),
    step(
      ["IV", "recover", "ecology", 240],
      l("残液转移、污染消除", "Clean up"),
      l(
        "残液、污染土和废水由有资质单位转运，逐车登记去向；监测达标后报指挥部。",
        "Rest, soil and water go with licensed carriers, each load written down; report when it measures safe.",
      ),
      { after: ["stop-source"] },
    ),
  ],
  needs: [
    { kind: "team", count: 2, level: "IV", for: l("危化专业队、消防站", "Chemical and fire teams") },
    { kind: "vehicle", count: 2, level: "IV", for: l("洗消车、泡沫车", "Decontamination, foam") },
    { kind: "expert", count: 1, level: "IV", for: l("化工、毒理专家", "Process and poison") },
    { kind: "stock", count: 2, level: "III", for: l("防化服、吸附棉、解毒剂", "Suits, sorbents, antidotes") },
    { kind: "medical", count: 1, level: "III", for: l("中毒救治医院", "Hospital for poisons") },
    { kind: "shelter", count: 2, level: "II", for: l("上风向安置", "Upwind") },
  ],
  warnings: [
    {
      level: "IV",
      to: l("下风向防护距离内", "Downwind, within the distance"),
      text: l(
        "有毒气体风险：关窗关空调，按指引撤离或避险",
        "Poison gas: shut windows, no air conditioning, leave or stay as told",
      ),
    },
  ],
  closes: [
    { level: "IV", what: l("警戒区道路和企业作业", "Roads and work inside the cordon") },
    { level: "III", what: l("下游取水口、下风向学校", "Intakes downstream, schools downwind") },
  ],
  moves: [{ level: "III", whom: l("下风向防护距离内居民", "People downwind within the distance") }],
  standDown: [
    l("泄漏止住、明火扑灭且无复燃可能", "Stopped, out, and not able to start again"),
    l("厂界和敏感点连续 2 小时监测达标", "Clean at fence and homes for two hours"),
    l("消防废水全部收集，水体未超标", "All fire water collected, no limit passed in any water"),
    l("人员核清，疏散人员有序返回", "Everybody accounted for, people back home"),
  ],
});

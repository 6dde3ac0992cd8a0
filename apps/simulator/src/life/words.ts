import type { Label } from "@chengyun/kernel";

/** What a citizen says of a problem, in either language, and the picture they tap for it. */
export interface Saying {
  /** Picture of the citizens' page; absent: they only write. */
  readonly kind?: string;
  readonly words: Label;
  /** What their photo shows. */
  readonly scene: Scene;
  /** More of them in the rain. */
  readonly wet?: boolean;
}

/** What a drawn photo shows. */
export type Scene = "road" | "cover" | "water" | "rubbish" | "tree" | "lamp" | "parked" | "wall";

export const sayings: readonly Saying[] = [
  {
    kind: "lamp",
    scene: "lamp",
    words: { zh: "小区门口两盏路灯坏了，晚上很黑", en: "Two street lamps at our gate are out" },
  },
  { kind: "lamp", scene: "lamp", words: { zh: "路灯白天也亮着，浪费电", en: "The street lamps burn all day" } },
  {
    kind: "road",
    scene: "road",
    words: { zh: "路面有个坑，电动车差点摔倒", en: "A hole in the road; I nearly fell off my scooter" },
  },
  {
    kind: "road",
    scene: "road",
    words: { zh: "人行道砖松了，踩上去溅水", en: "Loose paving stones, they splash when you step on them" },
  },
  {
    kind: "cover",
    scene: "cover",
    words: { zh: "井盖响得厉害，车一过就咣当", en: "A manhole cover rattles whenever a car passes" },
  },
  {
    kind: "cover",
    scene: "cover",
    words: { zh: "井盖边缘沉下去了，怕有人绊倒", en: "The rim of a cover has sunk; somebody will trip" },
  },
  {
    kind: "water",
    scene: "water",
    wet: true,
    words: { zh: "路口积水没过脚面", en: "Water over our shoes at the crossing" },
  },
  {
    kind: "water",
    scene: "water",
    wet: true,
    words: { zh: "下雨就积水，车子绕着走", en: "It floods whenever it rains, cars drive around it" },
  },
  { kind: "rubbish", scene: "rubbish", words: { zh: "垃圾桶满了几天没人收", en: "The bins have been full for days" } },
  {
    kind: "rubbish",
    scene: "rubbish",
    words: { zh: "有人把装修垃圾倒在绿化带里", en: "Somebody dumped rubble on the verge" },
  },
  { kind: "rubbish", scene: "rubbish", words: { zh: "菜市场后面臭气很大", en: "It stinks behind the market" } },
  {
    kind: "tree",
    scene: "tree",
    words: { zh: "树枝断了挂在半空，下面有人走", en: "A broken branch hangs over the path" },
  },
  {
    kind: "tree",
    scene: "tree",
    wet: true,
    words: { zh: "大风把树刮歪了，靠着电线", en: "The wind pushed a tree against a cable" },
  },
  { kind: "parking", scene: "parked", words: { zh: "消防通道被小车堵住", en: "A car blocks the fire lane" } },
  { kind: "parking", scene: "parked", words: { zh: "共享单车堆满人行道", en: "Shared bikes fill the pavement" } },
  {
    kind: "stall",
    scene: "parked",
    words: { zh: "烧烤摊占了半条街，油烟很大", en: "Barbecue stalls take half the street, smoke everywhere" },
  },
  {
    kind: "noise",
    scene: "wall",
    words: { zh: "工地夜里十一点还在打桩", en: "Piling at the building site at eleven at night" },
  },
  {
    kind: "noise",
    scene: "wall",
    words: { zh: "渣土车不盖篷布，扬尘大", en: "Muck lorries without covers, dust everywhere" },
  },
  {
    kind: "facility",
    scene: "wall",
    words: { zh: "公交站座椅断了一条腿", en: "A seat at the bus stop has lost a leg" },
  },
  {
    kind: "facility",
    scene: "road",
    words: { zh: "护栏被撞倒，铁条朝外", en: "A railing was knocked down, bars stick out" },
  },
  {
    kind: "danger",
    scene: "wall",
    words: { zh: "楼道里堆满纸箱，旁边在充电", en: "Boxes fill the stairway, scooters charge beside them" },
  },
  {
    kind: "other",
    scene: "wall",
    words: { zh: "墙上贴满小广告，刚清又贴", en: "Flyers all over the wall, back a day after cleaning" },
  },
  {
    scene: "wall",
    words: { zh: "健身器材的螺丝掉了，小孩在玩", en: "A screw is missing on the exercise bars, children play there" },
  },
  { scene: "road", words: { zh: "斑马线磨没了，接送孩子看不清", en: "The crossing by the school is worn away" } },
];

/** Questions: no problem to be mended, an answer is wanted. */
export const questions: readonly Label[] = [
  { zh: "请问非机动车上牌在哪里办？", en: "Where do I register an electric bicycle?" },
  { zh: "停水通知说到晚上八点，是准的吗？", en: "The notice says water is back at eight; is that so?" },
  { zh: "老年公交卡丢了怎么补？", en: "How do I replace a lost senior bus card?" },
];

/** What crews write when they have mended it. */
export const results: readonly Label[] = [
  { zh: "已到现场处置完毕，现场恢复原状", en: "Went there and mended it; the place is as it was" },
  { zh: "已修复并加固，周边一并检查", en: "Mended and made fast; looked at what is near by too" },
  { zh: "已清理，现场拍照留存", en: "Cleared away; photos taken" },
  { zh: "更换损坏部件，运行正常", en: "Replaced the broken part; it works" },
];

/** What crews write when they only made it look so. */
export const excuses: readonly Label[] = [
  { zh: "已派人查看", en: "Somebody had a look" },
  { zh: "已临时处理", en: "Patched for now" },
];

export const reasons = {
  rework: { zh: "现场未见整改，照片与上报时一致", en: "Nothing changed on site; the photo is the one of the report" },
  handBack: { zh: "不属本部门管养范围，申请重新派遣", en: "Not ours to keep; please send it to whoever keeps it" },
  extension: { zh: "备件未到，申请延长一个时限", en: "A spare part has not come; we ask for one more limit" },
  void: { zh: "现场核实不属实，已告知上报人", en: "Not so on site; the reporter was told" },
  decline: { zh: "与已受理事项重复", en: "The same as what is in hand already" },
} as const satisfies Readonly<Record<string, Label>>;

/** What the answerer of a question says. */
export const answer: Label = { zh: "已电话答复，并发送办事指南", en: "Answered by phone, the guide was sent" };

/** What a citizen says when it was mended, or was not. */
export const verdicts = {
  fixed: { zh: "很快就修好了，谢谢", en: "Quickly done, thank you" },
  notFixed: { zh: "没有修好，还是老样子", en: "It is not mended, nothing changed" },
} as const satisfies Readonly<Record<string, Label>>;

/** Surnames that telephone numbers of the play go with; the numbers can't be real. */
export const callers: readonly string[] = [
  "王女士",
  "李先生",
  "陈女士",
  "刘先生",
  "周女士",
  "谭先生",
  "曾女士",
  "彭先生",
];

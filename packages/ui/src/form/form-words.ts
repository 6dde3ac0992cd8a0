import type { Fact, FormFault, Label } from "@chengyun/kernel";

/** The words of forms themselves; a form's own come with its description. */
export const formWords = {
  optional: { zh: "（选填）", en: " (optional)" },
  addRow: { zh: "增加一行", en: "Add a row" },
  removeRow: { zh: "删除第 {n} 行", en: "Remove row {n}" },
  row: { zh: "第 {n} 行", en: "Row {n}" },
  noRows: { zh: "还没有内容。", en: "Nothing yet." },
  yes: { zh: "是", en: "Yes" },
  no: { zh: "否", en: "No" },
  name: { zh: "姓名", en: "Name" },
  phone: { zh: "电话", en: "Phone" },
  idNumber: { zh: "证件号", en: "Identity number" },
  here: { zh: "用我的位置", en: "Use my position" },
  locating: { zh: "正在定位…", en: "Locating…" },
  noPosition: { zh: "没有取得位置，请写明地点。", en: "No position; please describe the place." },
  placeWords: { zh: "地点描述，例如路口、门牌", en: "The place in words: a corner, a number" },
  position: { zh: "坐标 {position}", en: "At {position}" },
  dropPosition: { zh: "去掉坐标", en: "Drop the position" },
  choose: { zh: "请选择", en: "Choose" },
  findThing: { zh: "输入名称查找部件", en: "Type a name to find a thing" },
  addPhoto: { zh: "添加照片", en: "Add a photo" },
  photo: { zh: "照片 {n}", en: "Photo {n}" },
  removePhoto: { zh: "去掉照片 {n}", en: "Remove photo {n}" },
  photoFailed: { zh: "照片没有存下来，请再试一次。", en: "The photo was not kept; try again." },
  noPhotos: { zh: "此处不能添加照片。", en: "No photos can be added here." },
  known: { zh: "已知：{from}，{at}", en: "Known: {from}, {at}" },
  useKnown: { zh: "改用已知的", en: "Use what is known" },
  faults: { zh: "还有 {n} 处需要填写或改正", en: "{n} places need an answer or a correction" },
  draft: { zh: "草稿已保存在本机", en: "The draft is kept on this device" },
} as const satisfies Readonly<Record<string, Label>>;

const faultWords: Readonly<Record<FormFault["code"], Label>> = {
  missing: { zh: "这里需要填写。", en: "This needs an answer." },
  kind: { zh: "格式不对。", en: "This does not fit." },
  choice: { zh: "不在可选范围内。", en: "This is not on the list." },
  long: { zh: "太长了。", en: "This is too long." },
  short: { zh: "太短了。", en: "This is too short." },
  range: { zh: "须在 {least} 到 {greatest} 之间。", en: "This must be between {least} and {greatest}." },
  "no-zone": { zh: "须是带时区的时刻。", en: "This must be a moment with its time zone." },
  pattern: { zh: "格式不符合要求。", en: "This does not match the required form." },
  check: { zh: "不符合要求。", en: "This does not hold." },
  few: { zh: "行数太少。", en: "There are too few rows." },
  many: { zh: "行数太多。", en: "There are too many rows." },
  hidden: { zh: "这一项不需要填写。", en: "This is not asked." },
  unknown: { zh: "表单没有这一项。", en: "The form does not ask this." },
};

/** What is wrong at a place, in the author's words where there are some. */
export const sayFault = (fault: FormFault, fact: Fact | undefined): Label => {
  if (fault.says !== undefined) return fault.says;
  const words = faultWords[fault.code];
  const [least, greatest] = fact?.check?.range ?? [];
  const fill = (text: string): string => text.replace("{least}", String(least)).replace("{greatest}", String(greatest));
  return { zh: fill(words.zh), en: fill(words.en) };
};

import type { Label } from "@chengyun/kernel";
import type { RowField } from "../../../platform/bulk.ts";

/** Why a row was refused, as people read it. */
const reasons: Readonly<Record<string, Label>> = {
  "unknown-type": { zh: "没有这种类型", en: "there is no such type" },
  "attribute-not-a-number": {
    zh: "应为数的属性不是数（列是否错位？）",
    en: "an attribute that is a number holds words (did columns move?)",
  },
  "no-such-area": { zh: "没有这个区域", en: "there is no such area" },
  "no-such-parent": { zh: "上级区域不存在", en: "the area it lies in does not exist" },
  "level-not-below-parent": { zh: "层级不低于上级区域", en: "its level is not below its parent's" },
  "outside-city": { zh: "不在本市范围内", en: "lies outside the city" },
  "out-of-scope": { zh: "不在您的管辖范围内", en: "lies outside your area" },
  retired: { zh: "该部件已停用", en: "the thing was retired" },
  "other-type": { zh: "同一编号已是另一类型", en: "the ref is a thing of another type already" },
  "no-such-thing": { zh: "起点或终点部件不存在", en: "the thing at one end does not exist" },
  "repeated-in-file": { zh: "同一编号在文件中重复", en: "the ref comes twice in the file" },
  "ring-not-closed": { zh: "环没有闭合", en: "a ring does not close" },
  "line-too-short": { zh: "线不足两点", en: "a line has fewer than two points" },
  "geometry-empty": { zh: "没有图形", en: "has no shape" },
  "geometry-of-wrong-kind": { zh: "图形类型不符", en: "its shape is of the wrong kind" },
  "position-not-on-earth": { zh: "坐标超出范围", en: "a position is none on earth" },
  "too-many-positions": { zh: "顶点过多", en: "has too many corners" },
  "no-position": { zh: "没有位置", en: "has no place" },
  "outside-areas": { zh: "不在本市范围内", en: "lies outside the city" },
  "opened-in-the-future": { zh: "上报时间在未来", en: "was opened in the future" },
  "closed-before-opened": { zh: "办结早于上报", en: "was closed before it was opened" },
  "closed-without-time": { zh: "已办结但没有办结时间", en: "is closed and says no time of it" },
  "unknown-department": { zh: "没有这个部门", en: "there is no such department" },
  "number-taken": {
    zh: "该编号已是其他来源的案卷",
    en: "its number is a case of another origin already",
  },
  "goes-on-here": {
    zh: "文件所写与此处不同，但案卷已在本平台办理，保持不变；如需更改请在案卷里办",
    en: "the file says other than is known here, but the case is being worked on here and stays as it is; change it there if need be",
  },
  "words-erased": {
    zh: "该案卷里有人已依法删除，不再从文件取入，以免其内容重现；其余变化请在案卷里办",
    en: "somebody was erased from its case, and no file is taken for it any more, or their words would come back; change the case here if need be",
  },
  "opened-again-there": {
    zh: "此处已结案，文件里是未结；如在原系统重新受理，请在此处重开案卷",
    en: "is closed here and open in the file; if it was opened again there, reopen it here",
  },
  "unknown-thing": {
    zh: "没有这个部件，其读数计入隔离区；导入部件后再导入同一文件即可取入",
    en: "nobody knows this thing and its readings are counted in the quarantine; import the thing, then the same file again",
  },
  "unknown-stream": { zh: "该部件没有这个监测项", en: "the thing has no such stream" },
  "other-unit": { zh: "单位与监测项不符", en: "its unit is not the stream's" },
  "not-a-time": { zh: "时间超出可存范围", en: "its time can't be kept" },
  "too-far-ahead": { zh: "时间在未来 36 小时之后", en: "its time is more than 36 hours ahead" },
};

const quote = (value: string): string => (value.length > 60 ? `${value.slice(0, 60)}…` : value);

const tellField = (reason: string, { name, value }: RowField): Label | undefined => {
  const cell = quote(value);
  if (reason === "attribute-not-a-number")
    return {
      zh: `${name.zh}应为数，此处为“${cell}”（列是否错位？）`,
      en: `${name.en} is a number, and here stands "${cell}" (did columns move?)`,
    };
  if (reason === "unknown-department")
    return { zh: `这座城市没有代码为“${cell}”的部门`, en: `this city has no department with the code "${cell}"` };
  if (reason === "unknown-type") return { zh: `这座城市没有类型“${cell}”`, en: `this city knows no type "${cell}"` };
  return undefined;
};

/** The sentence of a reason for one ref; where it is about one field, by that field's name and with what stands there. */
export const reasonText = (reason: string, ref: string, about?: RowField): Label => {
  const told = about === undefined ? undefined : tellField(reason, about);
  if (told !== undefined) return { zh: `${ref}：${told.zh}`, en: `${ref}: ${told.en}` };
  const words = reasons[reason] ?? { zh: reason, en: reason };
  return { zh: `${ref}：${words.zh}`, en: `${ref}: ${words.en}` };
};

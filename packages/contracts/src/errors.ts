import { tile, way } from "./errors-atlas.ts";
import { incident, resource } from "./errors-command.ts";
import { intakeFile } from "./errors-exchange.ts";
import { accessReview, account, accountRequest, passkey, session, signOn, widerReach } from "./errors-identity.ts";
import { dictionary, fact, follow, form, journal, receipt, report } from "./errors-intake.ts";
import { backup, live, template } from "./errors-upkeep.ts";
import { cap, reach, warning } from "./errors-warning.ts";
import { defineErrors } from "./problem.ts";

const request = defineErrors("request", {
  invalid: {
    status: 400,
    text: { zh: "请求有误，请按所列各处改正。", en: "The request has faults; each is listed with its place." },
  },
  "not-json": { status: 400, text: { zh: "请求体不是有效的 JSON。", en: "The body is not valid JSON." } },
  "too-large": {
    status: 413,
    text: { zh: "请求体过大，未作任何保存。", en: "The body is too large; nothing was kept." },
  },
  "unsupported-type": {
    status: 415,
    text: { zh: "不支持这种内容类型。", en: "This content type is not understood here." },
  },
  "not-found": {
    status: 404,
    text: { zh: "没有这个地址，或不在您的范围内。", en: "There is nothing here, or it is outside your scope." },
  },
  "too-fast": {
    status: 429,
    text: {
      zh: "您（或这个密钥、这个网络）的请求超过了上限，请按所示秒数稍候再试；已填写的内容不会丢失。",
      en: "You, this key or this network asks more than the limit allows; wait the seconds said and try again. Nothing you typed is lost.",
    },
  },
  "too-many": {
    status: 429,
    text: {
      zh: "这个网络地址的请求过于频繁，请稍后再试；已填写的内容不会丢失。",
      en: "Too many requests from this address; please wait a little. Nothing you typed is lost.",
    },
  },
  "bad-key": {
    status: 400,
    text: {
      zh: "Idempotency-Key 须为 8–100 个字母、数字或 . _ : - 。",
      en: "An Idempotency-Key has 8 to 100 letters, digits or . _ : - characters.",
    },
  },
  "key-reused": {
    status: 422,
    text: {
      zh: "这个 Idempotency-Key 已用于另一个请求，未作任何更改；新的内容请用新的键。",
      en: "This Idempotency-Key was used for another request; nothing was changed. Use a new key for something new.",
    },
  },
  "key-not-taken": {
    status: 400,
    text: {
      zh: "这个地址不支持 Idempotency-Key；未作任何更改。",
      en: "Idempotency-Key is not supported here; nothing was changed.",
    },
  },
  "foreign-origin": {
    status: 403,
    text: { zh: "请求来自其他网站，已拒绝。", en: "The request comes from another site and was refused." },
  },
});

const permission = defineErrors("permission", {
  missing: {
    status: 403,
    text: {
      zh: "您的岗位没有这项权限，请联系管理员。",
      en: "Your post does not have this permission; ask your administrator.",
    },
  },
});

const factor = defineErrors("factor", {
  stands: {
    status: 409,
    text: {
      zh: "第二因子已启用；要换一个，请先停用现有的。",
      en: "A second factor is in force; to have another one, take this one away first.",
    },
  },
  "not-begun": {
    status: 409,
    text: { zh: "此账号没有第二因子。", en: "This account has no second factor." },
  },
});

const subject = defineErrors("subject", {
  "not-found": { status: 404, text: { zh: "没有找到，或不在您的范围内。", en: "Not found, or outside your scope." } },
  stale: {
    status: 409,
    text: {
      zh: "别人刚刚改动过，请查看最新情况后再操作。",
      en: "Somebody changed this a moment ago; look at how it stands and try again.",
    },
  },
  "wrong-stage": {
    status: 409,
    text: { zh: "当前环节不能进行这个动作。", en: "This move cannot be made from the stage it is in." },
  },
  "four-eyes": {
    status: 409,
    text: {
      zh: "前一步由您经办，这一步须由他人办理。",
      en: "You made an earlier move of this; somebody else has to make this one.",
    },
  },
  "not-yours": {
    status: 403,
    text: { zh: "现由其他部门办理。", en: "Another department has it now." },
  },
  "handed-back": {
    status: 409,
    text: {
      zh: "这是退回给您的，您不能直接办理下一步；请重新核实或由他人办理。",
      en: "It was handed back to you: you can't take the next step forward yourself; have it looked at, or somebody else decide.",
    },
  },
  "times-used": {
    status: 409,
    text: { zh: "允许的次数已经用完。", en: "It was done as often as is allowed." },
  },
  waiting: {
    status: 409,
    text: { zh: "还有一项尚未了结，须先办完。", en: "Something still waits for its answer; that comes first." },
  },
  "nothing-waits": {
    status: 409,
    text: { zh: "没有等待答复的申请。", en: "Nothing waits for this answer." },
  },
  late: {
    status: 409,
    text: { zh: "时限已到或不在计时，不能再办。", en: "The limit is over or does not run; it is too late for this." },
  },
  "never-late": {
    status: 409,
    text: { zh: "未曾超时，不必办理。", en: "It never was late." },
  },
  "parts-open": {
    status: 409,
    text: {
      zh: "还有协办任务没有办结；退回的协办须重新增派或免办。",
      en: "A joint task has not come to its end; one that was returned is given anew or waived.",
    },
  },
  "missing-facts": {
    status: 422,
    text: { zh: "缺少必要内容，或内容不符合要求。", en: "Something needed is missing or does not fit." },
  },
});

const person = defineErrors("person", {
  "erasure-changed": {
    status: 409,
    text: {
      zh: "要清除的内容与批准所依据的不同了：请重新查看清除范围后再批准。未作任何删除。",
      en: "What would be erased is no longer what was seen: look at it again, then approve. Nothing was erased.",
    },
  },
  "id-number": {
    status: 422,
    text: {
      zh: "身份证号码不对：18 位，地区、日期和校验位须相符（GB 11643）。未保存。",
      en: "This is no identity number: 18 characters whose region, date and check digit agree (GB 11643). Not kept.",
    },
  },
  held: {
    status: 409,
    text: {
      zh: "此人还有在用账号，须先注销账号才能删除。",
      en: "This person still has an account; retire it before erasing them.",
    },
  },
});

const thing = defineErrors("thing", {
  "unknown-type": { status: 422, text: { zh: "没有这种部件类型。", en: "There is no such type of thing." } },
  "outside-areas": {
    status: 422,
    text: { zh: "这个位置不在本市任何区域内。", en: "This position lies in no area of the city." },
  },
});

const device = defineErrors("device", {
  "unknown-type": { status: 422, text: { zh: "没有这种设备类型。", en: "There is no such type of device." } },
  refused: {
    status: 401,
    text: { zh: "设备编号或令牌不对；未保存读数。", en: "The device's id or token is wrong; no reading was kept." },
  },
  "too-fast": {
    status: 429,
    text: {
      zh: "这台设备占用的接收份额已满，未确认这批数据，请按所示秒数稍候重发；其他设备不受影响。",
      en: "This device has its whole share of what waits to be stored; this was not acknowledged. Wait the seconds said and send it again; other devices are not affected.",
    },
  },
  undecodable: {
    status: 422,
    text: {
      zh: "读不懂这条数据；原文已放入隔离区。",
      en: "The payload could not be read; it was put into quarantine.",
    },
  },
});

const file = defineErrors("file", {
  "too-large": {
    status: 413,
    text: { zh: "照片超过 15 MB，未保存。", en: "The photo is larger than 15 MB and was not kept." },
  },
  heic: {
    status: 415,
    text: {
      zh: "这是 HEIC 照片，暂不能读取，未保存。请在手机“设置–相机–格式”中选“兼容性最佳”，或以 JPEG 发送。",
      en: "This is a HEIC photo, which cannot be read here; it was not kept. Choose “Most Compatible” in the phone's camera settings, or send it as JPEG.",
    },
  },
  "unpacks-too-large": {
    status: 413,
    text: {
      zh: "图片展开后过大（最多 6000 万像素），未保存。",
      en: "The picture unpacks to too many pixels (60 million at most); it was not kept.",
    },
  },
  "not-a-photo": {
    status: 415,
    text: {
      zh: "这不是可识别的照片（支持 JPEG、PNG、WebP），未保存。",
      en: "This is no photo we can read (JPEG, PNG, WebP); it was not kept.",
    },
  },
});

const caseErrors = defineErrors("case", {
  "not-stuck": {
    status: 409,
    text: {
      zh: "该部门有可以接收的岗位：由其接收、回退或提出责任争议，不能直接改派。",
      en: "That department has a post that may accept: it accepts, hands back or disputes; the case can't be sent elsewhere over its head.",
    },
  },
  "reopen-otherwise": {
    status: 409,
    text: {
      zh: "重新办理的案卷回到处置它的部门；从未有部门处置过的，重新办理后待派遣。请按案卷页上的按钮办理。",
      en: "A reopened case goes back to the department that disposed it; one that no department ever had waits to be dispatched. Use the button on the case's page.",
    },
  },
  "not-mergeable": {
    status: 409,
    text: {
      zh: "只能并入仍在办理的另一件案卷。",
      en: "A case is merged only into another one that is still open.",
    },
  },
  "merge-behind": {
    status: 409,
    text: {
      zh: "这件案卷办得更远或上报更早，应由另一件并入它。",
      en: "This case is farther along, or older: the other one is merged into it.",
    },
  },
  "merge-at-rest": {
    status: 409,
    text: {
      zh: "要并入的案卷时限停着（挂账或责任争议），并入后本案在走的时限也会停下，而没有人为它申请过。请先恢复办理（或裁定争议）再并案；未作改动。",
      en: "The limits of the case it would go into stand still (suspended or disputed): this one's would be put to rest, too, which nobody asked for. Resume that case (or arbitrate) first. Nothing was changed.",
    },
  },
  "unmerge-others": {
    status: 403,
    text: {
      zh: "只有并案的人或裁定人可以撤销并案。",
      en: "A merge is taken back by whoever made it, or by an arbiter.",
    },
  },
  "unmerge-late": {
    status: 409,
    text: {
      zh: "并案超过 24 小时，不能再撤销。问题若不是同一件，请另行上报。",
      en: "A merge is taken back within 24 hours. If it is another problem after all, report it anew.",
    },
  },
  "unmerge-moved": {
    status: 409,
    text: {
      zh: "并入后的案卷已继续办理（或并入时撤回了协办任务、又并入了他案），两件无法如实分开，不能撤销。问题若不是同一件，请另行上报。",
      en: "The surviving case has gone on, took in another one, or joint tasks were withdrawn: the two can't be parted truthfully. If it is another problem after all, report it anew.",
    },
  },
  "no-number": {
    status: 503,
    text: {
      zh: "今天的案卷编号已用完，请改大城市档案里的编号位数；这次上报未保存。",
      en: "Today's case numbers are used up; widen their layout in the city profile. This report was not kept.",
    },
  },
});

const clock = defineErrors("clock", {
  backwards: { status: 422, text: { zh: "时钟不能倒走。", en: "The clock never runs backwards." } },
});

const store = defineErrors("store", {
  down: {
    status: 503,
    text: {
      zh: "存储暂不可用，未确认任何数据，请重发。",
      en: "The store is away; nothing was acknowledged, please send again.",
    },
  },
  full: {
    status: 503,
    text: {
      zh: "系统繁忙，未确认这批数据，请稍后重发。",
      en: "Overloaded; this was not acknowledged, please send again later.",
    },
  },
});

const escalation = defineErrors("escalation", {
  invalid: {
    status: 422,
    text: {
      zh: "升级步骤有误：每一步须写明多久无人确认、告知本案部门、某权限的人员或现有岗位。",
      en: "The escalation has faults: each step tells the subject's departments, whoever holds a permission there is, or a post there is.",
    },
  },
});

const appeal = defineErrors("appeal", {
  "not-yours": {
    status: 409,
    text: {
      zh: "本部门经办期间未超时；超时由当时的经办部门申诉。",
      en: "Your department was not late with it; the department that was may appeal.",
    },
  },
  decided: {
    status: 409,
    text: {
      zh: "这次超时已经申诉过，每次只能申诉一次。",
      en: "This overrun was appealed before; once is all there is.",
    },
  },
});

const channel = defineErrors("channel", {
  invalid: {
    status: 422,
    text: { zh: "通道设置有误，请按所列各处改正。", en: "The channel's settings have faults; each is listed." },
  },
  unavailable: {
    status: 422,
    text: {
      zh: "这个收件人用不了这条通道：通道未配置，或没有登记地址。",
      en: "This recipient can't be reached that way: the channel is not configured, or no address is known.",
    },
  },
  "not-agreed": {
    status: 422,
    text: {
      zh: "这个收件人没有同意以这种方式告知，不能发送；可改用本人同意的方式。",
      en: "This recipient did not agree to be told that way, so nothing is sent; choose a way they agreed to.",
    },
  },
});

const internal = defineErrors("server", {
  busy: {
    status: 503,
    text: {
      zh: "平台过载，正优先接收读数和研判报警；这项查询或导出请稍后再试。",
      en: "The platform is overloaded and puts readings and alarms first; try this query, map or export again later.",
    },
  },
  broken: {
    status: 500,
    text: {
      zh: "服务器出了故障，已记录；请记下请求编号。",
      en: "Something broke on our side and was recorded; please note the request id.",
    },
  },
});

/** Every failure a caller can meet, by code; codes are never reused. */
export const errors = {
  ...request,
  ...session,
  ...factor,
  ...live,
  ...permission,
  ...account,
  ...accountRequest,
  ...widerReach,
  ...accessReview,
  ...signOn,
  ...passkey,
  ...subject,
  ...person,
  ...thing,
  ...tile,
  ...way,
  ...reach,
  ...warning,
  ...cap,
  ...report,
  ...receipt,
  ...journal,
  ...follow,
  ...device,
  ...file,
  ...intakeFile,
  ...caseErrors,
  ...dictionary,
  ...clock,
  ...store,
  ...template,
  ...escalation,
  ...appeal,
  ...channel,
  ...fact,
  ...form,
  ...backup,
  ...incident,
  ...resource,
  ...internal,
};

/** Code of a failure, `noun.reason`. */
export type ErrorCode = keyof typeof errors;

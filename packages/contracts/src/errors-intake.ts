import { defineErrors } from "./problem.ts";

/** Errors of reports. */
export const report = defineErrors("report", {
  "swapped-place": {
    status: 422,
    text: {
      zh: "经度和纬度像是填反了：对调后落在本市。请确认位置，未保存。",
      en: "Longitude and latitude look swapped: the other way round they lie in this city. Please confirm; not kept.",
    },
  },
  "outside-city": {
    status: 422,
    text: {
      zh: "这个位置在本市以外，无法受理；请在地图上选择本市范围内的位置，或联系当地。未保存。",
      en: "This place lies outside the city, so it can't be taken here; choose a place within it, or ask there. Not kept.",
    },
  },
  "no-zone": {
    status: 422,
    text: {
      zh: "发生时间没有写时区，无法确定是哪一刻：请写成 2026-11-20T08:30+08:00 的形式。未保存。",
      en: "The time it happened has no zone, so it names no moment: write 2026-11-20T08:30+08:00. Not kept.",
    },
  },
  "no-time": {
    status: 422,
    text: { zh: "发生时间无法识别。未保存。", en: "The time it happened can't be read. Not kept." },
  },
  "in-future": {
    status: 422,
    text: { zh: "发生时间还没有到。未保存。", en: "The time it happened is still to come. Not kept." },
  },
  "no-category": {
    status: 422,
    text: {
      zh: "没有这个类别，或它已停用：请从现行类别中选择。未保存。",
      en: "There is no such category, or it no longer holds: choose one of those in force. Not kept.",
    },
  },
  empty: {
    status: 422,
    text: {
      zh: "还看不出是什么问题：请拍一张照片、选一类问题或写几个字。未保存。",
      en: "This does not say what is wrong yet: add a photo, choose a kind, or write a few words. Not kept.",
    },
  },
  "no-place": {
    status: 422,
    text: { zh: "请先确认问题的位置。未保存。", en: "Please confirm where it is first. Not kept." },
  },
  closed: {
    status: 409,
    text: {
      zh: "所选案卷刚刚结案，不能再并入；请重新选择。未保存。",
      en: "The chosen case was closed a moment ago and takes no more reports; choose again. Not kept.",
    },
  },
  "opened-case": {
    status: 409,
    text: {
      zh: "案卷由这条上报建立，不能移出；不属于本案的是其他上报，请移出那些，或并案、作废。",
      en: "The case was opened by this report and keeps it: take out those that don't belong to it, or merge or void the case.",
    },
  },
  "alarm-waits-not": {
    status: 409,
    text: {
      zh: "报警自动上报，不在值班台排队：只能另立案卷。",
      en: "An alarm reports by itself and never waits at the desk: it can only become a case of its own.",
    },
  },
  "same-near": {
    status: 409,
    text: {
      zh: "附近有未结案卷或待受理的上报，可能是同一件：请选择与其中一件一并办理，或另立案卷。未保存。",
      en: "Open cases or waiting reports near by may be the same: choose one of them, or open a case of its own. Not kept.",
    },
  },
  "unnamed-caller": {
    status: 422,
    text: {
      zh: "只凭号码不能登记是谁反映的，请填写称呼。未保存。",
      en: "A number alone does not say who told it: give a name. Not kept.",
    },
  },
  "nobody-to-tell": {
    status: 422,
    text: {
      zh: "要接收进展通知，请先留下手机号或邮箱。未保存。",
      en: "Leave a phone number or an e-mail address to be told how it goes on. Not kept.",
    },
  },
  "not-told": {
    status: 409,
    text: {
      zh: "现在不能为这个号码或邮箱开通进展通知，未保存；凭编号随时可以查询。",
      en: "This number or address can't be told how it goes on at present. Not kept; the number of the report shows it at any time.",
    },
  },
  "nobody-to-call": {
    status: 422,
    text: {
      zh: "这条上报没有留下反映人，无从回访；未作记录。",
      en: "Nobody is known to have told this report, so nobody can be called about it. Nothing was written down.",
    },
  },
  "reminded-already": {
    status: 429,
    text: {
      zh: "每 24 小时可催办一次，上次催办已转达。",
      en: "You can remind once in 24 hours; your last reminder was passed on.",
    },
  },
  "said-already": {
    status: 409,
    text: { zh: "您已经评价过这次办理。", en: "You have already said how this was done." },
  },
});

/** Errors of following a report. */
export const follow = defineErrors("follow", {
  refused: {
    status: 403,
    text: {
      zh: "编号与手机尾号对不上，或尝试次数过多。请核对后明天再试，或致电热线。",
      en: "Number and digits do not match, or there were too many tries. Check them and try tomorrow, or call the hotline.",
    },
  },
});

/** Errors of dictionaries. */
export const dictionary = defineErrors("dictionary", {
  unreadable: {
    status: 422,
    text: {
      zh: "读不懂这个文件：须是 xlsx 工作簿，或 UTF-8、GB 18030 编码的 csv。未保存。",
      en: "This file can't be read: an xlsx workbook, or csv in UTF-8 or GB 18030, is understood. It was not kept.",
    },
  },
  "no-table": {
    status: 422,
    text: {
      zh: "文件里没有找到表头。须有这几列：小类代码、小类名称、立案条件、结案条件、处置时限；可有：大类代码、大类名称、处置单位（或责任主体）、主管部门、法律法规依据、采集要求。未保存。",
      en: "No table was found in the file. It needs the columns “小类代码” (class code), “小类名称” (class name), “立案条件” (filing condition), “结案条件” (closing condition) and “处置时限” (limit), and may have “大类代码”, “大类名称”, “处置单位” or “责任主体”, “主管部门”, “法律法规依据”, “采集要求”. It was not kept.",
    },
  },
  "too-many-files": {
    status: 422,
    text: { zh: "一次导入最多十个文件。未保存。", en: "An import takes ten files at most; it was not kept." },
  },
  unanswered: {
    status: 409,
    text: {
      zh: "还有时限没有写明历法，请先回答所列问题；尚未计入任何内容。",
      en: "Some limits still name no calendar; answer the questions listed first. Nothing was taken.",
    },
  },
  "not-draft": {
    status: 409,
    text: {
      zh: "这个版本已送审或已施行，不能再改；请另立新版本。",
      en: "This version is in review or in force and can no longer change; draft a new one.",
    },
  },
  overlap: {
    status: 409,
    text: {
      zh: "同一字典另有版本自同日或更晚起施行；请换一个施行日期。",
      en: "Another version of this dictionary holds from that day or later; choose another day.",
    },
  },
  "ends-before": {
    status: 422,
    text: {
      zh: "废止日期早于这一版的施行日期；请填施行当日或之后的日期。",
      en: "The version would end before the day it holds from; give that day or a later one.",
    },
  },
  "ends-over": {
    status: 409,
    text: {
      zh: "到这一天之前，同一字典已有下一版施行；请填下一版施行当日或之前的日期。",
      en: "By that day the next version of this dictionary holds; give its first day or an earlier one.",
    },
  },
  "not-yet": {
    status: 409,
    text: {
      zh: "这一版还没到施行日期：在此之前新案卷仍按上一版分类，不能提前改编未结案卷。",
      en: "This version does not hold yet: until its day new cases are classed by the one before, so open cases are not re-coded ahead of it.",
    },
  },
  "unknown-class": {
    status: 422,
    text: { zh: "映射里有版本中不存在的分类。", en: "The mapping names a class that isn't in its version." },
  },
  "no-number": {
    status: 422,
    text: { zh: "这个大类的 99 个编号已用完。", en: "All 99 numbers of this major class are taken." },
  },
  "no-condition": {
    status: 422,
    text: {
      zh: "请选定这一类成文的立案条件中的一条；另外的话写在意见里。",
      en: "Choose one of the written filing conditions of this class; what is said besides is a comment.",
    },
  },
  "no-closing": {
    status: 422,
    text: {
      zh: "请选定这一类成文的结案条件中的一条；另外的话写在意见里。",
      en: "Choose one of the written closing conditions of this class; what is said besides is a comment.",
    },
  },
});

/** Errors of facts. */
export const fact = defineErrors("fact", {
  taken: {
    status: 409,
    text: { zh: "这个数据项代号已被使用。", en: "A fact of this id is there already." },
  },
  unsound: {
    status: 422,
    text: {
      zh: "数据项定义有误，请按所列各处改正；未保存。",
      en: "The fact has faults; each is listed. Nothing was kept.",
    },
  },
  "in-use": {
    status: 409,
    text: {
      zh: "已发布的表单还在使用这个数据项：含义不能改，也不能停用。",
      en: "A published form asks this fact: its meaning can't change and it can't be retired.",
    },
  },
});

/** Errors of forms. */
export const form = defineErrors("form", {
  taken: { status: 409, text: { zh: "这个表单代号已被使用。", en: "A form of this id is there already." } },
  unsound: {
    status: 422,
    text: {
      zh: "表单设计有误，请按所列各处改正；未保存。",
      en: "The form's design has faults; each is listed with its place. Nothing was kept.",
    },
  },
  "not-published": {
    status: 422,
    text: { zh: "表单没有这个已发布的版本。", en: "The form has no such published version." },
  },
  "in-use": {
    status: 409,
    text: {
      zh: "下列各处还在使用这张表单，不能停用；请先解除。",
      en: "These still ask this form, so it can't be retired: take it off them first.",
    },
  },
  "no-place": {
    status: 422,
    text: {
      zh: "没有这样的类别或动作可以使用表单；未作改动。",
      en: "There is no such category or move to ask a form. Nothing was changed.",
    },
  },
  changed: {
    status: 422,
    text: {
      zh: "所答的表单现在已换成另一张（或不再要填），答案没有记到别的表单上。请按现在的表单核对后再发；已填的内容都还在。",
      en: "Another form is asked here by now, or none: the answers were not put down to it. Please go through the form of now and send again; nothing you typed is lost.",
    },
  },
  unnamed: {
    status: 422,
    text: {
      zh: "没有说明所答的是哪一张表单，不能确定答案属于哪一张，未作改动。请重新打开应用（取得新版本）后再发；已填的内容都还在。",
      en: "It was not said which form was answered, and the number of a version may be another form's: nothing was changed. Please open the app anew, so that it brings its new version, and send again; nothing you typed is lost.",
    },
  },
  "asks-own": {
    status: 409,
    text: {
      zh: "表单里问了下列环节自己要问的内容，那样该环节就谁也办不了；请先从表单中去掉。未作改动。",
      en: "The form asks what the moves named below ask themselves: nobody could make them any more. Take that out of the form first. Nothing was changed.",
    },
  },
  "place-taken": {
    status: 409,
    text: {
      zh: "下列各处已经使用另一张表单，请先在那张表单上解除；未作改动。",
      en: "These ask another form already: take that one off first. Nothing was changed.",
    },
  },
});

/** Receipts of the journal. */
export const receipt = defineErrors("receipt", {
  "not-yet": {
    status: 409,
    text: {
      zh: "上报已保存，日志正在编号，请几秒后再取凭证。",
      en: "Your report is kept; it gets its place in the journal this moment. Ask for the receipt again in some seconds.",
    },
  },
});

/** The journal itself. */
export const journal = defineErrors("journal", {
  stopped: {
    status: 503,
    text: {
      zh: "日志被篡改，已停止受理指令，未作任何更改；查看、感知与报警照常。请联系系统管理员。",
      en: "The journal was tampered with: commands are stopped and nothing was changed. Reading, sensing and alarms go on. Call the administrator.",
    },
  },
  "not-stopped": {
    status: 409,
    text: { zh: "指令并未停止，无需应急放行。", en: "Commands are not stopped; there is no glass to break." },
  },
});

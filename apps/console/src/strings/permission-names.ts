import type { Label } from "@chengyun/kernel";

/** What each permission lets somebody do, in words. */
export const permissionNames: Readonly<Record<string, Label>> = {
  "areas.read": { zh: "查看区域", en: "seeing areas" },
  "things.read": { zh: "查看部件", en: "seeing things" },
  "things.register": { zh: "登记部件", en: "registering things" },
  "things.edit": { zh: "修改部件", en: "editing things" },
  "devices.read": { zh: "查看设备", en: "seeing devices" },
  "devices.register": { zh: "登记设备", en: "registering devices" },
  "quarantine.read": { zh: "查看隔离区", en: "seeing quarantine" },
  "readings.read": { zh: "查看读数", en: "seeing readings" },
  "alarms.read": { zh: "查看报警", en: "seeing alarms" },
  "alarms.acknowledge": { zh: "确认报警", en: "acknowledging alarms" },
  "reports.create": { zh: "上报问题", en: "reporting problems" },
  "imports.run": {
    zh: "导入区域、部件、管线、底图与读数",
    en: "importing areas, things, links, base map and readings",
  },
  "cases.read": { zh: "查看案卷", en: "seeing cases" },
  "cases.file": { zh: "立案", en: "filing cases" },
  "cases.dispatch": { zh: "派遣", en: "dispatching cases" },
  "cases.void": { zh: "作废", en: "voiding cases" },
  "cases.verify": { zh: "核查", en: "verifying cases" },
  "cases.close": { zh: "结案", en: "closing cases" },
  "cases.comment": { zh: "留言", en: "commenting" },
  "cases.reopen": { zh: "重开案卷", en: "reopening cases" },
  "tasks.own": { zh: "办理本部门任务", en: "handling the department's tasks" },
  "accounts.manage": { zh: "管理账号", en: "managing accounts" },
  "keys.manage": { zh: "管理接口密钥", en: "managing API keys" },
  "health.read": { zh: "查看运行状态", en: "seeing health" },
  "backups.read": { zh: "查看备份", en: "seeing backups" },
  "backups.make": { zh: "备份与试恢复", en: "having backups made and tried" },
  "journal.guard": { zh: "处理日志告警", en: "seeing to alarms about the journal" },
  "journal.read": { zh: "查看日志", en: "reading the journal" },
  "clock.set": { zh: "设置时钟", en: "setting the clock" },
  "notices.read": { zh: "查看通知", en: "seeing notices" },
  "persons.read": { zh: "查人（脱敏）", en: "finding people, masked" },
  "persons.record": { zh: "登记人员", en: "recording people" },
  "persons.edit": { zh: "更正人员信息", en: "correcting people" },
  "persons.unmask": { zh: "查看人员明文", en: "seeing people in plain" },
  "persons.erase": { zh: "删除人员信息", en: "erasing people" },
  "routing.edit": { zh: "编辑派遣规则", en: "editing routing rules" },
  "forms.design": { zh: "定义数据项、设计表单", en: "defining facts and designing forms" },
  "dictionaries.read": { zh: "查看分类字典", en: "seeing the dictionaries of classes" },
  "dictionaries.edit": { zh: "编制、导入分类字典", en: "drafting dictionaries of classes" },
  "dictionaries.approve": { zh: "审定分类字典", en: "putting a dictionary in force" },
  "files.add": { zh: "上传照片", en: "adding photos" },
};

/** The words of a permission; one we have none for is shown as it is written. */
export const permissionName = (permission: string): Label =>
  permissionNames[permission] ?? { zh: permission, en: permission };

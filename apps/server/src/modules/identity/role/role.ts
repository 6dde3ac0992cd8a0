import { type Label, permissionsOf, type RoleId } from "@chengyun/kernel";
import type { Registry } from "../../../platform/registry.ts";

/** What can be permitted by the platform itself, and what it opens in words. A route or move that names another fails the build. */
export const permissions = {
  "areas.read": { zh: "查看区域", en: "see areas" },
  "things.read": { zh: "查看部件与图层", en: "see things and layers" },
  "things.register": { zh: "登记部件", en: "register things" },
  "things.export": { zh: "导出部件、管线、区域与底图", en: "take things, links, areas and the base map away as files" },
  "things.edit": { zh: "修改部件", en: "edit and retire things" },
  "devices.read": { zh: "查看设备", en: "see devices" },
  "devices.register": { zh: "登记设备、更换令牌", en: "register devices and renew their tokens" },
  "quarantine.read": { zh: "查看隔离区", en: "see the quarantine" },
  "readings.read": { zh: "查看读数", en: "see readings" },
  "alarms.read": { zh: "查看报警", en: "see alarms" },
  "alarms.acknowledge": { zh: "确认报警", en: "acknowledge alarms" },
  "reports.answer": { zh: "受理市民上报、查来电人历史", en: "take in citizens' reports and see a caller's history" },
  "reports.create": { zh: "上报问题", en: "report a problem" },
  "cases.read": { zh: "查看案卷", en: "see cases" },
  "cases.file": { zh: "立案", en: "file a case" },
  "cases.dispatch": { zh: "派遣", en: "dispatch a case" },
  "cases.void": { zh: "作废", en: "void a case" },
  "cases.remind": { zh: "催办", en: "urge whoever has a case" },
  "cases.arbitrate": { zh: "裁定责任争议", en: "arbitrate whose a case is" },
  "cases.look": { zh: "立案前核实", en: "look before a case is filed" },
  "cases.verify": { zh: "核查", en: "verify a case" },
  "cases.close": { zh: "结案", en: "close a case" },
  "cases.comment": { zh: "批注", en: "comment on a case" },
  "cases.reopen": { zh: "重新立案", en: "reopen a case" },
  "cases.export": { zh: "导出案卷清单", en: "take lists of cases away as files" },
  "cases.import": { zh: "导入历史案卷", en: "import cases of the past" },
  "imports.run": { zh: "导入区域、部件、管线、底图与读数", en: "import areas, things, links, base map and readings" },
  "dictionaries.read": { zh: "查看分类字典", en: "see the dictionaries of classes" },
  "dictionaries.edit": { zh: "编制、导入分类字典", en: "draft and import dictionaries of classes" },
  "dictionaries.approve": { zh: "审定分类字典", en: "put a dictionary of classes in force" },
  "tasks.own": { zh: "办理本部门任务", en: "do the own department's tasks" },
  "deputies.appoint": { zh: "委托他人代理本岗位", en: "let a colleague act in one's post" },
  "accounts.read": { zh: "查看账号与岗位", en: "see accounts and posts" },
  "accounts.manage": { zh: "管理账号与岗位", en: "manage accounts and posts" },
  "access.widen": { zh: "应急扩权", en: "take a wider reach in an emergency" },
  "access.review": { zh: "复核账号与岗位", en: "review who has which post" },
  "access.audit": { zh: "审计特权使用", en: "sign off what was done with special powers" },
  "keys.manage": { zh: "管理接口密钥", en: "manage API keys" },
  "health.read": { zh: "查看运行状态", en: "see the health of every part" },
  "backups.read": { zh: "查看备份", en: "see the backups" },
  "backups.make": { zh: "立即备份、试恢复", en: "have backups made and tried" },
  "journal.guard": { zh: "处理日志告警、应急放行", en: "see to alarms about the journal, break the glass" },
  "journal.read": { zh: "查看日志", en: "read the journal" },
  "clock.set": { zh: "调整时钟", en: "set the city's clock" },
  "notices.read": { zh: "查看通知", en: "read notices" },
  "templates.manage": { zh: "编辑通知模板", en: "edit the templates of notices" },
  "channels.manage": { zh: "设置通知通道", en: "set the channels of notices" },
  "deliveries.read": { zh: "查看通知回执", en: "see receipts of notices" },
  "deliveries.retry": { zh: "处理未送达的通知", en: "see to undelivered notices" },
  "receipts.record": { zh: "回传送达回执", en: "record a provider's receipts" },
  "routing.edit": { zh: "编辑派遣规则", en: "edit routing rules" },
  "persons.read": { zh: "按电话或证件号查人（脱敏）", en: "find persons by phone or identity number, masked" },
  "persons.record": { zh: "登记人员", en: "record persons" },
  "persons.edit": { zh: "更正人员信息", en: "correct what is kept of a person" },
  "persons.unmask": { zh: "说明目的后查看明文", en: "see a person in plain, for a purpose" },
  "persons.erase": { zh: "申请和批准删除人员信息", en: "ask for and make the erasing of a person" },
  "forms.design": { zh: "定义数据项、设计表单", en: "define facts and design forms" },
  "files.add": { zh: "上传照片", en: "add photos" },
} as const satisfies Readonly<Record<string, Label>>;

/** One of the permissions. */
export type PermissionId = keyof typeof permissions;

/** What a post of this role may do, and whose subjects it sees within its area. */
export interface Role {
  readonly name: Label;
  /** `own`: only subjects of the post's department. */
  readonly departments: "own" | "all";
  readonly permissions: readonly PermissionId[];
}

const reads = [
  "areas.read",
  "things.read",
  "devices.read",
  "readings.read",
  "alarms.read",
  "cases.read",
  "dictionaries.read",
] as const satisfies readonly PermissionId[];

/** The one table of roles: reviews of who may what are reviews of it. */
export const roles = {
  /**
   * Runs the system; has no part in cases, says of nobody that they come in, and can't read what was done. Bringing in
   * what another system kept is no move of a case: rows become facts, under an entry that says who brought them.
   */
  administrator: {
    name: { zh: "系统管理员", en: "System administrator" },
    departments: "all",
    permissions: [
      "areas.read",
      "things.read",
      "things.register",
      "things.edit",
      "things.export",
      "devices.read",
      "devices.register",
      "quarantine.read",
      "backups.read",
      "backups.make",
      "health.read",
      "clock.set",
      "forms.design",
      "imports.run",
      "cases.import",
      "notices.read",
      "templates.manage",
      "channels.manage",
      "deliveries.read",
      "deliveries.retry",
    ],
  },
  /** Says who comes in, in which posts, and ends it: who hands out permissions doesn't use them. */
  "security-administrator": {
    name: { zh: "安全管理员", en: "Security administrator" },
    departments: "all",
    permissions: [
      "areas.read",
      "accounts.read",
      "accounts.manage",
      "access.review",
      "keys.manage",
      "persons.read",
      "persons.erase",
      "health.read",
      "notices.read",
    ],
  },
  /** Reads what everybody did, the other two as well, and says whether it was right. Changes nothing. */
  auditor: {
    name: { zh: "审计管理员", en: "Auditor" },
    departments: "all",
    permissions: [
      "areas.read",
      "accounts.read",
      "access.audit",
      "access.review",
      "journal.read",
      "journal.guard",
      "health.read",
      "notices.read",
    ],
  },
  /** Receives, files, dispatches and closes; disposing and verifying are others' work. */
  "duty-officer": {
    name: { zh: "值班员", en: "Duty officer" },
    departments: "all",
    permissions: [
      ...reads,
      "notices.read",
      "access.widen",
      "deputies.appoint",
      "deliveries.read",
      "deliveries.retry",
      "alarms.acknowledge",
      "reports.create",
      "reports.answer",
      "cases.file",
      "cases.dispatch",
      "cases.void",
      "cases.close",
      "cases.comment",
      "cases.reopen",
      "dictionaries.approve",
      "cases.export",
      "things.export",
      "routing.edit",
      "cases.remind",
      "persons.read",
      "persons.record",
      "persons.edit",
      "persons.unmask",
      "persons.erase",
      "files.add",
      "quarantine.read",
      "health.read",
      "journal.read",
    ],
  },
  /** Disposes of what was dispatched to the own department. */
  handler: {
    name: { zh: "处置员", en: "Handler" },
    departments: "own",
    permissions: [
      ...reads,
      "notices.read",
      "deputies.appoint",
      "tasks.own",
      "cases.comment",
      "cases.export",
      "things.export",
      "files.add",
    ],
  },
  /** Looks whether it is really mended. */
  verifier: {
    name: { zh: "核查员", en: "Verifier" },
    departments: "all",
    permissions: [
      ...reads,
      "notices.read",
      "deputies.appoint",
      "cases.look",
      "cases.verify",
      "cases.comment",
      "cases.export",
      "things.export",
      "persons.read",
      "persons.unmask",
      "files.add",
    ],
  },
  /**
   * Walks a grid: reports what is wrong, looks before filing and verifies before closing, sees every case of the own
   * area. Disposes of nothing: who mends is never who says that it is mended.
   */
  "grid-worker": {
    name: { zh: "网格员", en: "Grid worker" },
    departments: "all",
    permissions: [
      "areas.read",
      "things.read",
      "alarms.read",
      "cases.read",
      "dictionaries.read",
      "notices.read",
      "deputies.appoint",
      "reports.create",
      "cases.look",
      "cases.verify",
      "cases.comment",
      "files.add",
    ],
  },
  /** Keeps the classes by which everything is filed and closed; putting them in force is somebody else's signature. */
  "dictionary-keeper": {
    name: { zh: "数据字典管理员", en: "Dictionary keeper" },
    departments: "all",
    permissions: [
      "forms.design",
      "routing.edit",
      ...reads,
      "notices.read",
      "deputies.appoint",
      "dictionaries.edit",
      "journal.read",
    ],
  },
  /** Answers for how the city handles its cases: urges, and says whose a disputed one is. */
  leader: {
    name: { zh: "指挥长", en: "Leader" },
    departments: "all",
    permissions: [
      ...reads,
      "notices.read",
      "access.review",
      "access.widen",
      "deputies.appoint",
      "cases.remind",
      "cases.arbitrate",
      "cases.comment",
      "health.read",
      "journal.read",
    ],
  },
  /** Another platform: reads, and reports problems. A key may be given more, one permission at a time. */
  integrator: {
    name: { zh: "系统对接方", en: "Integrator" },
    departments: "all",
    permissions: [...reads, "reports.create", "cases.import", "files.add", "receipts.record"],
  },
} as const satisfies Readonly<Record<RoleId, Role>>;

/** Whether a word names a role. */
export const isRole = (id: string): id is RoleId => Object.hasOwn(roles, id);

/** Every permission there is: the platform's, and those that the packs' flows ask for. */
export const listPermissions = (packs: Pick<Registry, "flows">): ReadonlySet<string> =>
  new Set([...Object.keys(permissions), ...[...packs.flows.values()].flatMap(permissionsOf)]);

/** What a role is; undefined when it was given up. */
export const findRole = (id: string): Role | undefined => (isRole(id) ? roles[id] : undefined);

/** What a role may, by the platform's table and by what packs grant it; a role that was given up permits nothing. */
export const permissionsOfRole = ({ packs }: Pick<Registry, "packs">, id: string): ReadonlySet<string> => {
  if (!isRole(id)) return new Set();
  const known = granted.get(packs) ?? new Map<string, ReadonlySet<string>>();
  granted.set(packs, known);
  const found =
    known.get(id) ?? new Set<string>([...roles[id].permissions, ...packs.flatMap(({ grants }) => grants?.[id] ?? [])]);
  known.set(id, found);
  return found;
};

/** Names of the roles that permit something. */
export const roleNamesFor = (registry: Pick<Registry, "packs">, permission: string): Label[] =>
  Object.entries(roles).flatMap(([id, { name }]) => (permissionsOfRole(registry, id).has(permission) ? [name] : []));

/** Packs don't change while we run. */
const granted = new WeakMap<Registry["packs"], Map<string, ReadonlySet<string>>>();

import { type PermissionId, permissions } from "@chengyun/contracts";
import { type Label, permissionsOf, type RoleId } from "@chengyun/kernel";
import type { Registry } from "../../../platform/registry.ts";

/** What a post of this role may do, and whose subjects it sees within its area. */
export interface Role {
  readonly name: Label;
  /** `own`: only subjects of the post's department. */
  readonly departments: "own" | "all";
  readonly permissions: readonly PermissionId[];
}

const reads = [
  "incidents.read",
  "areas.read",
  "things.read",
  "devices.read",
  "readings.read",
  "alarms.read",
  "risks.read",
  "cases.read",
  "dictionaries.read",
  "warnings.read",
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
      "warnings.draft",
      "warnings.approve",
      "warnings.issue",
      "incidents.open",
      "incidents.command",
      "incidents.review",
      "risks.review",
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
      "risks.read",
      "cases.read",
      "incidents.read",
      "dictionaries.read",
      "warnings.read",
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
      "warnings.approve",
      "warnings.issue",
      "risks.review",
      "cases.remind",
      "cases.arbitrate",
      "incidents.open",
      "incidents.command",
      "incidents.review",
      "cases.comment",
      "health.read",
      "journal.read",
    ],
  },
  /** Another platform: reads, and reports problems. A key may be given more, one permission at a time. */
  integrator: {
    name: { zh: "系统对接方", en: "Integrator" },
    departments: "all",
    permissions: [...reads, "reports.create", "cases.import", "files.add", "receipts.record", "warnings.receive"],
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

import { randomUUID } from "node:crypto";
import type { PersonActor } from "../platform/actor.ts";

interface Wishes {
  readonly id?: string;
  /** Permissions in addition to the role's. */
  readonly permissions?: readonly string[];
  readonly areaPath?: string;
  readonly departments?: PersonActor["departments"];
}

const person = (permissions: readonly string[], wishes: Wishes): PersonActor => ({
  kind: "person",
  id: wishes.id ?? randomUUID(),
  accountId: randomUUID(),
  sessionId: randomUUID(),
  postId: randomUUID(),
  permissions: new Set([...permissions, ...(wishes.permissions ?? [])]),
  areaPath: wishes.areaPath ?? "",
  departments: wishes.departments ?? "all",
});

const reads = [
  "areas.read",
  "things.read",
  "devices.read",
  "readings.read",
  "alarms.read",
  "cases.read",
  "notices.read",
];

/** A duty officer of the whole city. */
export const officer = (wishes: Wishes = {}): PersonActor =>
  person(
    [
      ...reads,
      "alarms.acknowledge",
      "reports.create",
      "reports.answer",
      "cases.file",
      "cases.dispatch",
      "cases.void",
      "cases.close",
      "cases.comment",
      "cases.reopen",
      "cases.remind",
      "files.add",
      "quarantine.read",
      "health.read",
      "journal.read",
    ],
    wishes,
  );

/** Somebody who disposes for one department. */
export const handler = (department: string, wishes: Wishes = {}): PersonActor =>
  person([...reads, "tasks.own", "cases.comment", "files.add"], { departments: [department], ...wishes });

/** Somebody who verifies what was disposed. */
export const verifier = (wishes: Wishes = {}): PersonActor =>
  person([...reads, "cases.look", "cases.verify", "cases.comment", "files.add"], wishes);

/** A system administrator, who has no part in cases and says of nobody that they come in. */
export const administrator = (wishes: Wishes = {}): PersonActor =>
  person(
    [
      "areas.read",
      "devices.read",
      "devices.register",
      "things.read",
      "things.register",
      "things.edit",
      "health.read",
      "clock.set",
      "quarantine.read",
    ],
    wishes,
  );

/** A security administrator: who comes in, in which posts. */
export const securityAdministrator = (wishes: Wishes = {}): PersonActor =>
  person(
    ["areas.read", "accounts.read", "accounts.manage", "access.review", "keys.manage", "health.read", "notices.read"],
    wishes,
  );

/** Who reads what everybody did, the administrators too. */
export const auditor = (wishes: Wishes = {}): PersonActor =>
  person(
    [
      "areas.read",
      "accounts.read",
      "access.audit",
      "access.review",
      "journal.read",
      "journal.guard",
      "health.read",
      "notices.read",
    ],
    wishes,
  );

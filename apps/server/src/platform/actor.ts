import { type AreaPath, type Flow, isWithin } from "@chengyun/kernel";

/** Who acts. People act in a post; keys for an integrator; the rest is the platform itself. */
export type Actor = PersonActor | KeyActor | MachineActor;

interface Reach {
  readonly permissions: ReadonlySet<string>;
  /** Area prefix within which the actor may see and act; empty for the whole city. */
  readonly areaPath: AreaPath;
  /** Departments whose subjects the actor sees; `all` for duty, verifiers and leaders. */
  readonly departments: "all" | readonly string[];
  /** The one import a worker of ours may make for them, by the digests of its file and mapping; nothing else is theirs. */
  readonly pass?: ImportPass;
}

/** Which import a pass is for. */
export interface ImportPass {
  readonly file: string;
  readonly mapping: string;
}

/** A person, in one of their posts. */
export interface PersonActor extends Reach {
  readonly kind: "person";
  /** Person id in the vault. */
  readonly id: string;
  readonly accountId: string;
  readonly sessionId: string;
  readonly postId: string;
  /** Person in whose place they act, as a deputy in that person's post. */
  readonly actingFor?: string;
  /** The wider reach taken in an emergency that they act with; every entry carries it. */
  readonly glass?: string;
  /** How they came in; absent: with a password. */
  readonly entry?: Entry;
}

/** How somebody came in, and when. */
export interface Entry {
  readonly way: "password" | "sign-on" | "passkey" | "demo";
  /** A second factor was given that is not the account's own code: a passkey's, or one another server vouches for. */
  readonly isFactored: boolean;
  readonly at: Date;
}

/** A reach that somebody takes beside their post's, one of the three. */
export interface Widening {
  readonly id: string;
  readonly areaPath: AreaPath | null;
  readonly departmentId: string | null;
  readonly permission: string | null;
}

/** Somebody with a wider reach than their post's; who may nothing yet (a first password) is not widened. */
export const widen = (actor: PersonActor, wider: Widening | undefined): PersonActor =>
  wider === undefined || actor.permissions.size === 0
    ? actor
    : {
        ...actor,
        glass: wider.id,
        areaPath: wider.areaPath ?? actor.areaPath,
        departments:
          actor.departments === "all" || wider.departmentId === null
            ? actor.departments
            : [...actor.departments, wider.departmentId],
        permissions: wider.permission === null ? actor.permissions : new Set([...actor.permissions, wider.permission]),
      };

/** An integrator's API key. */
export interface KeyActor extends Reach {
  readonly kind: "key";
  readonly id: string;
}

/** A rule, a device, or the platform (a reaction, a job, the start). */
export interface MachineActor {
  readonly kind: "rule" | "device" | "system";
  readonly id: string;
}

/** The platform itself, by the name of the part that acts. */
export const system = (id: string): MachineActor => ({ kind: "system", id });

/** Who is behind an act: the actor, and whom they act for. Four eyes are two pairs only where these differ. */
export const behind = (actor: Actor): readonly string[] =>
  actor.kind === "person" && actor.actingFor !== undefined ? [actor.id, actor.actingFor] : [actor.id];

/** Whether the actor is a machine of ours, which no scope limits. */
export const isMachine = (actor: Actor): actor is MachineActor => actor.kind !== "person" && actor.kind !== "key";

/** Whether the actor's reach is the whole city, so that what holds for all of it is theirs to set. */
export const hasCity = (actor: Actor): boolean => isMachine(actor) || actor.areaPath === "";

/** Whether the actor is a worker let in for one import. */
export const hasPass = (actor: Actor): boolean => !isMachine(actor) && actor.pass !== undefined;

/** Whether an actor may touch the import of this file by this mapping: anybody, but for a pass that is for another. */
export const fitsPass = (actor: Actor, { file, mapping }: ImportPass): boolean =>
  isMachine(actor) || actor.pass === undefined || (actor.pass.file === file && actor.pass.mapping === mapping);

/** Whether the actor holds a permission. A machine holds none: it makes the moves declared for machines. */
export const isPermitted = (actor: Actor, permission: string): boolean =>
  !isMachine(actor) && actor.permissions.has(permission);

/** Whether it is the actor's turn where the present department acts: nobody's but that department's, or of who sees all. */
export const isTurnOf = (actor: Actor, presentDepartment: string | undefined): boolean =>
  isMachine(actor) ||
  actor.departments === "all" ||
  (presentDepartment !== undefined && actor.departments.includes(presentDepartment));

/** What scope looks at. */
export interface Scoped {
  readonly areaPath: AreaPath;
  readonly departments: readonly string[];
}

/** Whether a subject in this area and of these departments lies in the actor's scope; `scope` is what its flow declares. */
export const isInScope = (actor: Actor, subject: Scoped, scope?: Flow["scope"]): boolean => {
  if (isMachine(actor)) return true;
  if (!isWithin(subject.areaPath, actor.areaPath)) return false;
  if (actor.departments === "all" || scope === "area") return true;
  return subject.departments.some((id) => actor.departments.includes(id));
};

/** What a post may do, `plural.verb`, e.g. `cases.dispatch`. */
export type Permission = `${string}.${string}`;

/** Roles a post may have, by id; the platform's table says what each may. */
export const roleIds = [
  "administrator",
  "security-administrator",
  "auditor",
  "duty-officer",
  "handler",
  "verifier",
  "grid-worker",
  "leader",
  "dictionary-keeper",
  "integrator",
] as const;

/** One of the roles. */
export type RoleId = (typeof roleIds)[number];

/**
 * The three administrators (三员分立): one runs the system, one says who comes in, one looks at both. Nobody is two of
 * them, and none of them works on anything else.
 */
export const administratorRoles = [
  "administrator",
  "security-administrator",
  "auditor",
] as const satisfies readonly RoleId[];

/** Whether a role is one of the three administrators'. */
export const isAdministratorRole = (role: string): boolean => administratorRoles.some((each) => each === role);

/** Whether one person may have posts of all these roles: of one of the three administrators alone, or of none. */
export const mayHoldTogether = (roles: readonly string[]): boolean =>
  !roles.some(isAdministratorRole) || new Set(roles).size === 1;

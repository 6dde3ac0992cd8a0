/** What a post may do, `plural.verb`, e.g. `cases.dispatch`. */
export type Permission = `${string}.${string}`;

/** Roles a post may have, by id; the platform's table says what each may. */
export const roleIds = [
  "administrator",
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

/** What a post may do, `plural.verb`, e.g. `cases.dispatch`. */
export type Permission = `${string}.${string}`;

import { type Actor, isMachine } from "./actor.ts";

/** What a transaction of a reader says first: the area it reaches and the departments, as the policies read them. */
export type Reach = readonly [area: string, departments: string];

/** An area as policies compare it. Never empty: what an ended transaction leaves behind of a variable is an empty text. */
export const areaMark = "in:";

/** Says who reaches what until the transaction ends. */
export const saying = "SELECT set_config('chengyun.area', $1, true), set_config('chengyun.departments', $2, true)";

/** What a person or key reaches; undefined for who reaches all there is, whom no fence holds. */
export const reachOf = (actor: Actor): Reach | undefined => {
  if (isMachine(actor) || (actor.areaPath === "" && actor.departments === "all")) return undefined;
  const departments = actor.departments === "all" ? "all" : `{${[...actor.departments].sort().join(",")}}`;
  return [`${areaMark}${actor.areaPath}`, departments];
};

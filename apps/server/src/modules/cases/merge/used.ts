import type { Flow } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import { type CountedMove, listMade } from "../../../platform/subject.ts";
import { cityCase } from "../case/index.ts";

const moves = Object.entries((cityCase as Flow).moves);
const answered = new Set(moves.flatMap(([, { answers }]) => answers ?? []));

/** Moves a case may see so many times, and no more: what is counted by its clock or waits for an answer is not carried by name. */
const counted: readonly string[] = moves
  .filter(([name, move]) => move.atMost !== undefined && (move.atMost.of ?? name) === name)
  .filter(([name, { extends: clock }]) => clock === undefined && !answered.has(name))
  .map(([name]) => name);

/** What a case has used up of what is given so many times: suspensions. It stays used up in the case it goes on in. */
export const usedUp = async (ctx: Context, id: string): Promise<CountedMove[]> =>
  (await listMade(ctx.db, id))
    .filter(({ move }) => counted.includes(move))
    .map(({ move, times, by }) => ({ move, times, by: by[0] ?? ctx.actor.id, at: ctx.clock.now() }));

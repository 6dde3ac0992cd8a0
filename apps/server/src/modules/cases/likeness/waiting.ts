import { setImmediate } from "node:timers/promises";
import { metresApart } from "@chengyun/kernel";
import { isInScope, isMachine } from "../../../platform/actor.ts";
import type { Context } from "../../../platform/context.ts";
import { textsOf } from "../../persons/person/index.ts";
import { around } from "./distance.ts";
import { type Compared, farthestMetres, type Marks, marksOf, nearMetres, type Possible, toPossible } from "./likely.ts";
import { cutOnce } from "./said.ts";
import { listWaitingNear, type WaitingNear } from "./store.ts";

/** Of each so many letters are compared: whoever writes more says the same. */
const mostLetters = 2_000;

/** A report that waits for the desk, as it compares, in the words of whoever wrote it. */
export interface LikelyWaiting extends Possible {
  readonly waiting: WaitingNear;
  readonly text: string;
}

/** What a report may be of: all ids of each category that it may mean, none where nobody can say, and the picture that was chosen. */
export type Meant = Pick<Compared, "categories" | "kind">;

interface Asked {
  /** The report that is being taken up itself. */
  readonly but: string | undefined;
  /** What one is likely of. */
  readonly meantBy: (waiting: WaitingNear, text: string) => Promise<Meant>;
}

/**
 * Where no words of one are known, nearness alone would ask of everything in one street: a guessed category or words in
 * common have to say so, too.
 */
const isAlike = ({ sameCategory, shared }: Marks): boolean => sameCategory || shared > 0;

/** Reports near what is compared that wait for the desk, the most likely first; only what the actor may see. */
export const listLikelyWaiting = async (
  ctx: Context,
  compared: Compared,
  { but, meantBy }: Asked,
): Promise<LikelyWaiting[]> => {
  const areaPath = isMachine(ctx.actor) ? "" : ctx.actor.areaPath;
  const { position } = compared;
  const near = (await listWaitingNear(ctx.db, { position, box: around(position, farthestMetres), areaPath })).filter(
    ({ id, areaPath: of, departments }) => id !== but && isInScope(ctx.actor, { areaPath: of, departments }, "area"),
  );
  const texts = await textsOf(
    ctx,
    near.flatMap(({ textId }) => textId ?? []),
  );
  const all: LikelyWaiting[] = [];
  for (const waiting of near) {
    const text = texts.get(waiting.textId ?? "") ?? "";
    const told = { position: waiting.position, at: waiting.at, thingId: undefined };
    const words = cutOnce(text.slice(0, mostLetters));
    const isFar = metresApart(waiting.position, compared.position) > nearMetres;
    // What is too far away to be the same needs no category; between two others get their turn.
    const meant = isFar ? { categories: [] } : await meantBy(waiting, text);
    const marks = marksOf(compared, { ...told, ...meant }, words);
    const possible = toPossible(marks);
    all.push({ ...possible, likely: possible.likely && isAlike(marks), waiting, text });
    await setImmediate();
  }
  return all
    .filter(({ marks }) => marks.metres <= farthestMetres)
    .sort((one, other) => other.likeness - one.likeness || one.marks.metres - other.marks.metres);
};

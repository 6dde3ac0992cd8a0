import type { FormShape } from "@chengyun/contracts";
import { type Flow, type Label, type Move, needsOf, takesOf } from "@chengyun/kernel";
import { AppError } from "../../../platform/app-error.ts";
import type { Context } from "../../../platform/context.ts";

/** A place of the moves: `move:<flow>/<move>`. */
export const placeOfMove = (flow: Pick<Flow, "id">, move: string): string => `move:${flow.id}/${move}`;

interface Asking {
  readonly flow: Flow;
  readonly name: string;
  readonly move: Move;
}

/** Moves that would ask a form: those it is attached to, and those whose flow's own table names it. */
const movesAsking = (ctx: Context, key: string, places: readonly string[]): Asking[] =>
  [...ctx.flows.values()].flatMap((flow) =>
    Object.entries(flow.moves)
      .filter(([name, { form }]) => form === key || places.includes(placeOfMove(flow, name)))
      .map(([name, move]): Asking => ({ flow, name, move })),
  );

/** What a form puts among the facts of a move: its facts, and its repeated parts by their ids. */
const namesIn = ({ sections }: Pick<FormShape, "sections">): Set<string> =>
  new Set(
    sections.flatMap(({ fields, repeats }) => (repeats === undefined ? fields.map(({ fact }) => fact) : [repeats.id])),
  );

const both = (move: Asking, fact: Label): string =>
  `${move.flow.name.zh}·${move.move.name.zh}：${fact.zh} ${move.flow.name.en}, ${move.move.name.en}: ${fact.en}`;

/**
 * A move takes its own facts and a form's answers under one roof: a form that asks one of the move's own would leave it
 * without an answer for good. Fails with `form.asks-own`, naming each move and fact.
 */
export const checkOwnFacts = (
  ctx: Context,
  form: Pick<FormShape, "id" | "sections">,
  { places, path }: { readonly places: readonly string[]; readonly path: string },
): void => {
  const asked = namesIn(form);
  const faults = movesAsking(ctx, form.id, places).flatMap((one) =>
    [...new Set([...needsOf(one.move), ...takesOf(one.move)])]
      .filter((id) => asked.has(id))
      .map((id) => ({ path, code: id, text: both(one, one.flow.facts?.[id]?.name ?? { zh: id, en: id }) })),
  );
  if (faults.length > 0) throw new AppError("form.asks-own", { faults });
};

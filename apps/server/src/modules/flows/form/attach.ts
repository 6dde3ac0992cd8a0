import type { FormPlace } from "@chengyun/contracts";
import { isForPeople, newStage, stagesFrom } from "@chengyun/kernel";
import { AppError } from "../../../platform/app-error.ts";
import { change } from "../../../platform/change.ts";
import { type Context, transact } from "../../../platform/context.ts";
import type { FormPort } from "../../../platform/form-port.ts";
import { formFlow } from "./flow.ts";
import { checkOwnFacts, placeOfMove } from "./own-facts.ts";
import { readAttached } from "./standing.ts";
import { findForm, insertAttachment, listAttachments, removeAttachment } from "./store.ts";
import { findFormShape } from "./version.ts";

/** Moves of flows that may be made to ask a form. */
export const listMovePlaces = (ctx: Context): FormPlace[] =>
  [...ctx.flows.values()].flatMap((flow) =>
    Object.entries(flow.moves)
      .filter(([, move]) => move.mayAsk === true && isForPeople(move) && !stagesFrom(move).includes(newStage))
      .map(
        ([name, move]): FormPlace => ({
          place: placeOfMove(flow, name),
          kind: "move",
          name: { zh: `${flow.name.zh}·${move.name.zh}`, en: `${flow.name.en}: ${move.name.en}` },
        }),
      ),
  );

const getKey = async (ctx: Context, id: string): Promise<{ key: string; published: number | undefined }> => {
  const found = await findForm(ctx.db, { id });
  if (found === undefined) throw new AppError("subject.not-found");
  return found;
};

const faultsOf = (places: readonly { readonly place: string; readonly name?: FormPlace["name"] }[]) =>
  places.map(({ place, name }) => ({
    path: "body.places",
    code: "place",
    text: name === undefined ? place : `${name.zh} ${name.en}`,
  }));

/**
 * Attaches a published form to places, all or none. Fails with `form.not-published`, `form.no-place`, `form.asks-own` and
 * `form.place-taken`; what it is attached to already stays.
 */
export const attachForm = (
  outer: Context,
  id: string,
  { places, offered }: { readonly places: readonly string[]; readonly offered: readonly FormPlace[] },
): Promise<void> =>
  transact(outer, async (ctx) => {
    const { key, published } = await getKey(ctx, id);
    const known = new Map(offered.map((one) => [one.place, one]));
    const unknown = places.filter((place) => !known.has(place));
    if (unknown.length > 0)
      throw new AppError("form.no-place", { faults: faultsOf(unknown.map((place) => ({ place }))) });
    const there = await listAttachments(ctx.db, { places });
    const taken = there.filter(({ form }) => form !== key);
    if (taken.length > 0) throw new AppError("form.place-taken", { faults: faultsOf(taken) });
    const own = new Set(there.map(({ place }) => place));
    for (const place of new Set(places)) {
      const one = known.get(place);
      if (one === undefined || own.has(place)) continue;
      await change(ctx, { kind: formFlow.kind, id }, "attach", {
        facts: { place },
        apply: async (inner) => {
          const form = published === undefined ? undefined : await findFormShape(inner, key, published);
          if (form === undefined) throw new AppError("form.not-published");
          checkOwnFacts(inner, form, { places: [place], path: "body.places" });
          if (!(await insertAttachment(inner.db, key, one)))
            throw new AppError("form.place-taken", { faults: faultsOf([one]) });
          return { changes: { form: key, name: one.name } };
        },
      });
    }
  });

/** Takes a form off places; those it is not attached to change nothing. */
export const detachForm = (outer: Context, id: string, places: readonly string[]): Promise<void> =>
  transact(outer, async (ctx) => {
    const { key } = await getKey(ctx, id);
    for (const { place, name, form } of await listAttachments(ctx.db, { places }))
      if (form === key)
        await change(ctx, { kind: formFlow.kind, id }, "detach", {
          facts: { place },
          apply: async (inner) => {
            await removeAttachment(inner.db, key, place);
            return { changes: { form: key, name } };
          },
        });
  });

/** The form a keeper attached to a move. */
export const ofMove: FormPort["ofMove"] = async (ctx, flow, name) =>
  (await readAttached(ctx)).moves.get(placeOfMove(flow, name));

/** Forms a keeper attached to categories, by place. */
export const ofCategories: FormPort["ofCategories"] = async (ctx) => (await readAttached(ctx)).categories;

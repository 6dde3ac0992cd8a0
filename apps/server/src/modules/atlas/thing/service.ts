import type { Label } from "@chengyun/kernel";
import { isInScope } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { type Apply, change, open } from "../../../platform/change.ts";
import { type Context, newId, transact } from "../../../platform/context.ts";
import { searchWords } from "../../../platform/search-words.ts";
import { getAreas } from "../area/index.ts";
import { thingFlow } from "./flow.ts";
import type { Attributes, ThingRecord } from "./model.ts";
import * as store from "./store.ts";

/** A thing as somebody registers it. */
export interface Registration {
  readonly ref: string;
  readonly type: string;
  /** The name was made up: of many sent at once, a thing that is there keeps the one it has. */
  readonly isNameMade?: boolean | undefined;
  readonly name: Label;
  readonly position: readonly [number, number];
  readonly attributes: Attributes;
  /** Its number on the plate, where it has one; else its type's. */
  readonly code?: string | undefined;
  readonly areaPath?: string | undefined;
  readonly departmentId?: string | undefined;
}

const same = (one: Attributes, other: Attributes): boolean =>
  Object.keys({ ...one, ...other }).every((name) => one[name] === other[name]);

/** A ref that is taken elsewhere tells nobody what it is. */
const checkReach = (ctx: Context, found: ThingRecord): ThingRecord => {
  if (!isInScope(ctx.actor, { areaPath: found.areaPath, departments: [] }, thingFlow.scope))
    throw new AppError("subject.not-found");
  return found;
};

const again = async (ctx: Context, found: ThingRecord, asked: Registration): Promise<ThingRecord> => {
  if (same(found.attributes, asked.attributes)) return found;
  await change(ctx, { kind: "thing", id: found.id }, "edit", {
    facts: { attributes: asked.attributes },
    apply: applyEdit,
  });
  return { ...found, attributes: asked.attributes };
};

/**
 * Registers a thing. The same `ref` again answers the thing there is, its attributes brought to what is asked
 * (an `edit`, with its entry). Fails with `thing.unknown-type` and `thing.outside-areas`.
 */
export const registerThing = (outer: Context, asked: Registration): Promise<ThingRecord> =>
  transact(outer, async (ctx) => {
    const type = ctx.deployment.registry.things.get(asked.type);
    if (type === undefined) throw new AppError("thing.unknown-type");
    const found = await store.findThing(ctx.db, { ref: asked.ref });
    if (found !== undefined) return again(ctx, checkReach(ctx, found), asked);
    const areaPath = asked.areaPath ?? (await getAreas(ctx)).at(asked.position);
    if (areaPath === undefined) throw new AppError("thing.outside-areas");
    const words = searchWords([asked.name], asked.code === undefined ? [asked.ref] : [asked.ref, asked.code]);
    const thing = { ...asked, id: newId(), areaPath, code: asked.code ?? type.code, departmentId: asked.departmentId };
    let no = 0;
    await open(ctx, { flow: "thing", move: "register", id: thing.id, areaPath, departments: [] }, async (inner) => {
      no = await store.insertThing(inner.db, thing, words);
      return {
        changes: {
          ref: asked.ref,
          type: asked.type,
          name: asked.name,
          position: asked.position,
          attributes: asked.attributes,
        },
      };
    });
    return { ...thing, no, retired: false, openAlarms: {} };
  });

/** Writes edited attributes; what isn't named is gone. */
export const applyEdit: Apply = async (ctx, found, facts) => {
  const before = await store.findThing(ctx.db, { id: found.id });
  await store.updateThing(ctx.db, found.id, { attributes: facts["attributes"] as Attributes });
  return { changes: { before: before?.attributes } };
};

/** Takes a thing off the map; its history stays. */
export const applyRetire: Apply = async (ctx, found) => {
  await store.updateThing(ctx.db, found.id, { retired: true });
  return undefined;
};

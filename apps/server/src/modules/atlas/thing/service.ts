import type { Label } from "@chengyun/kernel";
import { isInScope } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { type Apply, change, open } from "../../../platform/change.ts";
import { type Context, newId, transact } from "../../../platform/context.ts";
import { searchWords } from "../../../platform/search-words.ts";
import { getAreas } from "../area/index.ts";
import { isSame } from "./bulk-store.ts";
import { carryLinks } from "./carry.ts";
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

/** A thing as a file brings it: what isn't named of one there is stays, and what is `null` goes. */
export interface Brought extends Omit<Registration, "name" | "attributes" | "code"> {
  readonly name: { readonly zh: string; readonly en?: string | undefined };
  readonly attributes: Readonly<Record<string, number | string | null>>;
  readonly code?: string | null | undefined;
}

/** A ref that is taken elsewhere tells nobody what it is. */
const checkReach = (ctx: Context, found: ThingRecord): ThingRecord => {
  if (!isInScope(ctx.actor, { areaPath: found.areaPath, departments: [] }, thingFlow.scope))
    throw new AppError("subject.not-found");
  return found;
};

/** A thing as it is asked for: what the registrar leaves out of plate, area and department stays. */
const askedOf = async (ctx: Context, found: ThingRecord, asked: Registration) => {
  const { name, position, attributes } = asked;
  const isMoved = position[0] !== found.position[0] || position[1] !== found.position[1];
  const areaPath = asked.areaPath ?? (isMoved ? (await getAreas(ctx)).at(position) : found.areaPath);
  if (areaPath === undefined) throw new AppError("thing.outside-areas");
  if (!isInScope(ctx.actor, { areaPath, departments: [] }, thingFlow.scope)) throw new AppError("subject.not-found");
  const code = asked.code ?? found.code;
  return { name, position, attributes, areaPath, code, departmentId: asked.departmentId ?? found.departmentId };
};

const again = async (ctx: Context, found: ThingRecord, asked: Registration): Promise<ThingRecord> => {
  if (found.type !== asked.type)
    throw new AppError("request.invalid", { faults: [{ path: "body.type", code: "is-another-type" }] });
  const wanted = await askedOf(ctx, found, asked);
  if (isSame(found, wanted)) return found;
  const type = ctx.deployment.registry.things.get(found.type);
  const ownCode = wanted.code === undefined || wanted.code === type?.code ? [] : [wanted.code];
  await change(ctx, { kind: "thing", id: found.id }, "edit", {
    facts: { attributes: asked.attributes },
    apply: async (inner) => {
      await store.updateThing(inner.db, found.id, {
        ...wanted,
        words: searchWords([wanted.name], [found.ref, ...ownCode]),
      });
      await carryLinks(inner.db, [{ id: found.id, from: found.position, to: wanted.position }]);
      const { name, position } = wanted;
      const was = { name: found.name, position: found.position };
      return { changes: { before: found.attributes, name, position, was }, areaPath: wanted.areaPath };
    },
  });
  return { ...found, ...wanted };
};

/**
 * Registers a thing. The same `ref` again answers the thing there is, its name, place and attributes brought to what is
 * asked (an `edit`, with its entry); another type is a fault. Fails with `thing.unknown-type` and `thing.outside-areas`.
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

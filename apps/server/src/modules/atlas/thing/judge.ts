import type { BroughtLink } from "@chengyun/contracts";
import { isInScope } from "../../../platform/actor.ts";
import { figuresOfLink, figuresOfThing, readAttributes } from "../../../platform/attributes.ts";
import { mergeName, mergeValues } from "../../../platform/brought.ts";
import type { KeptRow, RowField } from "../../../platform/bulk.ts";
import { type Context, newId } from "../../../platform/context.ts";
import { searchWords } from "../../../platform/search-words.ts";
import type { Areas } from "../area/index.ts";
import { type BulkLink, type BulkThing, type HeldLink, type HeldThing, isSame } from "./bulk-store.ts";
import { thingFlow } from "./flow.ts";
import type { Brought } from "./service.ts";

/** A row that is not kept, with why. */
export const refuse = (ref: string, reason: string, about?: RowField): KeptRow => ({
  ...{ ref, kept: "refused", reason },
  ...(about === undefined ? {} : { about }),
});

const typeOf = ({ type }: { readonly type: string }): RowField => ({
  ...{ field: "type", name: { zh: "类型", en: "type" }, value: type },
});

export const sees = (ctx: Context, areaPath: string): boolean =>
  isInScope(ctx.actor, { areaPath, departments: [] }, thingFlow.scope);

const placeOf = (areas: Areas, row: Brought): { areaPath: string } | { fault: string } => {
  if (row.areaPath !== undefined)
    return areas.find(row.areaPath) === undefined ? { fault: "no-such-area" } : { areaPath: row.areaPath };
  const areaPath = areas.isNear(row.position) ? areas.at(row.position) : undefined;
  return areaPath === undefined ? { fault: "outside-city" } : { areaPath };
};

/** What is written of a row, given what there is of its ref, or why nothing is. */
export const toThing = (ctx: Context, areas: Areas, row: Brought, held: HeldThing | undefined): BulkThing | KeptRow => {
  const type = ctx.deployment.registry.things.get(row.type);
  if (type === undefined) return refuse(row.ref, "unknown-type", typeOf(row));
  const read = readAttributes(mergeValues(row.attributes), type, figuresOfThing(type));
  if ("fault" in read) return refuse(row.ref, "attribute-not-a-number", read.fault);
  const place = placeOf(areas, row);
  if ("fault" in place) return refuse(row.ref, place.fault);
  if (!sees(ctx, place.areaPath)) return refuse(row.ref, "out-of-scope");
  const code = (row.code === undefined ? held?.code : row.code) ?? type.code;
  // One that was only made up is no reason to call it otherwise.
  const name = (row.isNameMade === true ? held?.name : undefined) ?? mergeName(row.name, held?.name);
  return {
    id: newId(),
    ref: row.ref,
    type: row.type,
    code,
    name,
    position: row.position,
    attributes: mergeValues({ ...row.attributes, ...read.attributes }, held?.attributes),
    areaPath: place.areaPath,
    departmentId: row.departmentId,
    words: searchWords([name], code === undefined || code === type.code ? [row.ref] : [row.ref, code]),
  };
};

/** What a row means for the thing there is: another type is another thing, and what was retired stays so. */
export const judgeThing = (ctx: Context, found: HeldThing, row: BulkThing): KeptRow | "changed" => {
  if (!sees(ctx, found.areaPath)) return refuse(row.ref, "out-of-scope");
  if (found.retired) return refuse(row.ref, "retired");
  if (found.type !== row.type) return refuse(row.ref, "other-type");
  return isSame(found, row) ? { ref: row.ref, kept: "known", id: found.id } : "changed";
};

/** A thing a link may begin or end at. */
export interface LinkEnd {
  readonly id: string;
  readonly areaPath: string;
  readonly position: readonly [number, number];
}

/** Its own course; one that says none keeps what there is between the same two things, and else runs straight. */
const courseOf = (
  row: BroughtLink,
  held: HeldLink | undefined,
  ends: readonly [LinkEnd, LinkEnd],
): BulkLink["line"] => {
  if (row.line !== undefined) return row.line;
  const isBetweenThem = held !== undefined && held.from === row.from && held.to === row.to;
  return isBetweenThem ? held.line : [ends[0].position, ends[1].position];
};

/** What there is already: the things a link may end at, and links by ref. */
export interface LinkGround {
  readonly ends: ReadonlyMap<string, LinkEnd>;
  readonly held: ReadonlyMap<string, HeldLink>;
}

/** What is written of a link, given what there is of its ref, or why nothing is. */
export const toLink = (ctx: Context, { ends, held }: LinkGround, row: BroughtLink): BulkLink | KeptRow => {
  const [from, to] = [ends.get(row.from), ends.get(row.to)];
  const type = ctx.deployment.registry.links.get(row.type);
  if (type === undefined) return refuse(row.ref, "unknown-type", typeOf(row));
  const read = readAttributes(mergeValues(row.attributes), type, figuresOfLink(type));
  if ("fault" in read) return refuse(row.ref, "attribute-not-a-number", read.fault);
  if (from === undefined || to === undefined) return refuse(row.ref, "no-such-thing");
  if (!sees(ctx, from.areaPath) || !sees(ctx, to.areaPath)) return refuse(row.ref, "no-such-thing");
  const found = held.get(row.ref);
  const line = courseOf(row, found, [from, to]);
  const attributes = mergeValues({ ...row.attributes, ...read.attributes }, found?.attributes);
  return { ...row, attributes, id: newId(), fromId: from.id, toId: to.id, areaPath: from.areaPath, line };
};

/** Whether a link that is there lies outside the actor's reach; one that isn't there does not. */
export const isForeign = (ctx: Context, heldArea: string | undefined): boolean =>
  heldArea !== undefined && !sees(ctx, heldArea);

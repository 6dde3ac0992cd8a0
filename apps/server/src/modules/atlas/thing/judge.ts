import type { LinkIn } from "@chengyun/contracts";
import { isInScope } from "../../../platform/actor.ts";
import type { KeptRow, RowField } from "../../../platform/bulk.ts";
import { type Context, newId } from "../../../platform/context.ts";
import { searchWords } from "../../../platform/search-words.ts";
import type { Areas } from "../area/index.ts";
import { figuresOfLink, figuresOfThing, readAttributes } from "./attributes.ts";
import { type BulkLink, type BulkThing, type HeldThing, isSame } from "./bulk-store.ts";
import { thingFlow } from "./flow.ts";
import type { Registration } from "./service.ts";

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

const placeOf = (areas: Areas, row: Registration): { areaPath: string } | { fault: string } => {
  if (row.areaPath !== undefined)
    return areas.find(row.areaPath) === undefined ? { fault: "no-such-area" } : { areaPath: row.areaPath };
  const areaPath = areas.isNear(row.position) ? areas.at(row.position) : undefined;
  return areaPath === undefined ? { fault: "outside-city" } : { areaPath };
};

/** A row by the name the thing has, where its own was only made up. */
export const toNamed = (held: ReadonlyMap<string, HeldThing>, row: Registration): Registration => {
  const found = row.isNameMade === true ? held.get(row.ref) : undefined;
  return found === undefined ? row : { ...row, name: found.name };
};

/** What is written of a row, or why nothing is. */
export const toThing = (ctx: Context, areas: Areas, row: Registration): BulkThing | KeptRow => {
  const type = ctx.deployment.registry.things.get(row.type);
  if (type === undefined) return refuse(row.ref, "unknown-type", typeOf(row));
  const read = readAttributes(row.attributes, type, figuresOfThing(type));
  if ("fault" in read) return refuse(row.ref, "attribute-not-a-number", read.fault);
  const place = placeOf(areas, row);
  if ("fault" in place) return refuse(row.ref, place.fault);
  if (!sees(ctx, place.areaPath)) return refuse(row.ref, "out-of-scope");
  const code = row.code ?? type.code;
  return {
    id: newId(),
    ref: row.ref,
    type: row.type,
    code,
    name: row.name,
    position: row.position,
    attributes: read.attributes,
    areaPath: place.areaPath,
    departmentId: row.departmentId,
    words: searchWords([row.name], row.code === undefined ? [row.ref] : [row.ref, row.code]),
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

/** What is written of a link, or why nothing is. */
export const toLink = (ctx: Context, ends: ReadonlyMap<string, LinkEnd>, row: LinkIn): BulkLink | KeptRow => {
  const [from, to] = [ends.get(row.from), ends.get(row.to)];
  const type = ctx.deployment.registry.links.get(row.type);
  if (type === undefined) return refuse(row.ref, "unknown-type", typeOf(row));
  const read = readAttributes(row.attributes, type, figuresOfLink(type));
  if ("fault" in read) return refuse(row.ref, "attribute-not-a-number", read.fault);
  if (from === undefined || to === undefined) return refuse(row.ref, "no-such-thing");
  if (!sees(ctx, from.areaPath) || !sees(ctx, to.areaPath)) return refuse(row.ref, "no-such-thing");
  const line = row.line ?? [from.position, to.position];
  const { attributes } = read;
  return { ...row, attributes, id: newId(), fromId: from.id, toId: to.id, areaPath: from.areaPath, line };
};

/** Whether a link that is there lies outside the actor's reach; one that isn't there does not. */
export const isForeign = (ctx: Context, heldArea: string | undefined): boolean =>
  heldArea !== undefined && !sees(ctx, heldArea);

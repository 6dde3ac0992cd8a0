import type { IncidentMark, ResourceRow } from "@chengyun/contracts";
import { cityDate, type Label, type ResourceKind, type ResourceType } from "@chengyun/kernel";
import { isMachine } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { change } from "../../../platform/change.ts";
import { beyond, type Context, newId } from "../../../platform/context.ts";
import { failPoint } from "../../../platform/fail-point.ts";
import { present } from "../../../platform/present.ts";
import { rankByTravel } from "../../atlas/road/index.ts";
import { findThing, listThings, type ThingRecord } from "../../atlas/thing/index.ts";
import { listIncidentsByIds, type StandingIncident } from "../incident/index.ts";
import * as store from "./store.ts";

const pageSize = 500;
/** More of one type than this is no list to choose from; the nearest are found among the first so many. */
const mostOfType = 5_000;

const listOfType = async (ctx: Context, type: string): Promise<ThingRecord[]> => {
  const areaPaths = isMachine(ctx.actor) || ctx.actor.areaPath === "" ? [] : [ctx.actor.areaPath];
  const found: ThingRecord[] = [];
  for (let afterNo: number | undefined; found.length < mostOfType; ) {
    const some: ThingRecord[] = await listThings(ctx.db, { type, areaPaths, afterNo, limit: pageSize });
    found.push(...some);
    afterNo = some.at(-1)?.no;
    if (some.length < pageSize) break;
  }
  return found;
};

const numberOf = (thing: ThingRecord, attribute: string | undefined): number | undefined => {
  const value = attribute === undefined ? undefined : thing.attributes[attribute];
  return typeof value === "number" ? value : undefined;
};

const expiryOf = (thing: ThingRecord, type: ResourceType): string | undefined => {
  const value = type.expires === undefined ? undefined : thing.attributes[type.expires];
  return typeof value === "string" ? value : undefined;
};

const isExpired = (ctx: Context, expires: string | undefined): boolean =>
  expires !== undefined && expires < cityDate(ctx.deployment.calendar, ctx.clock.now().getTime());

/** What is known of one resource's standing for an incident. */
interface Standing {
  readonly uses: readonly store.UseRecord[];
  readonly incidentId: string;
}

const stateOf = (ctx: Context, thing: ThingRecord, type: ResourceType, { uses, incidentId }: Standing) => {
  const capacity = numberOf(thing, type.capacity);
  const used = uses.reduce((sum, { people }) => sum + people, 0);
  const isHere = uses.some((use) => use.incidentId === incidentId);
  const state: ResourceRow["state"] = isHere
    ? "here"
    : isExpired(ctx, expiryOf(thing, type))
      ? "expired"
      : capacity !== undefined
        ? used >= capacity
          ? "full"
          : "free"
        : uses.length > 0 && type.shared !== true
          ? "elsewhere"
          : "free";
  return { state, capacity, used, here: uses.find((use) => use.incidentId === incidentId)?.people };
};

const detailsOf = (ctx: Context, thing: ThingRecord, type: ResourceType): { name: Label; value: string }[] => {
  const attributes = ctx.deployment.registry.things.get(thing.type)?.attributes ?? {};
  return (type.shows ?? []).flatMap((id) => {
    const [known, value] = [attributes[id], thing.attributes[id]];
    if (known === undefined || value === undefined) return [];
    return [{ name: known.name, value: known.unit === undefined ? String(value) : `${value} ${known.unit}` }];
  });
};

const markOf = (incident: StandingIncident | undefined): IncidentMark | undefined =>
  incident === undefined
    ? undefined
    : {
        id: incident.id,
        no: incident.no,
        title: incident.title,
        drill: incident.drill,
        ...(incident.level === undefined ? {} : { level: incident.level }),
      };

interface Found {
  readonly thing: ThingRecord;
  readonly type: ResourceType;
  readonly seconds: number | undefined;
}

/** Incidents that have some resources, whosever they are: who has it is told to whoever wants it. */
const holdersOf = async (ctx: Context, uses: readonly store.UseRecord[]) =>
  new Map(
    (await listIncidentsByIds(beyond(ctx).db, [...new Set(uses.map(({ incidentId }) => incidentId))])).map(
      (incident) => [incident.id, incident],
    ),
  );

const toRows = async (ctx: Context, incidentId: string, found: readonly Found[]): Promise<ResourceRow[]> => {
  const uses = await store.listUses(
    beyond(ctx).db,
    found.map(({ thing }) => thing.id),
  );
  const holders = await holdersOf(ctx, uses);
  return found.map(({ thing, type, seconds }): ResourceRow => {
    const own = uses.filter(({ thingId }) => thingId === thing.id);
    const { state, capacity, used, here } = stateOf(ctx, thing, type, { uses: own, incidentId });
    const holder = capacity === undefined ? markOf(holders.get(own[0]?.incidentId ?? "")) : undefined;
    return {
      id: thing.id,
      name: thing.name,
      kind: type.kind,
      type: thing.type,
      position: [...thing.position],
      state,
      details: detailsOf(ctx, thing, type),
      ...present({
        seconds: seconds === undefined ? undefined : Math.round(seconds),
        incident: holder,
        capacity,
        used: capacity === undefined ? undefined : used,
        here: capacity === undefined ? undefined : here,
        expires: expiryOf(thing, type),
      }),
    };
  });
};

const stateRank: Readonly<Record<ResourceRow["state"], number>> = {
  here: 0,
  free: 1,
  elsewhere: 2,
  full: 3,
  expired: 4,
};

/** Resources for an incident: what it has first, then what is free, the soonest there by road first. */
export const rankResources = async (
  ctx: Context,
  incident: StandingIncident,
  asked: { readonly kind: ResourceKind | undefined; readonly limit: number },
): Promise<ResourceRow[]> => {
  const types = [...ctx.deployment.registry.resources.values()].filter(({ kind }) => (asked.kind ?? kind) === kind);
  const items: { position: readonly [number, number]; thing: ThingRecord; type: ResourceType }[] = [];
  for (const type of types)
    for (const thing of await listOfType(ctx, type.thing)) items.push({ position: thing.position, thing, type });
  const ranked = await rankByTravel(ctx, { to: incident.position, items, mode: "drive", most: items.length });
  const reached = new Set(ranked.map(({ item }) => item.thing.id));
  const found: Found[] = [
    ...ranked.map(({ item: { thing, type }, seconds }) => ({ thing, type, seconds })),
    ...items
      .filter(({ thing }) => !reached.has(thing.id))
      .map(({ thing, type }) => ({ thing, type, seconds: undefined })),
  ];
  const rows = await toRows(ctx, incident.id, found);
  const far = Number.POSITIVE_INFINITY;
  return rows
    .toSorted((a, b) => stateRank[a.state] - stateRank[b.state] || (a.seconds ?? far) - (b.seconds ?? far))
    .slice(0, asked.limit);
};

/** Resources an incident has. */
export const resourcesOf = async (ctx: Context, incident: StandingIncident): Promise<ResourceRow[]> => {
  const uses = await store.listUsesOf(ctx.db, incident.id);
  const found: Found[] = [];
  for (const { thingId } of uses) {
    const thing = await findThing(ctx.db, { id: thingId });
    const type = ctx.deployment.registry.resources.get(thing?.type ?? "");
    if (thing !== undefined && type !== undefined) found.push({ thing, type, seconds: undefined });
  }
  return toRows(ctx, incident.id, found);
};

const getResource = async (ctx: Context, thingId: string): Promise<{ thing: ThingRecord; type: ResourceType }> => {
  const thing = await findThing(ctx.db, { id: thingId });
  const type = ctx.deployment.registry.resources.get(thing?.type ?? "");
  if (thing === undefined || type === undefined || type.shared === true) throw new AppError("resource.unknown");
  return { thing, type };
};

const toldWho = async (ctx: Context, incidentId: string): Promise<AppError> => {
  const [holder] = await listIncidentsByIds(beyond(ctx).db, [incidentId]);
  const who = holder === undefined ? "" : holder.no;
  return new AppError("resource.taken", {
    faults: [
      {
        path: "body.thing",
        code: "taken",
        text: {
          zh: `已由${holder?.title.zh ?? ""}（${who}）调用`,
          en: `${holder?.title.en ?? ""} (${who}) has it`,
        },
      },
    ],
  });
};

/** A drill takes nothing away from what is real: what it has is real use for drills only. */
const checkFree = async (ctx: Context, incident: StandingIncident, uses: readonly store.UseRecord[]): Promise<void> => {
  const [other] = uses;
  if (other !== undefined && other.incidentId !== incident.id) throw await toldWho(ctx, other.incidentId);
};

const checkRoom = (
  { thing, type }: { thing: ThingRecord; type: ResourceType },
  uses: readonly store.UseRecord[],
  { incident, people }: { incident: StandingIncident; people: number },
): void => {
  const others = uses.filter(({ incidentId }) => incidentId !== incident.id).reduce((sum, one) => sum + one.people, 0);
  if (others + people > (numberOf(thing, type.capacity) ?? 0)) throw new AppError("resource.full");
};

/** Reserves a resource for an incident; exactly one gets what only one can have. Fails with who has it. */
export const reserve = (
  outer: Context,
  incident: StandingIncident,
  asked: { readonly thing: string; readonly people: number },
): Promise<void> =>
  change(outer, { kind: "incident", id: incident.id }, "reserve", {
    apply: async (ctx) => {
      await store.lockResource(ctx.db, asked.thing);
      const found = await getResource(ctx, asked.thing);
      if (isExpired(ctx, expiryOf(found.thing, found.type))) throw new AppError("resource.expired");
      const uses = await store.listUses(ctx.db, [asked.thing]);
      const holdsPeople = found.type.capacity !== undefined;
      if (holdsPeople) checkRoom(found, uses, { incident, people: asked.people });
      else await checkFree(ctx, incident, uses);
      const own = uses.find(({ incidentId }) => incidentId === incident.id);
      if (own === undefined)
        await store.insertUse(ctx.db, {
          id: newId(),
          incidentId: incident.id,
          thingId: asked.thing,
          kind: found.type.kind,
          people: holdsPeople ? asked.people : 0,
          shared: holdsPeople,
          reservedAt: ctx.clock.now(),
          reservedBy: ctx.actor.id,
        });
      else if (holdsPeople) await store.updatePeople(ctx.db, own.id, asked.people);
      failPoint("resource-reserve");
      const people = holdsPeople ? { people: asked.people } : {};
      return { changes: { thing: asked.thing, name: found.thing.name, kind: found.type.kind, ...people } };
    },
  }).then(() => undefined);

/** Gives a resource back. */
export const release = (outer: Context, incidentId: string, thingId: string): Promise<void> =>
  change(outer, { kind: "incident", id: incidentId }, "release", {
    apply: async (ctx) => {
      const use = (await store.listUsesOf(ctx.db, incidentId)).find((one) => one.thingId === thingId);
      if (use === undefined) throw new AppError("subject.not-found");
      await store.releaseUse(ctx.db, use.id, ctx.clock.now());
      return { changes: { thing: thingId, kind: use.kind } };
    },
  }).then(() => undefined);

/** Gives back everything an incident has, each with its entry. */
export const releaseAll = async (ctx: Context, incidentId: string): Promise<void> => {
  for (const { thingId } of await store.listUsesOf(ctx.db, incidentId)) await release(ctx, incidentId, thingId);
};

/** Fills the nearest shelters with so many people, in the order of the road; answers how many found no place. */
export const fillShelters = async (ctx: Context, incident: StandingIncident, people: number): Promise<number> => {
  const shelters = await rankResources(ctx, incident, { kind: "shelter", limit: 200 });
  let left = people;
  for (const { id, capacity = 0, used = 0, here = 0, seconds } of shelters.toSorted(
    (a, b) => (a.seconds ?? Number.POSITIVE_INFINITY) - (b.seconds ?? Number.POSITIVE_INFINITY),
  )) {
    const room = capacity - used;
    if (left <= 0) break;
    if (room <= 0 || seconds === undefined) continue;
    const some = Math.min(left, room);
    await reserve(ctx, incident, { thing: id, people: here + some });
    left -= some;
  }
  return left;
};

import { Id, page, Thing, ThingIn, ThingPin, ThingQuery } from "@chengyun/contracts";
import { type AreaPath, isWithin } from "@chengyun/kernel";
import { z } from "zod";
import { isMachine } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import type { Context } from "../../../platform/context.ts";
import { toNumberCursor } from "../../../platform/cursor.ts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { findSubject } from "../../../platform/subject.ts";
import { getAreas } from "../area/index.ts";
import { gravest, type ThingRecord } from "./model.ts";
import { registerThing } from "./service.ts";
import { findThing, listLinksOf, listThings, listThingsById } from "./store.ts";

/** The area the actor may look into. Things are seen by area; whose they are doesn't matter. */
const reachOf = (ctx: Context): AreaPath => (isMachine(ctx.actor) ? "" : ctx.actor.areaPath);

const toPin = (thing: ThingRecord): z.infer<typeof ThingPin> => {
  const severity = gravest(thing.openAlarms);
  return {
    id: thing.id,
    no: thing.no,
    ref: thing.ref,
    type: thing.type,
    name: thing.name,
    position: [...thing.position],
    silent: Object.values(thing.openAlarms).some((alarm) => alarm.silence),
    ...(thing.code === undefined ? {} : { code: thing.code }),
    ...(severity === undefined ? {} : { severity }),
  };
};

const getVisible = async (ctx: Context, id: string): Promise<ThingRecord> => {
  const thing = await findThing(ctx.db, { id });
  if (thing === undefined || !isWithin(thing.areaPath, reachOf(ctx))) throw new AppError("subject.not-found");
  return thing;
};

const neighbours = async (ctx: Context, id: string) => {
  const links = await listLinksOf(ctx.db, id);
  const names = new Map(
    (
      await listThingsById(
        ctx.db,
        links.flatMap(({ fromId, toId }) => [fromId, toId]),
      )
    ).map((thing) => [thing.id, thing.name]),
  );
  const name = (of: string) => ({ id: of, name: names.get(of) ?? { zh: of, en: of } });
  return {
    upstream: links.filter((link) => link.toId === id).map((link) => name(link.fromId)),
    downstream: links.filter((link) => link.fromId === id).map((link) => name(link.toId)),
  };
};

const listAttributes = (ctx: Context, thing: ThingRecord): z.infer<typeof Thing>["attributeList"] => {
  const types = ctx.deployment.registry.things.get(thing.type)?.attributes ?? {};
  return Object.entries(thing.attributes).map(([id, value]) => {
    const type = types[id];
    return {
      id,
      name: type?.name ?? { zh: id, en: id },
      value,
      ...(type?.unit === undefined ? {} : { unit: type.unit }),
    };
  });
};

const toThing = async (ctx: Context, thing: ThingRecord): Promise<z.infer<typeof Thing>> => {
  const subject = await findSubject(ctx.db, thing.id);
  return {
    ...toPin(thing),
    typeName: ctx.deployment.registry.nameOf("thing", thing.type),
    attributes: { ...thing.attributes },
    attributeList: listAttributes(ctx, thing),
    areaPath: thing.areaPath,
    areaNames: (await getAreas(ctx)).namesOf(thing.areaPath),
    stage: subject?.stage ?? "registered",
    version: subject?.version ?? 1,
    ...(await neighbours(ctx, thing.id)),
    ...(thing.departmentId === undefined ? {} : { departmentId: thing.departmentId }),
  };
};

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/things",
    summary: "Things of the actor's area, as pins",
    access: "things.read",
    scope: "list",
    query: ThingQuery,
    answer: page(ThingPin),
    handle: async (ctx, { query }) => {
      const things = await listThings(ctx.db, {
        box: query.box,
        type: query.type,
        words: query.q,
        alarmed: query.alarmed,
        areaPaths: [reachOf(ctx), query.area ?? ""].filter((path) => path !== ""),
        afterNo: toNumberCursor(query.after),
        limit: query.limit,
      });
      const last = things.at(-1);
      return {
        items: things.map(toPin),
        ...(things.length === query.limit && last !== undefined ? { next: String(last.no) } : {}),
      };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/things/:id",
    summary: "A thing whole: what, where, whose, its neighbours up and down",
    access: "things.read",
    scope: "subject",
    params: z.object({ id: Id }),
    answer: Thing,
    handle: async (ctx, { params }) => toThing(ctx, await getVisible(ctx, params.id)),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/things",
    summary: "Registers a thing; the same ref again is the same thing",
    access: "things.register",
    scope: "list",
    body: ThingIn,
    answer: z.object({ id: Id, no: z.number().int() }),
    handle: async (ctx, { body }) => {
      const { id, no } = await registerThing(ctx, body);
      return { id, no };
    },
  }),
];

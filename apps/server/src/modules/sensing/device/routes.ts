import { Device, DeviceBatchIn, DeviceBatchMade, DeviceIn, DeviceMade, PageQuery, page } from "@chengyun/contracts";
import type { z } from "zod";
import { isMachine } from "../../../platform/actor.ts";
import type { Context } from "../../../platform/context.ts";
import { toNumberCursor } from "../../../platform/cursor.ts";
import { findLatest } from "../../../platform/ingest-link.ts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { listThingsById } from "../../atlas/thing/index.ts";
import { keepDevices } from "./batch.ts";
import type { DeviceRecord } from "./model.ts";
import { registerDevice } from "./service.ts";
import { listDevices, listStreamsOf } from "./store.ts";

/** When each thing's streams were last heard of. */
const lastSeen = async (ctx: Context, thingIds: readonly string[]): Promise<Map<string, string>> => {
  const streams = await listStreamsOf(ctx.db, thingIds);
  const latest = await findLatest(
    ctx.deployment,
    streams.map(({ no }) => no),
  );
  const seen = new Map<string, number>();
  for (const { thingId, no } of streams) {
    const received = latest?.get(no)?.received ?? 0;
    if (received > (seen.get(thingId) ?? 0)) seen.set(thingId, received);
  }
  return new Map([...seen].map(([id, ms]) => [id, new Date(ms).toISOString()]));
};

const toDevices = async (ctx: Context, devices: readonly DeviceRecord[]): Promise<z.infer<typeof Device>[]> => {
  const thingIds = [...new Set(devices.map(({ thingId }) => thingId))];
  const [things, seen] = await Promise.all([listThingsById(ctx.db, thingIds), lastSeen(ctx, thingIds)]);
  const names = new Map(things.map(({ id, name }) => [id, name]));
  return devices.map(({ id, type, name, thingId, areaPath, stage, version }) => {
    const lastSeenAt = seen.get(thingId);
    return {
      id,
      type,
      typeName: ctx.deployment.registry.devices.get(type)?.name ?? { zh: type, en: type },
      name,
      thingId,
      thingName: names.get(thingId) ?? { zh: thingId, en: thingId },
      areaPath,
      stage,
      version,
      ...(lastSeenAt === undefined ? {} : { lastSeenAt }),
    };
  });
};

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/devices",
    summary: "Devices of the actor's area, without their tokens",
    access: "devices.read",
    scope: "list",
    query: PageQuery,
    answer: page(Device),
    handle: async (ctx, { query }) => {
      const devices = await listDevices(ctx.db, {
        areaPath: isMachine(ctx.actor) ? "" : ctx.actor.areaPath,
        afterNo: toNumberCursor(query.after) ?? 0,
        limit: query.limit,
      });
      const last = devices.at(-1);
      return {
        items: await toDevices(ctx, devices),
        ...(devices.length === query.limit && last !== undefined ? { next: String(last.no) } : {}),
      };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/devices",
    summary: "Register a device; its token is answered once, and the same ref again makes another",
    access: "devices.register",
    scope: "subject",
    body: DeviceIn,
    answer: DeviceMade,
    handle: (ctx, { body }) => registerDevice(ctx, body),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/imports/devices",
    summary:
      "Register up to 500 devices, each with the digest of its own token; safe to repeat, one journal entry a batch",
    access: "devices.register",
    scope: "list",
    body: DeviceBatchIn,
    answer: DeviceBatchMade,
    handle: async (ctx, { body }) => ({ items: await keepDevices(ctx, body) }),
  }),
];

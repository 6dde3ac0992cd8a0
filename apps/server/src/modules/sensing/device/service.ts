import { createHash, randomBytes } from "node:crypto";
import { type DeviceType, isWithin, streamsOf } from "@chengyun/kernel";
import { isMachine } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { type Apply, change, open } from "../../../platform/change.ts";
import { type Context, newId, transact } from "../../../platform/context.ts";
import { findThing, type ThingRecord } from "../../atlas/thing/index.ts";
import type { DeviceRecord } from "./model.ts";
import * as store from "./store.ts";

/** Found by scanners of leaked secrets, and told from an API key at a glance. */
const prefix = "cyd_";

/** A new token: 32 random bytes. */
export const makeToken = (): string => `${prefix}${randomBytes(32).toString("base64url")}`;

/** What is kept of a token: it has full entropy, so a plain digest does. */
export const hashToken = (token: string | Buffer): Buffer => createHash("sha256").update(token).digest();

/** A device as somebody registers it. */
export interface DeviceRegistration {
  readonly ref: string;
  readonly type: string;
  readonly thingId: string;
  readonly name: string;
}

const fault = (path: string, code: string) => new AppError("request.invalid", { faults: [{ path, code }] });

const getThing = async (ctx: Context, id: string): Promise<ThingRecord> => {
  const thing = await findThing(ctx.db, { id });
  const reach = isMachine(ctx.actor) ? "" : ctx.actor.areaPath;
  if (thing === undefined || thing.retired || !isWithin(thing.areaPath, reach)) throw new AppError("subject.not-found");
  return thing;
};

const again = async (ctx: Context, found: DeviceRecord, asked: DeviceRegistration) => {
  if (found.thingId !== asked.thingId) throw fault("body.thingId", "serves-another-thing");
  if (found.type !== asked.type) throw fault("body.type", "is-another-type");
  const token = makeToken();
  await change(ctx, { kind: "device", id: found.id }, "renew-token", {
    apply: async (inner) => {
      await store.updateDevice(inner.db, found.id, { name: asked.name, tokenHash: hashToken(token) });
      return {};
    },
  });
  return { id: found.id, token };
};

const addStreams = (ctx: Context, type: DeviceType, thing: ThingRecord, deviceId: string): Promise<void> =>
  store.insertStreams(
    ctx.db,
    streamsOf(type).map((stream) => ({
      id: newId(),
      thingId: thing.id,
      type: stream.id,
      deviceId,
      areaPath: thing.areaPath,
      registeredAt: ctx.clock.now(),
    })),
  );

/**
 * Registers a device for a thing and answers its token, this once. The same `ref` again keeps the id and makes the
 * token before it void. Fails with `device.unknown-type`, `subject.not-found` (no such thing in scope).
 */
export const registerDevice = (outer: Context, asked: DeviceRegistration): Promise<{ id: string; token: string }> =>
  transact(outer, async (ctx) => {
    const type = ctx.deployment.registry.devices.get(asked.type);
    if (type === undefined) throw new AppError("device.unknown-type");
    const thing = await getThing(ctx, asked.thingId);
    if (type.serves.id !== thing.type) throw fault("body.type", "serves-another-kind-of-thing");
    await store.pokeRegistry(ctx.db);
    const found = await store.findDeviceByRef(ctx.db, asked.ref);
    if (found !== undefined) return again(ctx, found, asked);
    const made = { id: newId(), token: makeToken() };
    const { areaPath } = thing;
    await open(ctx, { flow: "device", move: "register", id: made.id, areaPath, departments: [] }, async (inner) => {
      await store.insertDevice(inner.db, { ...asked, id: made.id, areaPath, tokenHash: hashToken(made.token) });
      await addStreams(inner, type, thing, made.id);
      const { ref, name, thingId } = asked;
      return { changes: { ref, name, thingId, type: asked.type } };
    });
    return made;
  });

/** A stream wished for: of a thing, by its type. */
export interface StreamWish {
  readonly thing: ThingRecord;
  readonly type: string;
}

/** Numbers of streams by `<thing id> <type>`; those that are not there yet are made, without a device. */
export const provideStreams = async (
  ctx: Context,
  wishes: readonly StreamWish[],
): Promise<ReadonlyMap<string, number>> => {
  const ids = [...new Set(wishes.map(({ thing }) => thing.id))];
  const find = async () =>
    new Map((await store.listStreamsOf(ctx.db, ids)).map(({ thingId, type, no }) => [`${thingId} ${type}`, no]));
  const known = await find();
  const absent = wishes.filter(({ thing, type }) => !known.has(`${thing.id} ${type}`));
  if (absent.length === 0) return known;
  await store.insertStreams(
    ctx.db,
    absent.map(({ thing, type }) => ({
      id: newId(),
      thingId: thing.id,
      type,
      deviceId: undefined,
      areaPath: thing.areaPath,
      registeredAt: ctx.clock.now(),
    })),
  );
  await store.pokeRegistry(ctx.db);
  return find();
};

/** Writes another name. */
export const applyEdit: Apply = async (ctx, found, facts) => {
  await store.updateDevice(ctx.db, found.id, { name: String(facts["name"]) });
  return undefined;
};

/** Makes the token void at once; registering the device again gives the next. */
export const applyVoidToken: Apply = async (ctx, found) => {
  await store.updateDevice(ctx.db, found.id, { tokenHash: null });
  await store.pokeRegistry(ctx.db);
  return undefined;
};

import type { DeviceBatchIn, DeviceKept, DeviceRow } from "@chengyun/contracts";
import { isWithin, streamsOf } from "@chengyun/kernel";
import type { z } from "zod";
import { isMachine } from "../../../platform/actor.ts";
import { keepMany } from "../../../platform/bulk.ts";
import { change } from "../../../platform/change.ts";
import { type Context, newId } from "../../../platform/context.ts";
import { feedOf } from "../../../platform/registry.ts";
import { deviceFlow } from "./flow.ts";
import { hashToken, makeToken } from "./service.ts";
import * as store from "./store.ts";

interface Known {
  readonly things: Awaited<ReturnType<typeof store.listServedThings>>;
  readonly held: ReadonlyMap<string, store.HeldDevice>;
}

/** A row that is new, with the token that was made for it, if one was. */
interface Fresh extends store.NewDevice {
  readonly token: string | undefined;
}

const refuse = (ref: string, reason: string): DeviceKept => ({ ref, kept: "refused", reason });

/** What a row comes to: an answer, a device to add, or a device whose name or token becomes another. */
type Verdict = DeviceKept | Fresh | { readonly changes: store.HeldDevice };

const isFresh = (verdict: Verdict): verdict is Fresh => "thingId" in verdict;

/** What a row means for the device there is. */
const judgeHeld = (row: DeviceRow, found: store.HeldDevice, is: { thingId: string; type: string }): Verdict => {
  if (found.stage === "retired") return refuse(row.ref, "retired");
  if (found.thingId !== is.thingId) return refuse(row.ref, "serves-another-thing");
  if (found.type !== is.type) return refuse(row.ref, "is-another-type");
  const isSame = found.name === row.name && (row.tokenHash === undefined || row.tokenHash === found.tokenHash);
  return isSame ? { ref: row.ref, kept: "known", id: found.id } : { changes: found };
};

const judge = (ctx: Context, row: DeviceRow, { things, held }: Known): Verdict => {
  const thing = things.get(row.thing);
  const type = ctx.deployment.registry.devices.get(row.type ?? feedOf(thing?.type ?? ""));
  const reach = isMachine(ctx.actor) ? "" : ctx.actor.areaPath;
  if (row.type === undefined && thing === undefined) return refuse(row.ref, "no-such-thing");
  if (type === undefined) return refuse(row.ref, "unknown-type");
  if (thing === undefined || thing.retired || !isWithin(thing.areaPath, reach)) return refuse(row.ref, "no-such-thing");
  if (type.serves.id !== thing.type) return refuse(row.ref, "serves-another-kind-of-thing");
  const found = held.get(row.ref);
  if (found !== undefined) return judgeHeld(row, found, { thingId: thing.id, type: type.id });
  const token = row.tokenHash === undefined ? makeToken() : undefined;
  const tokenHash = row.tokenHash ?? hashToken(token ?? "").toString("hex");
  const { ref, name } = row;
  return { id: newId(), ref, type: type.id, thingId: thing.id, name, areaPath: thing.areaPath, tokenHash, token };
};

const applyChange = async (ctx: Context, row: DeviceRow, found: store.HeldDevice): Promise<DeviceKept> => {
  if (row.tokenHash !== undefined && row.tokenHash !== found.tokenHash)
    await change(ctx, { kind: "device", id: found.id }, "renew-token", {
      apply: async (inner) => {
        await store.updateDevice(inner.db, found.id, {
          name: row.name,
          tokenHash: Buffer.from(row.tokenHash ?? "", "hex"),
        });
        return {};
      },
    });
  else await store.updateDevice(ctx.db, found.id, { name: row.name });
  return { ref: row.ref, kept: "changed", id: found.id };
};

const settle = async (ctx: Context, row: DeviceRow, verdict: Verdict): Promise<DeviceKept> => {
  if ("changes" in verdict) return applyChange(ctx, row, verdict.changes);
  if (!isFresh(verdict)) return verdict;
  const { ref, id, token } = verdict;
  return { ref, kept: "added", id, ...(token === undefined ? {} : { token }) };
};

const addAll = async (ctx: Context, fresh: readonly Fresh[]): Promise<void> => {
  if (fresh.length === 0) return;
  const at = ctx.clock.now();
  await store.insertDevices(ctx.db, fresh, { at, flow: deviceFlow });
  const streams = fresh.flatMap((device) => {
    const type = ctx.deployment.registry.devices.get(device.type);
    return (type === undefined ? [] : streamsOf(type)).map((stream) => ({
      id: newId(),
      thingId: device.thingId,
      type: stream.id,
      deviceId: device.id,
      areaPath: device.areaPath,
      registeredAt: at,
    }));
  });
  await store.insertStreams(ctx.db, streams);
};

const keepRows = async (ctx: Context, rows: readonly DeviceRow[]): Promise<DeviceKept[]> => {
  const known: Known = {
    things: await store.listServedThings(ctx.db, [...new Set(rows.map(({ thing }) => thing))]),
    held: await store.lockDevicesByRef(
      ctx.db,
      rows.map(({ ref }) => ref),
    ),
  };
  const fresh: Fresh[] = [];
  const kept: DeviceKept[] = [];
  for (const row of rows) {
    const verdict = judge(ctx, row, known);
    if (isFresh(verdict)) fresh.push(verdict);
    kept.push(await settle(ctx, row, verdict));
  }
  await addAll(ctx, fresh);
  if (kept.some(({ kept: what }) => what === "added" || what === "changed")) await store.pokeRegistry(ctx.db);
  return kept;
};

/**
 * Registers many devices, one entry a batch; safe to repeat. A device brings the digest of its own token, or gets a
 * token that is answered this once. Who sees the whole city sees the entry.
 */
export const keepDevices = async (
  outer: Context,
  { source, devices }: z.output<typeof DeviceBatchIn>,
): Promise<DeviceKept[]> => {
  const tokens = new Map<string, string>();
  const kept = await keepMany(outer, devices, {
    of: "devices",
    from: { source },
    refOf: ({ ref }) => ref,
    keep: async (ctx, rows) => {
      const told = await keepRows(ctx, rows);
      for (const { id, token } of told) if (id !== undefined && token !== undefined) tokens.set(id, token);
      return told.map(({ ref, kept: what, reason, id }) => ({
        ...{ ref, kept: what },
        ...(reason === undefined ? {} : { reason }),
        ...(id === undefined ? {} : { id }),
      }));
    },
    areaOf: () => "",
  });
  return kept.map((row) => {
    const token = row.kept === "added" ? tokens.get(row.id ?? "") : undefined;
    return token === undefined ? row : { ...row, token };
  });
};

import type { WarningProof } from "@chengyun/contracts";
import { booleanPointInPolygon } from "@turf/boolean-point-in-polygon";
import type { Context } from "../../../platform/context.ts";
import { listThingsById } from "../../atlas/thing/index.ts";
import { listChannels } from "../../notices/channel/index.ts";
import { countAbout } from "../../notices/delivery/index.ts";
import { listServedBy } from "../../sensing/device/index.ts";
import { warningFlow } from "./flow.ts";
import { findWarning } from "./store.ts";

const messages: Readonly<Record<string, WarningProof["message"]>> = {
  "warning-issued": "issued",
  "warning-cancelled": "cancelled",
};

/** How far a warning's messages came, by each way. */
export const listProofs = async (ctx: Context, id: string): Promise<WarningProof[]> => {
  const counts = await countAbout(ctx.whole, { kind: warningFlow.kind, id });
  const names = new Map((await listChannels(ctx.whole)).map((channel) => [channel.id, channel.name]));
  return counts.flatMap(({ type, channelId, failure, ...count }) => {
    const message = messages[type];
    const name = channelId === undefined ? undefined : names.get(channelId);
    return message === undefined
      ? []
      : [
          {
            ...count,
            message,
            ...(name === undefined ? {} : { name }),
            ...(failure === undefined || count.failed === 0 ? {} : { failure }),
          },
        ];
  });
};

/** Which of some displays and loudspeakers stand where a warning holds. */
export const listWithin = async (
  ctx: Context,
  id: string,
  devices: readonly string[],
): Promise<ReadonlySet<string>> => {
  const found = await findWarning(ctx.whole, id);
  if (found === undefined) return new Set();
  const served = await listServedBy(ctx.whole, devices);
  const things = await listThingsById(ctx.whole, [...new Set(served.values())]);
  const inside = new Set(
    things.filter(({ position: [x, y] }) => booleanPointInPolygon([x, y], found.shape)).map((thing) => thing.id),
  );
  return new Set(devices.filter((device) => inside.has(served.get(device) ?? "")));
};

import type { Stream } from "@chengyun/contracts";
import type { StreamType } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import { quality, type Reading } from "../../../platform/readings/index.ts";
import { thresholdLines } from "../../alarms/rule/index.ts";
import type { ThingRecord } from "../../atlas/thing/index.ts";
import type { StreamRecord } from "../device/index.ts";

const qualityNames = [
  [quality.outOfRange, "out-of-range"],
  [quality.clockSkewed, "clock-skewed"],
  [quality.backfilled, "backfilled"],
  [quality.corrected, "corrected"],
] as const;

/** What the bits of a quality say, e.g. `out-of-range,clock-skewed`; `good` when none is set. */
export const qualityWords = (flags: number): string =>
  qualityNames.flatMap(([flag, name]) => ((flags & flag) === 0 ? [] : [name])).join(",") || "good";

const linesOf = ({ deployment: { registry } }: Context, thing: ThingRecord, type: StreamType): Stream["lines"] => {
  const thingType = registry.things.get(thing.type);
  if (thingType === undefined) return [];
  return registry.rulesOn(thingType, type).flatMap((rule) => thresholdLines(rule, thing.attributes));
};

const typeParts = (type: StreamType) => ({
  ...(type.unit === undefined ? {} : { unit: type.unit }),
  ...(type.range === undefined ? {} : { range: [...type.range] as [number, number] }),
  ...(type.every === undefined ? {} : { everyMs: type.every as number }),
  ...(type.states === undefined
    ? {}
    : { states: Object.entries(type.states).map(([id, name]) => ({ id, name: { ...name } })) }),
});

/** A stream with its newest value and the thresholds of the rules on it. */
export const toStreamShape = (
  ctx: Context,
  { thing, stream, latest }: { thing: ThingRecord; stream: StreamRecord; latest: Reading | undefined },
): Stream[] => {
  const type = ctx.deployment.registry.things.get(thing.type)?.streams.find(({ id }) => id === stream.type);
  if (type === undefined) return [];
  const newest =
    latest === undefined
      ? {}
      : {
          latest: {
            at: new Date(latest.at).toISOString(),
            value: latest.value,
            quality: qualityWords(latest.quality),
          },
        };
  return [
    {
      id: stream.id,
      no: stream.no,
      thingId: thing.id,
      type: stream.type,
      name: type.name,
      digits: type.digits ?? 0,
      lines: linesOf(ctx, thing, type),
      ...typeParts(type),
      ...newest,
      ...(stream.deviceId === undefined ? {} : { deviceId: stream.deviceId }),
    },
  ];
};

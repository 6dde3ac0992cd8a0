import type { Client } from "@chengyun/client";
import type { Stage } from "../stage.ts";
import type { PlayTruth } from "./truth.ts";

/** The city's ids of the things of a play: by type and place, for a `ref` is not shown to everybody. */
export const listThings = async (client: Client, stage: Stage, truth: PlayTruth): Promise<Map<string, string>> => {
  const wanted = new Set(truth.played.map(({ thing }) => thing));
  const things = stage.things.filter(({ ref }) => wanted.has(ref));
  const placeOf = (type: string, [x, y]: readonly number[]): string => `${type} ${x?.toFixed(6)} ${y?.toFixed(6)}`;
  const ids = new Map<string, string>();
  for (const type of new Set(things.map((thing) => thing.type))) {
    const refs = new Map(
      things.filter((one) => one.type === type).map(({ ref, position }) => [placeOf(type, position), ref]),
    );
    for (let after: string | undefined; ; ) {
      const { items, next } = await client.things({ type, limit: 500, after });
      for (const { id, position } of items) {
        const ref = refs.get(placeOf(type, position));
        if (ref !== undefined) ids.set(ref, id);
      }
      if (next === undefined) break;
      after = next;
    }
  }
  return ids;
};

import type { MapOutline } from "@chengyun/contracts";
import type { MapBase } from "@chengyun/ui";
import { useEffect, useMemo, useState } from "react";
import { api } from "./api.ts";
import { recall, remember } from "./database.ts";
import { useField } from "./state.ts";
import { tilesAround } from "./tiles.ts";

/** The tiles around each task are fetched once, so that the worker finds the way without the net. */
const useTilesAhead = (base: MapBase | undefined): void => {
  const { tasks } = useField();
  useEffect(() => {
    if (base === undefined || !navigator.onLine) return;
    const places = tasks.map(({ case: { position } }) => position);
    // What does not come now comes when somebody looks there.
    for (const url of tilesAround(places, base.tiles)) void fetch(url).catch(() => undefined);
  }, [base, tasks]);
};

/** The base map; which tiles there are was kept on the phone once it was known. */
export const useBase = (): MapBase | undefined => {
  const [outline, setOutline] = useState<MapOutline>();
  useEffect(() => {
    const read = async (): Promise<void> => {
      const kept = await recall<MapOutline>("map");
      if (kept !== undefined) setOutline(kept);
      const fresh = await api.map().catch(() => undefined);
      if (fresh === undefined) return;
      if (fresh.version !== kept?.version) setOutline(fresh);
      await remember("map", fresh);
    };
    void read();
  }, []);
  const base = useMemo<MapBase | undefined>(
    () =>
      outline === undefined
        ? undefined
        : {
            tiles: {
              url: `/tiles/base/{z}/{x}/{y}?v=${outline.version}`,
              minZoom: outline.zooms.min,
              maxZoom: outline.zooms.max,
            },
            sea: outline.sea,
            attribution: outline.attributions.join(" · "),
          },
    [outline],
  );
  useTilesAhead(base);
  return base;
};

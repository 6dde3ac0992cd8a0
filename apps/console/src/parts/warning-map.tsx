import type { WarningRow } from "@chengyun/contracts";
import { CityMap, type MapDescription } from "@chengyun/ui";
import { useMemo } from "react";
import { useMapBase } from "../data/map.ts";
import { useCity } from "../data/session.ts";

const noThings: MapDescription["things"] = [];
const noCases: MapDescription["cases"] = [];

/** The city with the areas for which warnings hold. */
export const WarningMap = ({ warnings }: { readonly warnings: readonly Pick<WarningRow, "shape">[] }) => {
  const base = useMapBase();
  const { data: city } = useCity();
  const extent = city?.extent;
  const description = useMemo<MapDescription | undefined>(
    () =>
      extent === undefined
        ? undefined
        : {
            extent,
            ...(base === undefined ? {} : { base }),
            shapes: warnings.map(({ shape }) => shape),
            things: noThings,
            cases: noCases,
          },
    [extent, base, warnings],
  );
  return description === undefined ? null : <CityMap description={description} />;
};

import type { AreaPath } from "@chengyun/kernel";
import gcoord from "gcoord";
import { AppError } from "../../../platform/app-error.ts";
import type { Context } from "../../../platform/context.ts";
import { getAreas } from "../../atlas/area/index.ts";

type Pair = readonly [number, number];

/** A pair of numbers as told. */
export interface Told {
  readonly position: Pair;
  readonly coordinates?: "wgs84" | "gcj02" | undefined;
}

const round = (value: number): number => Math.round(value * 1e7) / 1e7;

const toWgs84 = ({ position: [x, y], coordinates }: Told): Pair => {
  if (coordinates !== "gcj02") return [x, y];
  const [longitude = x, latitude = y] = gcoord.transform([x, y], gcoord.GCJ02, gcoord.WGS84);
  return [round(longitude), round(latitude)];
};

/** Where a report is about, in WGS-84. Fails with `report.swapped-place` (and asks) or `report.outside-city`. */
export const getPlace = async (ctx: Context, told: Told): Promise<{ position: Pair; areaPath: AreaPath }> => {
  const areas = await getAreas(ctx);
  const [west, south, east, north] = ctx.deployment.profile.extent;
  const isHere = (at: Pair): boolean =>
    (at[0] >= west && at[0] <= east && at[1] >= south && at[1] <= north) || areas.holds(at);
  const position = toWgs84(told);
  if (isHere(position)) {
    const areaPath = areas.at(position);
    if (areaPath !== undefined) return { position, areaPath };
  }
  const turned = toWgs84({ ...told, position: [told.position[1], told.position[0]] });
  if (isHere(turned))
    throw new AppError("report.swapped-place", {
      faults: [{ path: "body.position", code: "swapped", text: `${turned[0]}, ${turned[1]}?` }],
    });
  throw new AppError("report.outside-city", { faults: [{ path: "body.position", code: "outside" }] });
};

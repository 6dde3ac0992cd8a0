import type { Profile } from "@chengyun/contracts";
import { CoordinateSystem, type Mapping, preview, readOsmBounds, toMapping, understand } from "@chengyun/importer";
import { Exit, exitCodes } from "../exit.ts";

/** Whether a file is an extract of OpenStreetMap, by its name. */
export const isOsm = (path: string): boolean => /\.(osm|pbf|osm\.xml)(\.gz)?$/i.test(path);

const mappingOf = (path: string, system: string | undefined): Mapping => {
  if (isOsm(path)) return toMapping({ kind: "base", source: "extent", format: "osm" }, path);
  if (system === undefined)
    throw new Exit(exitCodes.usage, {
      zh: `请用 --system 说明 ${path} 的坐标系：wgs-84、cgcs2000、gcj-02 或 bd-09。`,
      en: `Say with --system in which coordinates ${path} is: wgs-84, cgcs2000, gcj-02 or bd-09.`,
    });
  if (!CoordinateSystem.safeParse(system).success)
    throw new Exit(exitCodes.usage, {
      zh: `没有坐标系“${system}”；可用 wgs-84、cgcs2000、gcj-02、bd-09。`,
      en: `There is no coordinate system "${system}"; there are wgs-84, cgcs2000, gcj-02 and bd-09.`,
    });
  const fields = { ref: { is: "extent" }, kind: { is: "land" } };
  return toMapping({ kind: "base", source: "extent", system, fields }, path);
};

const digits = 5;
/** Rounded at a centimetre first: 39.9905 is not a little less than itself. */
const outward = (value: number, round: (value: number) => number): number =>
  Number((round(Number((value * 10 ** digits).toFixed(2))) / 10 ** digits).toFixed(digits));

/** The box an extract was cut by, else the one around all that a file of shapes holds: WGS-84, rounded outwards to a metre. */
export const readExtentOfFile = async (path: string, system: string | undefined): Promise<Profile["extent"]> => {
  const mapping = mappingOf(path, system);
  const cut = isOsm(path) ? await readOsmBounds(path) : undefined;
  const box = cut ?? (await preview(await understand(path, mapping))).box;
  if (box === undefined)
    throw new Exit(exitCodes.noData, { zh: `${path} 里没有图形。`, en: `There are no shapes in ${path}.` });
  const [west, south, east, north] = box;
  return [outward(west, Math.floor), outward(south, Math.floor), outward(east, Math.ceil), outward(north, Math.ceil)];
};

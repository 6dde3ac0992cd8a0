import type { Label } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import { getMapVersions, type IndexedArea } from "../area/index.ts";
import { listNamedPlaces, listPatches } from "../base-map/index.ts";
import { type NamePoint, namePoint } from "./name-point.ts";

type Places = Awaited<ReturnType<typeof listNamedPlaces>>;

/** Of one state of the base map: its places, and where the names of areas stand beside its lakes. */
interface Known {
  readonly base: number;
  readonly places: Promise<Places>;
  readonly points: WeakMap<IndexedArea, Promise<NamePoint | undefined>>;
}

const perDeployment = new WeakMap<object, Known>();
/** Lakes drawn by this zoom are so large that a name would drown in them. */
const lakeZoom = 10;

const knownOf = async (ctx: Context): Promise<Known> => {
  const { base } = await getMapVersions(ctx);
  const known = perDeployment.get(ctx.deployment);
  if (known?.base === base) return known;
  const made = { base, places: listNamedPlaces(ctx.db), points: new WeakMap() };
  perDeployment.set(ctx.deployment, made);
  made.places.catch(() => perDeployment.delete(ctx.deployment));
  return made;
};

/** A name without what kind of place it is: the town of Liuwan and its administration are one name on a map. */
const stemOf = ({ zh }: Label): string => zh.replace(/(街道|镇|乡|市|县|区|村|社区)$/u, "");

/** Level of the area that a place of a class is the seat of. */
const levelsOf: Readonly<Record<string, readonly number[]>> = {
  ...{ city: [1, 2], town: [3], suburb: [3], quarter: [3, 4], village: [4], hamlet: [4] },
};

const carriesName = ({ level, name, box }: IndexedArea, places: Places): boolean =>
  box !== undefined &&
  places.some(
    ({ class: rank, name: other, at: [x, y] }) =>
      levelsOf[rank]?.includes(level) === true &&
      stemOf(other) === stemOf(name) &&
      x >= box[0] &&
      x <= box[2] &&
      y >= box[1] &&
      y <= box[3],
  );

const findPoint = async (ctx: Context, area: IndexedArea, known: Known): Promise<NamePoint | undefined> => {
  const { geometry, box } = area;
  if (geometry === undefined || box === undefined || carriesName(area, await known.places)) return undefined;
  return namePoint(geometry, await listPatches(ctx.db, { kind: "water", box, zoom: lakeZoom }));
};

/** Where an area's name stands: on land, and nowhere when a place within it carries the same name. */
export const areaNamePoint = async (ctx: Context, area: IndexedArea): Promise<NamePoint | undefined> => {
  const known = await knownOf(ctx);
  const found = known.points.get(area) ?? findPoint(ctx, area, known);
  known.points.set(area, found);
  found.catch(() => known.points.delete(area));
  return found;
};

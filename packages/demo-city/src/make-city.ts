import { type Areas, makeAreas, toGeometry } from "./area/areas.ts";
import { districts } from "./area/district.ts";
import { faceSeed, fillPlot } from "./build/choose.ts";
import { toPlot } from "./build/plot.ts";
import type { City } from "./city-shape.ts";
import { type Country, layCountry } from "./land/country.ts";
import { divideLand } from "./land/divide.ts";
import { layRoads, type Roads } from "./land/road.ts";
import { makeSkeleton, type Skeleton } from "./land/skeleton.ts";
import { drawBuilding } from "./map/building.ts";
import { type Features, newFeatures } from "./map/feature.ts";
import { drawStrips, drawWater } from "./map/ground.ts";
import { drawWays } from "./map/way.ts";
import type { Face } from "./mesh/mesh.ts";
import { regionOf } from "./mesh/region.ts";
import { drawnStems } from "./name/road-name.ts";
import { newStems, type Stems } from "./name/stem.ts";
import { laySewers, layStormDrains } from "./network/drain.ts";
import { placeEnterprises } from "./network/enterprise.ts";
import { placeAshtrays, placeCrowdPoints, placeFurniture, placeInstitutions } from "./network/facility.ts";
import { layGas, layLamps, laySections, layWater, measureDrains } from "./network/lines.ts";
import { layPower } from "./network/power.ts";
import { newRegister } from "./network/register.ts";
import { placeResources } from "./network/resource.ts";
import { departments } from "./people/department.ts";
import { makePeople } from "./people/person.ts";
import { toPlace, toRing } from "./place.ts";
import { newRandom } from "./random.ts";

const extent = [112.294, 28.817, 112.416, 28.885] as const;

const drawBlocks = (features: Features, skeleton: Skeleton, roads: Roads, seed: number): void => {
  for (const face of skeleton.mesh.faces) {
    if (face.ground !== "land" || face.zone === "rural" || face.zone === "green") continue;
    const plot = toPlot(face, newRandom(faceSeed(seed, face)));
    const filled = plot === undefined ? undefined : fillPlot(plot);
    if (plot === undefined || filled === undefined) continue;
    const { built, laid = [] } = filled.layout;
    if (filled.class !== "park")
      features.add("block", { class: filled.class }, { type: "Polygon", coordinates: [toRing(plot.outline)] });
    for (const { kind, class: rank, name, outline } of laid)
      features.add(kind, { class: rank, name }, { type: "Polygon", coordinates: [toRing(outline)] });
    for (const one of built) drawBuilding(features, roads, face, one);
  }
};

/** Woods of one village are one wood, whatever paths run through it. */
const drawWoods = (features: Features, grounds: Country["grounds"]): void => {
  const woods = new Map<number, Face[]>();
  for (const { class: rank, face } of grounds)
    if (rank === "wood") woods.set(face.community, [...(woods.get(face.community) ?? []), face]);
  for (const faces of woods.values()) features.add("green", { class: "wood" }, toGeometry(regionOf(faces)));
};

const drawCountry = (features: Features, skeleton: Skeleton, roads: Roads, seed: number): void => {
  const { grounds, hamlets } = layCountry(skeleton, seed);
  for (const { kind, class: rank, outline } of grounds)
    if (rank !== "wood") features.add(kind, { class: rank }, { type: "Polygon", coordinates: [toRing(outline)] });
  drawWoods(features, grounds);
  for (const { face, built } of hamlets) for (const one of built) drawBuilding(features, roads, face, one);
};

/** A base feature that whoever keeps the city keeps last: where it is, everything is. */
export const lastRef = "yunze/place/1";

const drawPlaces = (features: Features): void => {
  const name = { zh: "云泽市", en: "Yunze" };
  features.add("place", { class: "city", name }, { type: "Point", coordinates: toPlace([200, 0]) });
  for (const { name: label, at } of districts)
    if (label.zh.endsWith("镇")) {
      const town = { zh: label.zh, en: label.en.replace(" Town", "") };
      features.add("place", { class: "town", name: town }, { type: "Point", coordinates: toPlace(at) });
    }
};

/** Everything that is a thing, link or device of the city. */
const furnish = (seed: number, plan: Plan): Furnished => {
  const { skeleton, roads, areas, stems } = plan;
  const register = newRegister(roads, areas.pathOf);
  const random = newRandom(seed + 7);
  layStormDrains(register, skeleton, roads, seed);
  laySewers(register, skeleton, roads, seed);
  measureDrains(register, roads, random);
  layWater(register, roads);
  layGas(register, roads);
  layPower(register, roads);
  layLamps(register, roads);
  laySections(register, skeleton);
  placeCrowdPoints(register, skeleton);
  placeAshtrays(register, roads, random);
  placeFurniture(register, roads);
  placeInstitutions(register, skeleton);
  placeResources(register, skeleton);
  const enterprises = placeEnterprises(register, skeleton, stems, random);
  const people = makePeople(areas.list, stems, random);
  return { things: register.things, links: register.links, devices: register.devices, enterprises, people };
};

interface Plan {
  readonly skeleton: Skeleton;
  readonly roads: Roads;
  readonly areas: Areas;
  readonly stems: Stems;
}

type Furnished = Pick<City, "things" | "links" | "devices" | "enterprises" | "people">;

/** Makes the whole city of one seed: the same seed gives the same bytes. */
export const makeCity = (seed: number): City => {
  const random = newRandom(seed);
  const skeleton = makeSkeleton(random);
  divideLand({ mesh: skeleton.mesh, newWay: skeleton.newWay, random });
  const stems = newStems(random, drawnStems);
  const roads = layRoads(skeleton.mesh, stems);
  const areas = makeAreas(skeleton.mesh, stems);
  const features = newFeatures();
  drawWater(features, skeleton, random);
  drawStrips(features, skeleton);
  drawCountry(features, skeleton, roads, seed);
  drawBlocks(features, skeleton, roads, seed);
  drawWays(features, roads);
  drawPlaces(features);
  const furnished = furnish(seed, { skeleton, roads, areas, stems });
  return { seed, extent, areas: areas.list, base: features.list, departments, ...furnished };
};

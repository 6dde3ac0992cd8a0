import type { BaseFeatureIn } from "@chengyun/contracts";
import { own } from "../own.ts";
import type { Tags } from "./element.ts";

/** What tags make of a shape. */
export interface BaseClass {
  readonly kind: BaseFeatureIn["kind"];
  readonly class: string;
  /** Whether a closed way is a surface; roads and streams that close are not. */
  readonly isSurface: boolean;
}

const words = (
  kind: BaseClass["kind"],
  isSurface: boolean,
  table: Readonly<Record<string, string>>,
): Readonly<Record<string, BaseClass>> =>
  Object.fromEntries(Object.entries(table).map(([tag, cls]) => [tag, { kind, class: cls, isSurface }]));

const highways = words("road", false, {
  motorway: "motorway",
  motorway_link: "motorway",
  trunk: "trunk",
  trunk_link: "trunk",
  primary: "primary",
  primary_link: "primary",
  secondary: "secondary",
  secondary_link: "secondary",
  tertiary: "tertiary",
  tertiary_link: "tertiary",
  unclassified: "residential",
  residential: "residential",
  living_street: "residential",
  road: "residential",
  service: "service",
  busway: "service",
  pedestrian: "footway",
  footway: "footway",
  path: "footway",
  bridleway: "track",
  cycleway: "cycleway",
  steps: "steps",
  track: "track",
});

const railways = words("rail", false, {
  rail: "rail",
  light_rail: "light-rail",
  subway: "subway",
  tram: "tram",
  narrow_gauge: "rail",
  monorail: "light-rail",
});
const waterways = words("water", false, {
  river: "river",
  stream: "stream",
  canal: "canal",
  ditch: "stream",
  drain: "stream",
});
const waters = words("water", true, {
  lake: "lake",
  pond: "pond",
  river: "river",
  reservoir: "basin",
  basin: "basin",
  canal: "canal",
  lagoon: "lake",
  moat: "canal",
});
const naturals: Readonly<Record<string, BaseClass>> = {
  ...words("green", true, { wood: "wood", scrub: "grass", heath: "grass", grassland: "grass", wetland: "wetland" }),
  ...words("water", true, { bay: "sea" }),
};
const leisures = words("green", true, {
  park: "park",
  garden: "garden",
  nature_reserve: "wood",
  golf_course: "grass",
  pitch: "grass",
  common: "park",
  recreation_ground: "park",
});
const landuses: Readonly<Record<string, BaseClass>> = {
  ...words("green", true, {
    forest: "wood",
    grass: "grass",
    meadow: "grass",
    village_green: "grass",
    orchard: "farmland",
    vineyard: "farmland",
    farmland: "farmland",
    cemetery: "grass",
    recreation_ground: "park",
    allotments: "garden",
  }),
  ...words("water", true, { reservoir: "basin", basin: "basin" }),
  ...words("block", true, {
    residential: "residential",
    commercial: "commercial",
    retail: "commercial",
    industrial: "industrial",
    construction: "construction",
    brownfield: "construction",
    institutional: "institution",
    education: "institution",
    military: "institution",
    railway: "industrial",
  }),
};
const amenities = words("block", true, {
  university: "institution",
  college: "institution",
  school: "institution",
  kindergarten: "institution",
  hospital: "institution",
});

const buildingUses: Readonly<Record<string, string>> = {
  apartments: "residential",
  house: "residential",
  detached: "residential",
  dormitory: "residential",
  residential: "residential",
  terrace: "residential",
  commercial: "commercial",
  retail: "commercial",
  office: "commercial",
  hotel: "commercial",
  supermarket: "commercial",
  industrial: "industrial",
  warehouse: "industrial",
  factory: "industrial",
  school: "school",
  kindergarten: "school",
  university: "university",
  college: "university",
  hospital: "hospital",
  public: "public",
  civic: "public",
  government: "public",
  church: "religious",
  temple: "religious",
  pagoda: "religious",
  mosque: "religious",
  shrine: "religious",
  stadium: "sports",
  sports_hall: "sports",
  train_station: "transport",
  transportation: "transport",
};

/** What people look for on a map, by tag: a house so tagged is one of that use, a point stands there by its name. */
const soughtBy: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  amenity: {
    school: "school",
    kindergarten: "school",
    university: "university",
    college: "university",
    hospital: "hospital",
    clinic: "hospital",
    bus_station: "transport",
    ferry_terminal: "transport",
    marketplace: "commercial",
    townhall: "public",
    courthouse: "public",
    police: "public",
    fire_station: "public",
    post_office: "public",
    library: "public",
    theatre: "public",
    community_centre: "public",
    place_of_worship: "religious",
  },
  railway: { station: "transport", halt: "transport", tram_stop: "transport" },
  tourism: { museum: "public", gallery: "public", attraction: "public" },
  leisure: { stadium: "sports", sports_centre: "sports" },
  shop: { supermarket: "commercial", mall: "commercial", department_store: "commercial" },
};

/** What is sought at an element with these tags; undefined for what is no point of interest. */
export const soughtOf = (tags: Tags): string | undefined =>
  Object.entries(soughtBy).flatMap(([key, classes]) => own(classes, tags[key] ?? "") ?? [])[0];

const buildingUse = (tags: Tags): string =>
  own(buildingUses, tags["building"] ?? "") ??
  soughtOf(tags) ??
  ((tags["shop"] ?? tags["office"]) === undefined ? "other" : "commercial");

const roadOf = (tags: Tags): BaseClass | undefined => {
  const found = own(highways, tags["highway"] ?? "");
  return found !== undefined && tags["service"] === "alley" ? { ...found, class: "alley" } : found;
};

const waterOf = (tags: Tags): BaseClass | undefined => {
  if (tags["waterway"] === "riverbank") return { kind: "water", class: "river", isSurface: true };
  if (tags["natural"] === "water")
    return own(waters, tags["water"] ?? "") ?? { kind: "water", class: "lake", isSurface: true };
  return own(waterways, tags["waterway"] ?? "");
};

/** What a way or multipolygon with these tags is on the base map; undefined when it is not drawn. */
export const classOf = (tags: Tags): BaseClass | undefined => {
  if ((tags["building"] ?? "no") !== "no") return { kind: "building", class: buildingUse(tags), isSurface: true };
  return (
    roadOf(tags) ??
    own(railways, tags["railway"] ?? "") ??
    waterOf(tags) ??
    own(leisures, tags["leisure"] ?? "") ??
    own(landuses, tags["landuse"] ?? "") ??
    own(naturals, tags["natural"] ?? "") ??
    own(amenities, tags["amenity"] ?? "")
  );
};

/** Names of places that stand on the map by themselves. */
export const placeClasses: Readonly<Record<string, string>> = {
  city: "city",
  town: "town",
  village: "village",
  hamlet: "village",
  suburb: "quarter",
  quarter: "quarter",
  neighbourhood: "quarter",
};

const metresPerLevel = 3;

/** A measure such as `12`, `12.5 m`; feet and others are left out rather than guessed. */
const metres = (text: string | undefined): number | undefined => {
  const found = /^(\d+(?:\.\d+)?)\s*m?$/.exec(text?.trim() ?? "");
  return found === null ? undefined : Number(found[1]);
};

const whole = (text: string | undefined): number | undefined => {
  const value = Number(text);
  return text !== undefined && Number.isFinite(value) && value > 0 && value < 1_000 ? value : undefined;
};

const kmh = (text: string | undefined): number | undefined => {
  const found = /^(\d+)(?:\s*km\/h)?$/.exec(text?.trim() ?? "");
  return found === null ? undefined : Number(found[1]);
};

type Properties = BaseFeatureIn["properties"];

const onewayOf = ({ oneway, junction, highway }: Tags): boolean | undefined => {
  if (oneway === "yes" || oneway === "1" || oneway === "true" || oneway === "-1") return true;
  return junction === "roundabout" || (highway === "motorway" && oneway !== "no") ? true : undefined;
};

const isSaid = (text: string | undefined): true | undefined => (text !== undefined && text !== "no" ? true : undefined);

const addressOf = (tags: Tags): { zh: string; en: string } | undefined => {
  const [street, number] = [tags["addr:street"], tags["addr:housenumber"]];
  if (street === undefined || number === undefined) return undefined;
  return { zh: `${street}${number}`, en: `${number} ${tags["addr:street:en"] ?? street}` };
};

/** The number on a road's signs; of several the first. */
const numberOf = ({ ref }: Tags): string | undefined => ref?.split(";")[0]?.trim() || undefined;

/** What tags say of a shape besides its class. */
export const propertiesOf = (kind: BaseClass["kind"], tags: Tags): Properties => {
  const levels = kind === "building" ? whole(tags["building:levels"]) : undefined;
  const given: Record<string, Properties[string] | undefined> = {
    ...(kind === "road" || kind === "rail" ? { bridge: isSaid(tags["bridge"]), tunnel: isSaid(tags["tunnel"]) } : {}),
    ...(kind === "road"
      ? { oneway: onewayOf(tags), lanes: whole(tags["lanes"]), speedKmh: kmh(tags["maxspeed"]), number: numberOf(tags) }
      : {}),
    ...(kind === "building"
      ? {
          levels,
          heightM: metres(tags["height"]) ?? (levels === undefined ? undefined : levels * metresPerLevel),
          address: addressOf(tags),
        }
      : {}),
  };
  return Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, Properties[string]] => entry[1] !== undefined),
  );
};

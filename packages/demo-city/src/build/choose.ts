import { sites } from "../land/site.ts";
import { areaOf, centroidOf, distance, type Point } from "../mesh/geometry.ts";
import type { Face } from "../mesh/mesh.ts";
import { type EstateStyle, estateStyles, layEstate, layOldHouses, layTownHouses } from "./home.ts";
import { laySite } from "./institution.ts";
import { isMajor, type Layout, type Plot } from "./plot.ts";
import { layQuay, layTrade, layWarehouses, layWorks, layWorkshops } from "./work.ts";

/** What a block is called on the map. */
export type BlockClass =
  | "residential"
  | "commercial"
  | "industrial"
  | "old-town"
  | "institution"
  | "harbour"
  | "construction"
  | "park"
  | "farmland";

/** What a plot became. */
export interface Filled {
  readonly class: BlockClass;
  readonly layout: Layout;
}

/** Where people go to shop, and metres to where it thins out. */
const centres: readonly (readonly [Point, number])[] = [
  [[1_150, 250], 620],
  [[-1_950, 350], 420],
  [[1_090, 2_150], 330],
  [[2_300, 100], 380],
  [[600, -1_080], 420],
  [[-3_320, -900], 300],
];

const tradeChance = (at: Point, plot: Plot): number => {
  const near = Math.max(...centres.map(([centre, reach]) => 1 - distance(centre, at) / reach));
  return Math.max(0, near) * 0.85 + (plot.fronts.some(({ class: rank }) => isMajor(rank)) ? 0.07 : 0.01);
};

/** Communities were built in one go: their style follows from how far out they lie, with some chance. */
const styleOf = (face: Face, at: Point, plot: Plot): EstateStyle => {
  const chance = ((face.community * 7_919) % 97) / 97;
  const out = distance([150, 300], at) / 4_200 + (chance - 0.5) * 0.55 + plot.random.between(-0.06, 0.06);
  const isByLake = at[1] < -1_900 && at[1] > -2_600;
  const index = isByLake && chance > 0.45 ? 5 : Math.max(0, Math.min(4, Math.floor(out * 5.2)));
  const style = estateStyles[index] ?? estateStyles[0];
  if (style === undefined) throw new Error("no estate style");
  return style;
};

const fillUrban = (plot: Plot): Filled => {
  const { face, outline, random } = plot;
  const at = centroidOf(outline);
  if (random.next() < tradeChance(at, plot)) return { class: "commercial", layout: layTrade(plot) };
  const luck = random.next();
  const name = { zh: "", en: "" };
  if (luck < 0.028) {
    const park = laySite(plot, "park", name);
    const laid = (park.laid ?? []).map(({ outline: ring, kind, class: rank }) => ({
      outline: ring,
      kind,
      class: rank,
    }));
    return { class: "park", layout: { built: [], laid } };
  }
  if (luck < 0.05 && areaOf(outline) > 9_000) {
    const { built, laid = [] } = laySite(plot, "school", name);
    return { class: "institution", layout: { built: built.map(({ name: _, ...rest }) => rest), laid } };
  }
  if (luck < 0.06) return { class: "construction", layout: { built: [] } };
  return { class: "residential", layout: layEstate(plot, styleOf(face, at, plot)) };
};

const fillWorks = (plot: Plot): Filled => {
  const luck = plot.random.next();
  const [older] = estateStyles;
  if (luck < 0.1) return { class: "industrial", layout: layWarehouses(plot) };
  if (luck < 0.2) return { class: "industrial", layout: layWorkshops(plot) };
  if (luck < 0.27 && older !== undefined) return { class: "residential", layout: layEstate(plot, older) };
  if (luck < 0.31) return { class: "construction", layout: { built: [] } };
  return { class: "industrial", layout: layWorks(plot) };
};

const fillFringe = (plot: Plot): Filled => {
  const luck = plot.random.next();
  if (luck < 0.3) return { class: "farmland", layout: { built: [] } };
  if (luck < 0.6) return { class: "residential", layout: layOldHouses(plot) };
  if (luck < 0.85) return { class: "industrial", layout: layWorkshops(plot) };
  return { class: "industrial", layout: layWarehouses(plot) };
};

const fillTown = (plot: Plot): Filled => {
  const luck = plot.random.next();
  const [older] = estateStyles;
  if (luck < 0.12) return { class: "industrial", layout: layWorkshops(plot) };
  if (luck < 0.2) return { class: "farmland", layout: { built: [] } };
  if (luck < 0.32 && older !== undefined) return { class: "residential", layout: layEstate(plot, older) };
  return { class: "residential", layout: layTownHouses(plot) };
};

const siteOf = (zone: string) => sites.find(({ key }) => zone === `site:${key}`);

const siteClass = (use: string): BlockClass => {
  if (use === "park" || use === "wetland" || use === "square") return "park";
  if (use === "mall" || use === "market") return "commercial";
  if (use === "tanks" || use === "waterworks" || use === "sewage-works") return "industrial";
  return use === "construction" ? "construction" : "institution";
};

/** Fills a plot as its zone, its place and chance have it. */
export const fillPlot = (plot: Plot): Filled | undefined => {
  const { zone } = plot.face;
  const site = siteOf(zone);
  if (site !== undefined) return { class: siteClass(site.use), layout: laySite(plot, site.use, site.name) };
  switch (zone) {
    case "urban":
      return fillUrban(plot);
    case "works":
      return fillWorks(plot);
    case "fringe":
      return fillFringe(plot);
    case "old":
      return { class: "old-town", layout: layOldHouses(plot) };
    case "town":
      return fillTown(plot);
    case "harbour":
      return { class: "harbour", layout: layQuay(plot) };
    default:
      return undefined;
  }
};

/** A generator for one face, so that a change in one block leaves the others as they are. */
export const faceSeed = (seed: number, face: Face): number => (seed * 31 + face.id * 2_654_435_761) >>> 0;

const tokenNames = {
  ground: "--ground",
  surface: "--surface",
  raised: "--raised",
  hover: "--hover",
  line: "--line",
  lineStrong: "--line-strong",
  text: "--text",
  textSecond: "--text-second",
  textFaint: "--text-faint",
  ink: "--ink",
  onInk: "--on-ink",
  accent: "--accent",
  accentSoft: "--accent-soft",
  red: "--red",
  orange: "--orange",
  yellow: "--yellow",
  blue: "--blue",
  green: "--green",
  grey: "--grey",
  redText: "--red-text",
  onState: "--on-state",
  onYellow: "--on-yellow",
  mapGround: "--map-ground",
  mapSea: "--map-sea",
  mapWater: "--map-water",
  mapWaterEdge: "--map-water-edge",
  mapWaterText: "--map-water-text",
  mapGreen: "--map-green",
  mapWood: "--map-wood",
  mapGrass: "--map-grass",
  mapField: "--map-field",
  mapGreenText: "--map-green-text",
  mapBlock: "--map-block",
  mapBlockTrade: "--map-block-trade",
  mapBlockWork: "--map-block-work",
  mapBlockOld: "--map-block-old",
  mapBlockPublic: "--map-block-public",
  mapBuilding: "--map-building",
  mapBuildingEdge: "--map-building-edge",
  mapBuildingSide: "--map-building-side",
  mapBuildingTrade: "--map-building-trade",
  mapBuildingWork: "--map-building-work",
  mapBuildingPublic: "--map-building-public",
  mapRoad: "--map-road",
  mapRoadFar: "--map-road-far",
  mapRoadEdge: "--map-road-edge",
  mapRoadMainEdge: "--map-road-main-edge",
  mapPath: "--map-path",
  mapRail: "--map-rail",
  mapArea: "--map-area",
  mapLink: "--map-link",
  mapText: "--map-text",
  mapTextStrong: "--map-text-strong",
  mapTextFaint: "--map-text-faint",
  mapHalo: "--map-halo",
  mapHeat: "--map-heat",
  family: "--family",
  familyMap: "--family-map",
} as const;

/** The tokens that canvases need as values: maps and charts can't read custom properties. */
export type Palette = Readonly<Record<keyof typeof tokenNames, string>>;

/** Reads the tokens in force, so that tokens.css stays the only place where a colour is written. */
export const readPalette = (): Palette => {
  const style = getComputedStyle(document.documentElement);
  const entries = Object.entries(tokenNames).map(([name, token]) => [name, style.getPropertyValue(token).trim()]);
  return Object.fromEntries(entries) as Palette;
};

/** Sizes of text and rows in force, in pixels: larger on the wall than at the desk. */
export const readSizes = (): Readonly<Record<"text" | "small" | "row" | "rowTall", number>> => {
  const style = getComputedStyle(document.documentElement);
  const pixels = (token: string): number => Number.parseFloat(style.getPropertyValue(token));
  return {
    text: pixels("--text-size"),
    small: pixels("--text-small"),
    row: pixels("--row"),
    rowTall: pixels("--row-tall"),
  };
};

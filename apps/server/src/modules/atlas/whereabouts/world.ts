/** The world in whole numbers: about a centimetre. */
export const world = 2 ** 32;

/** Share of the way from west to east of the world. */
export const worldX = (longitude: number): number => (longitude + 180) / 360;

/** Share of the way from the top to the bottom of the web's map (Mercator, ±85°). */
export const worldY = (latitude: number): number => {
  const sine = Math.sin((Math.max(-85.0511, Math.min(85.0511, latitude)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
};

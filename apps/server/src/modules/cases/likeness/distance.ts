export const metresPerDegree = 111_320;

/** Metres between two positions, plane enough for the few hundred that matter here. */
export const metresBetween = ([x, y]: readonly [number, number], [u, v]: readonly [number, number]): number => {
  const shrink = Math.cos(((y + v) / 2) * (Math.PI / 180));
  return Math.hypot((u - x) * shrink, v - y) * metresPerDegree;
};

/** West, south, east, north of what lies so many metres around. */
export const around = ([x, y]: readonly [number, number], metres: number) => {
  const high = metres / metresPerDegree;
  const wide = high / Math.cos((y * Math.PI) / 180);
  return [x - wide, y - high, x + wide, y + high] as const;
};

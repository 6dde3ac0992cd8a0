import { metresPerDegree } from "@chengyun/kernel";

/** West, south, east, north of what lies so many metres around. */
export const around = ([x, y]: readonly [number, number], metres: number) => {
  const high = metres / metresPerDegree;
  const wide = high / Math.cos((y * Math.PI) / 180);
  return [x - wide, y - high, x + wide, y + high] as const;
};

import type { FileLook } from "@chengyun/contracts";

const plain = (number: number): string => String(Number(number.toFixed(6)));

/** What fills the sentence of a range. */
interface Axes {
  readonly inDegrees: boolean;
  readonly range: Readonly<Record<"across" | "up", string>>;
}

/** The range of a file's coordinates by axis: degrees where its shapes can be some, else plain numbers across and up. */
export const toAxes = ({ extent, shape }: Pick<FileLook, "extent" | "shape">): Axes | undefined => {
  if (extent === undefined) return undefined;
  const [west, south, east, north] = extent;
  return {
    inDegrees: shape !== undefined && extent.every((one) => Math.abs(one) <= 180),
    range: { across: `${plain(west)} – ${plain(east)}`, up: `${plain(south)} – ${plain(north)}` },
  };
};

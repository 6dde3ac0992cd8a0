import { mostVertices } from "@chengyun/kernel";
import { polygon } from "@turf/helpers";
import { simplify } from "@turf/simplify";
import type { MultiPolygon, Position } from "geojson";

/** First tolerance of a simplification in degrees, about a metre, and by how much it grows. */
const firstTolerance = 1e-5;
const growth = 1.6;
const mostTurns = 40;

/** A ring with no more corners than receivers draw; a ring that has few already is left alone. */
const shorten = (ring: readonly Position[]): Position[] => {
  let shorter = [...ring];
  for (let turn = 0, tolerance = firstTolerance; shorter.length > mostVertices && turn < mostTurns; turn += 1) {
    shorter = simplify(polygon([[...ring]]), { tolerance, highQuality: true }).geometry.coordinates[0] ?? shorter;
    tolerance *= growth;
  }
  return shorter;
};

const figure = (degrees: number): string => String(Number(degrees.toFixed(6)));

/**
 * The outlines of a shape as CAP writes them: `lat,lon` pairs, first and last the same. Holes are filled: CAP has none,
 * and whoever lives in one is warned rather than forgotten.
 */
export const toPolygonTexts = ({ coordinates }: MultiPolygon): string[] =>
  coordinates.flatMap(([outer]) =>
    outer === undefined
      ? []
      : [
          shorten(outer)
            .map(([x = 0, y = 0]) => `${figure(y)},${figure(x)}`)
            .join(" "),
        ],
  );

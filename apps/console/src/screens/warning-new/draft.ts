import type { ReachShape, Warning, WarningWords } from "@chengyun/contracts";
import type { Severity, WarningStatus } from "@chengyun/kernel";
import type { MapPosition } from "@chengyun/ui";
import type { WarningWish } from "../../data/warning.ts";

/** How an area can be chosen here. */
export type DrawnBy = "areas" | "circle" | "road" | "drawn";

/** What an author has typed so far. */
export interface Draft {
  readonly type: string | undefined;
  readonly colour: Severity | undefined;
  readonly status: WarningStatus;
  readonly values: WarningWish["values"] & object;
  /** Words of the author's own, in place of the template's. */
  readonly text: WarningWords | undefined;
  readonly hours: number | undefined;
  readonly by: DrawnBy;
  readonly paths: readonly string[];
  readonly centre: MapPosition | undefined;
  readonly metres: number;
  readonly mode: "drive" | "walk";
  readonly corners: readonly MapPosition[];
}

/** Nothing typed yet. */
export const emptyDraft: Draft = {
  ...{ type: undefined, colour: undefined, status: "Actual", values: {}, text: undefined, hours: undefined },
  ...{ by: "areas", paths: [], centre: undefined, metres: 1_000, mode: "drive", corners: [] },
};

const mostMetres = 100_000;
const leastCorners = 3;

/** The area as it is chosen so far; undefined while it is none. */
export const toReach = ({ by, paths, centre, metres, mode, corners }: Draft): ReachShape | undefined => {
  const isFit = metres >= 1 && metres <= mostMetres;
  if (by === "areas") return paths.length === 0 ? undefined : { kind: "areas", paths: [...paths] };
  if (by === "circle")
    return centre === undefined || !isFit ? undefined : { kind: "circle", centre: [...centre], metres };
  if (by === "road")
    return centre === undefined || !isFit ? undefined : { kind: "road", from: [...centre], mode, within: { metres } };
  const [first] = corners;
  if (first === undefined || corners.length < leastCorners) return undefined;
  return { kind: "drawn", polygons: [[[...corners, first].map(([x, y]): [number, number] => [x, y])]] };
};

const hourMs = 3_600_000;

/** The draft as it is sent; undefined while something is missing. The end is told from a moment, so that it stays where it is. */
export const toWish = (draft: Draft, from: number, updates: string | undefined): WarningWish | undefined => {
  const reach = toReach(draft);
  const { type, colour, status, values, text, hours } = draft;
  if (type === undefined || colour === undefined || reach === undefined) return undefined;
  return {
    ...{ type, colour, status, values, reach },
    ...(text === undefined ? {} : { text }),
    ...(hours === undefined ? {} : { expires: new Date(from + hours * hourMs).toISOString() }),
    ...(updates === undefined ? {} : { updates }),
  };
};

const reachOf = ({ reach }: Pick<Warning, "reach">): Partial<Draft> => {
  switch (reach.kind) {
    case "areas":
      return { by: "areas", paths: reach.paths };
    case "circle":
      return { by: "circle", centre: reach.centre, metres: reach.metres };
    case "road":
      return {
        by: "road",
        centre: reach.from,
        mode: reach.mode,
        metres: "metres" in reach.within ? reach.within.metres : emptyDraft.metres,
      };
    case "drawn":
      return { by: "drawn", corners: (reach.polygons[0]?.[0] ?? []).slice(0, -1) };
    default:
      return {};
  }
};

/** A warning that is there, to be written on: its words come from the template again until somebody changes them. */
export const fromWarning = (warning: Warning): Draft => ({
  ...emptyDraft,
  type: warning.type,
  colour: warning.colour,
  status: warning.status,
  values: warning.values,
  ...reachOf(warning),
});

/** What kind of place a sign on the base map stands for. */
export interface PlaceSign {
  readonly id: string;
  /** Classes of named houses, as cities and OpenStreetMap write them. */
  readonly classes: readonly string[];
  /** Drawn as lines around the origin, 12 units wide. */
  readonly path: string;
}

/** Places people look for on a map; parks are ground and no house. */
export const placeSigns: readonly PlaceSign[] = [
  {
    id: "school",
    classes: ["school", "kindergarten", "university", "college"],
    path: "M-5 -1L0 -3.6L5 -1L0 1.6ZM-3 0.2V3C-1.2 4.2 1.2 4.2 3 3V0.2M5 -1V2.6",
  },
  {
    id: "hospital",
    classes: ["hospital", "clinic"],
    path: "M-1.5 -4.4H1.5V-1.5H4.4V1.5H1.5V4.4H-1.5V1.5H-4.4V-1.5H-1.5Z",
  },
  {
    id: "station",
    classes: ["transport", "train_station", "transportation", "station"],
    path: "M-3.2 -4.4H3.2V2H-3.2ZM-3.2 -1H3.2M-1.6 0.6V0.8M1.6 0.6V0.8M-2 2L-3.6 4.6M2 2L3.6 4.6",
  },
  {
    id: "market",
    classes: ["commercial", "retail", "supermarket", "market", "mall"],
    path: "M-4.6 -3.8H4.6V-1.4C4.6 0.4 1.6 0.4 1.6 -1.2C1.6 0.4 -1.6 0.4 -1.6 -1.2C-1.6 0.4 -4.6 0.4 -4.6 -1.4ZM-3.6 0.4V4.2H3.6V0.4",
  },
  {
    id: "public",
    classes: ["public", "civic", "government", "museum", "library"],
    path: "M-4.8 -1.6L0 -4.6L4.8 -1.6ZM-3.2 -0.2V2.8M0 -0.2V2.8M3.2 -0.2V2.8M-4.8 4.2H4.8",
  },
  {
    id: "temple",
    classes: ["religious", "temple", "church", "mosque", "pagoda"],
    path: "M-5 -0.8C-2 -1.6 -1 -3 0 -4.8C1 -3 2 -1.6 5 -0.8ZM-3 -0.8V4.2H3V-0.8M-0.9 4.2V1.6H0.9V4.2",
  },
  {
    id: "sports",
    classes: ["sports", "stadium", "sports_centre"],
    path: "M-4.6 0C-4.6 -4.2 4.6 -4.2 4.6 0S-4.6 4.2 -4.6 0ZM-2.2 0C-2.2 -1.8 2.2 -1.8 2.2 0S-2.2 1.8 -2.2 0Z",
  },
];

/** A park's sign: a tree. */
export const parkSign: PlaceSign = {
  id: "park",
  classes: ["park", "garden"],
  path: "M0 -4.8L3.6 0H1.8L4 3H-4L-1.8 0H-3.6ZM0 3V5",
};

/** Classes of houses that have a sign, whatever it is. */
export const signedClasses: readonly string[] = placeSigns.flatMap(({ classes }) => classes);

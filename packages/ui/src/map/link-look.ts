interface LinkLook {
  /** Times the usual width. */
  readonly weight: number;
  /** Dash, gap, … in widths of the line; absent for an unbroken one. */
  readonly dashes?: readonly number[];
}

/** Networks stay neutral, for colour is state: weight and dashes tell them apart, and the name along the line. */
const looks: readonly LinkLook[] = [
  { weight: 1 },
  { weight: 0.9, dashes: [5, 2] },
  { weight: 0.9, dashes: [2, 1.6] },
  { weight: 0.8, dashes: [6, 2, 1, 2] },
  { weight: 1.5 },
  { weight: 1.4, dashes: [4, 2] },
];

/** How the n-th network is drawn; the list starts over for a city with many. */
export const linkLookAt = (index: number): LinkLook => looks[index % looks.length] ?? { weight: 1 };

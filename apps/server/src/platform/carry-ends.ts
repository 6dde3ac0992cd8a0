/** Where something stands: longitude, latitude. */
export type Spot = readonly [number, number];

/** A thing that was moved. */
export interface MovedThing {
  readonly from: Spot;
  readonly to: Spot;
}

const isAt = (one: Spot, other: Spot): boolean => one[0] === other[0] && one[1] === other[1];

const carry = (end: Spot, moved: MovedThing | undefined): Spot => {
  if (moved === undefined || isAt(moved.from, moved.to)) return end;
  // One that did not end at the thing itself keeps its distance to it.
  return isAt(end, moved.from)
    ? moved.to
    : [end[0] + moved.to[0] - moved.from[0], end[1] + moved.to[1] - moved.from[1]];
};

/** The course of a link whose things were moved: its ends go with them, and what lies between stays. */
export const carryEnds = (
  line: readonly Spot[],
  { first, last }: { readonly first: MovedThing | undefined; readonly last: MovedThing | undefined },
): readonly Spot[] =>
  line.map((spot, at) => {
    if (at === 0) return carry(spot, first);
    return at === line.length - 1 ? carry(spot, last) : spot;
  });

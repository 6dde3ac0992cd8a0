/** Ends of ways joined into rings. */
export interface Rings {
  readonly closed: readonly (readonly number[])[];
  /** Chains that don't come back to where they begin: a member is missing. */
  readonly open: number;
}

const isClosed = (chain: readonly number[]): boolean => chain.length > 3 && chain[0] === chain.at(-1);

/** Appends a way that begins or ends where the chain ends. */
const extend = (chain: readonly number[], way: readonly number[]): number[] | undefined => {
  const end = chain.at(-1);
  if (way[0] === end) return [...chain, ...way.slice(1)];
  return way.at(-1) === end ? [...chain, ...[...way].reverse().slice(1)] : undefined;
};

/** Joins ways into rings by their shared end nodes. */
export const joinRings = (ways: readonly (readonly number[])[]): Rings => {
  const left = [...ways];
  const closed: number[][] = [];
  let open = 0;
  for (let chain = left.shift()?.slice(); chain !== undefined; chain = left.shift()?.slice()) {
    while (!isClosed(chain)) {
      const current: readonly number[] = chain;
      const at = left.findIndex((way) => extend(current, way) !== undefined);
      const longer = at < 0 ? undefined : extend(current, left[at] ?? []);
      if (longer === undefined) break;
      left.splice(at, 1);
      chain = longer;
    }
    if (isClosed(chain)) closed.push(chain);
    else open += 1;
  }
  return { closed, open };
};

const firstMs = 500;
const longestMs = 15_000;

/** Milliseconds to wait after this many failures in a row: doubling, and never longer than a person would wait. */
export const reconnectDelay = (failures: number): number => Math.min(longestMs, firstMs * 2 ** Math.min(failures, 10));

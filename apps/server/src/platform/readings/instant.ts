/** Bound as `{name:DateTime64(3, 'UTC')}`. */
export const toInstant = (ms: number): string => new Date(ms).toISOString().replace("T", " ").replace("Z", "");

/** Bound as `{name:DateTime('UTC')}`: whole seconds. */
export const toSecond = (ms: number): string => toInstant(ms).slice(0, 19);

/** Times leave the store as integer milliseconds (`toUnixTimestamp64Milli`), in JSON quoted or not. */
export const toMs = (integer: string | number): number => Number(integer);

/** Which key a receipt is checked with, and what is known of it. */
export interface Trust {
  readonly key: string;
  /** Somebody at this device typed it or said that they compared it; a key that only came with a link proves nothing. */
  readonly confirmed: boolean;
  /** The link brought another key than the one kept here. */
  readonly strange: boolean;
}

/** A key kept on this device is never outranked by one that a link brings along. */
export const chooseKey = (kept: string, linked: string): Trust => ({
  key: kept.trim() === "" ? linked : kept,
  confirmed: kept.trim() !== "",
  strange: kept.trim() !== "" && linked.trim() !== "" && linked.trim() !== kept.trim(),
});

/** How people tell keys apart: a key's name and id, without its bytes. */
export const keyName = (key: string): string => key.trim().split("+").slice(0, 2).join("+");

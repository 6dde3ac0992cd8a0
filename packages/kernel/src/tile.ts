import { toHex, toUtf8, writeHex } from "./bytes.ts";

/** Hashes in a full tile and entries in a full bundle (C2SP tlog-tiles). */
export const tileWidth = 256;

/** Height of a tile in the tree: its hashes are of subtrees of height `level · 8`. */
export const tileHeight = 8;

/** One tile of hashes; narrower than full at the right edge of the tree. */
export interface Tile {
  readonly level: number;
  readonly index: number;
  readonly width: number;
}

/** Index as path elements of three digits, all but the last marked: `x001/x234/067`. */
const indexPath = (index: number): string => {
  const digits = String(index);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, "0");
  const groups = padded.match(/.{3}/g) ?? [];
  return groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join("/");
};

const suffix = (width: number): string => (width === tileWidth ? "" : `.p/${width}`);

/** Path of a tile below the log's prefix, e.g. `tile/0/x001/x234/067` or `tile/1/000.p/17`. */
export const tilePath = ({ level, index, width }: Tile): string => `tile/${level}/${indexPath(index)}${suffix(width)}`;

/** Path of a bundle of entries below the log's prefix, e.g. `tile/entries/273.p/112`. */
export const bundlePath = ({ index, width }: Omit<Tile, "level">): string =>
  `tile/entries/${indexPath(index)}${suffix(width)}`;

/** A path of a log taken apart; the level of a bundle is `entries`. */
export interface ParsedPath {
  readonly level: number | "entries";
  readonly index: number;
  readonly width: number;
}

/** Takes a tile's or bundle's path apart; undefined when it is not written exactly as the specification says. */
export const parseTilePath = (path: string): ParsedPath | undefined => {
  const parts = /^tile\/(entries|[0-9]{1,2})\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path);
  if (parts === null) return undefined;
  const index = Number((parts[2] ?? "").replaceAll(/[x/]/g, ""));
  const width = parts[3] === undefined ? tileWidth : Number(parts[3]);
  const level = parts[1] === "entries" ? "entries" : Number(parts[1]);
  if (width < 1 || (parts[3] !== undefined && width >= tileWidth)) return undefined;
  if (level !== "entries" && level > 63) return undefined;
  const written = level === "entries" ? bundlePath({ index, width }) : tilePath({ level, index, width });
  return written === path ? { level, index, width } : undefined;
};

/** Tiles a tree of one size has that it did not have, or had narrower, at an earlier size: what is to be written. */
export const listNewTiles = (from: number, to: number): Tile[] => {
  const tiles: Tile[] = [];
  for (let level = 0, before = from, after = to; after > 0; level += 1) {
    for (let index = Math.floor(before / tileWidth); index * tileWidth < after; index += 1) {
      const width = Math.min(tileWidth, after - index * tileWidth);
      if (index * tileWidth + width > before) tiles.push({ level, index, width });
    }
    before = Math.floor(before / tileWidth);
    after = Math.floor(after / tileWidth);
  }
  return tiles;
};

/** Contents of a tile: its hashes one after another. */
export const encodeTile = (hashes: readonly string[]): Uint8Array => {
  const bytes = new Uint8Array(hashes.length * 32);
  hashes.forEach((hash, index) => {
    writeHex(hash, bytes, index * 32);
  });
  return bytes;
};

/** Hashes of a tile's contents; undefined when these are not 1 to 256 whole hashes. */
export const decodeTile = (bytes: Uint8Array): string[] | undefined => {
  const width = bytes.length / 32;
  if (!Number.isInteger(width) || width < 1 || width > tileWidth) return undefined;
  return Array.from({ length: width }, (_, index) => toHex(bytes.subarray(index * 32, index * 32 + 32)));
};

/** Longest entry a bundle can hold, in bytes. */
const longestEntry = 0xffff;

/** Contents of a bundle: each entry after its length as two bytes; undefined when one is longer than these can say. */
export const encodeBundle = (entries: readonly string[]): Uint8Array | undefined => {
  const encoded = entries.map(toUtf8);
  if (encoded.some(({ length }) => length > longestEntry)) return undefined;
  const bytes = new Uint8Array(encoded.reduce((total, { length }) => total + 2 + length, 0));
  let at = 0;
  for (const entry of encoded) {
    bytes[at] = entry.length >> 8;
    bytes[at + 1] = entry.length & 255;
    bytes.set(entry, at + 2);
    at += 2 + entry.length;
  }
  return bytes;
};

/** Entries of a bundle's contents, as bytes; undefined when it is cut off or holds more than a bundle may. */
export const decodeBundle = (bytes: Uint8Array): Uint8Array[] | undefined => {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    const length = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
    const end = at + 2 + length;
    if (end > bytes.length || entries.length === tileWidth) return undefined;
    entries.push(bytes.subarray(at + 2, end));
    at = end;
  }
  return entries;
};

import { erasureTypes, listEmptied } from "@chengyun/kernel";
import { sha256 } from "./cryptography.ts";

/** Longest line that is read the quick way. */
export const pageBytes = 4 * 1024 * 1024;

const saltBytes = 16;
const digestDigits = 64;
const changesMark = Buffer.from(',"changes":');
const digestMark = Buffer.from(',"digest":"');
const positionMark = Buffer.from('","position":');
const saltMark = Buffer.from(',"salt":"');
const withheldMark = Buffer.from(',"withheld":true}');
const secondMark = Buffer.from(',"v":2}');
/** How a leaf ends that names emptied entries: the type is the last key, but for the version. */
const erasureEnds = {
  first: erasureTypes.map((type) => Buffer.from(`,"type":"${type}"}`)),
  second: erasureTypes.map((type) => Buffer.from(`,"type":"${type}"${secondMark}`)),
};
const saltFieldLength = saltMark.length + saltBytes * 2 + 1;

/** One line as a range of a buffer, without its end. */
export interface LineRange {
  readonly page: Buffer;
  readonly from: number;
  readonly end: number;
}

/** What a line says: the hash of its leaf, and what became of the changes. */
interface QuickLine {
  readonly hash: string;
  readonly isSecond: boolean;
  /** Digest of an entry whose changes are gone. */
  readonly emptied?: string;
  readonly withheld?: true;
  /** Digests that this entry says were erased. */
  readonly names?: readonly string[];
}

/** One buffer each for all lines: allocating is what would take longest. */
const leaf = Buffer.allocUnsafe(pageBytes + 2);
const digested = Buffer.allocUnsafe(pageBytes + saltBytes);
leaf[0] = 0;

/** Byte by byte: of marks this short, a call out of the script takes longer than the comparison. */
const standsAt = (page: Buffer, at: number, mark: Buffer): boolean => {
  for (let index = 0; index < mark.length; index += 1) if (page[at + index] !== mark[index]) return false;
  return true;
};

const endsWith = (page: Buffer, to: number, mark: Buffer): boolean => standsAt(page, to - mark.length, mark);

const valueOfDigit = new Uint8Array(256).fill(255);
for (const [value, digit] of [..."0123456789abcdef"].entries()) valueOfDigit[digit.charCodeAt(0)] = value;

/** The salt's digits as bytes at the beginning of what is digested; false when they are none. */
const putSalt = (page: Buffer, at: number): boolean => {
  for (let index = 0; index < saltBytes; index += 1) {
    const high = valueOfDigit[page[at + index * 2] ?? 0] ?? 255;
    const low = valueOfDigit[page[at + index * 2 + 1] ?? 0] ?? 255;
    if (high + low > 30) return false;
    digested[index] = high * 16 + low;
  }
  return true;
};

const isWritten = (text: string, page: Buffer, at: number): boolean => {
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) !== page[at + index]) return false;
  return true;
};

const numberAt = (page: Buffer, at: number): number => {
  let value = 0;
  let digits = at;
  for (let byte = (page[digits] ?? 0) - 48; byte >= 0 && byte <= 9; byte = (page[digits] ?? 0) - 48) {
    value = value * 10 + byte;
    digits += 1;
  }
  return value;
};

/** Where the digest of a line begins, when its place and its position are as expected. */
const findDigest = ({ page, from, end }: LineRange, position: number): number | undefined => {
  const digest = page.lastIndexOf(digestMark, end) + digestMark.length;
  const place = digest + digestDigits;
  if (digest - digestMark.length < from) return undefined;
  if (!standsAt(page, place, positionMark)) return undefined;
  return numberAt(page, place + positionMark.length) === position ? digest : undefined;
};

const hasDigest = (page: Buffer, changes: readonly [number, number], digest: number, salt: number): boolean => {
  if (!putSalt(page, salt)) return false;
  const length = page.copy(digested, saltBytes, changes[0], changes[1]) + saltBytes;
  return isWritten(sha256(digested.subarray(0, length)), page, digest);
};

/** A line without changes; of a leaf whose last brace is at `end`. */
const readBare = ({ page, from, end }: LineRange, digest: number, isWithheld: boolean): QuickLine => {
  let length = page.copy(leaf, 1, from, end) + 1;
  length += leaf.write("}", length);
  const line = { hash: sha256(leaf.subarray(0, length)), isSecond: endsWith(leaf, length, secondMark) };
  return isWithheld
    ? { ...line, withheld: true }
    : { ...line, emptied: page.toString("latin1", digest, digest + digestDigits) };
};

/** A line with changes, which begin with their mark at `changes`. */
const readFull = ({ page, from, end }: LineRange, digest: number, changes: number): QuickLine | undefined => {
  const salt = page.indexOf(saltMark, digest + digestDigits);
  const tail = digest - digestMark.length;
  if (salt < 0 || salt + saltFieldLength > end || changes > tail) return undefined;
  if (!hasDigest(page, [changes + changesMark.length, tail], digest, salt + saltMark.length)) return undefined;
  let length = page.copy(leaf, 1, from, changes) + 1;
  length += page.copy(leaf, length, tail, salt);
  length += page.copy(leaf, length, salt + saltFieldLength, end);
  const isSecond = endsWith(leaf, length, secondMark);
  const line = { hash: sha256(leaf.subarray(0, length)), isSecond };
  return erasureEnds[isSecond ? "second" : "first"].some((mark) => endsWith(leaf, length, mark))
    ? { ...line, names: listEmptied(JSON.parse(page.toString("utf8", from, end)).changes) }
    : line;
};

/** What a line of an export says, by its bytes alone; undefined when something is not as the exporter writes it. */
export const readLine = (line: LineRange, position: number): QuickLine | undefined => {
  const { page, from, end } = line;
  const isWithheld = endsWith(page, end, withheldMark);
  const to = isWithheld ? end - withheldMark.length : end - 1;
  const digest = findDigest({ page, from, end: to }, position);
  if (digest === undefined) return undefined;
  const changes = page.indexOf(changesMark, from);
  if (changes < 0 || changes >= to) return readBare({ page, from, end: to }, digest, isWithheld);
  return isWithheld ? undefined : readFull(line, digest, changes);
};

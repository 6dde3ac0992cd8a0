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
const erasureMarks = erasureTypes.map((type) => Buffer.from(`,"type":"${type}"`));
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

const endsWith = (page: Buffer, to: number, mark: Buffer): boolean =>
  page.compare(mark, 0, mark.length, to - mark.length, to) === 0;

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
  if (page.compare(positionMark, 0, positionMark.length, place, place + positionMark.length) !== 0) return undefined;
  return numberAt(page, place + positionMark.length) === position ? digest : undefined;
};

const hasDigest = (page: Buffer, changes: readonly [number, number], digest: number, salt: number): boolean => {
  if (digested.write(page.toString("latin1", salt, salt + saltBytes * 2), 0, "hex") !== saltBytes) return false;
  const length = page.copy(digested, saltBytes, changes[0], changes[1]) + saltBytes;
  return sha256(digested.subarray(0, length)) === page.toString("latin1", digest, digest + digestDigits);
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
  const rest = length;
  length += page.copy(leaf, length, salt + saltFieldLength, end);
  const line = { hash: sha256(leaf.subarray(0, length)), isSecond: endsWith(leaf, length, secondMark) };
  const last = leaf.subarray(rest, length);
  return erasureMarks.some((mark) => last.includes(mark))
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

import { createReadStream, createWriteStream } from "node:fs";
import { open } from "node:fs/promises";
import type { Readable } from "node:stream";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createInflateRaw } from "node:zlib";
import { refuse } from "../fault.ts";

/** One file within a zip. */
export interface ZipEntry {
  readonly name: string;
  /** Bytes it says it unpacks to. */
  readonly size: number;
  readonly packed: number;
  readonly method: number;
  /** Where its local header begins. */
  readonly offset: number;
}

const endSign = 0x06054b50;
const entrySign = 0x02014b50;
const wholeDirectory = 0xffffffff;
const endBytes = 22;
/** The end of the directory may be followed by a remark of 64 KiB. */
const tailBytes = endBytes + 65_535;
/** A directory longer than this names more files than anything we read has. */
const longestDirectory = 4 * 1_048_576;

const unreadable = (name: string): never => refuse(`${name} 不是完整的 zip 文件。`, `${name} is no whole zip file.`);

const readPart = async (path: string, from: number, length: number): Promise<Buffer> => {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
};

const parseDirectory = (data: Buffer, count: number, name: string): ZipEntry[] => {
  const entries: ZipEntry[] = [];
  for (let at = 0; entries.length < count; ) {
    if (at + 46 > data.length || data.readUInt32LE(at) !== entrySign) return unreadable(name);
    const [packed, size, offset] = [data.readUInt32LE(at + 20), data.readUInt32LE(at + 24), data.readUInt32LE(at + 42)];
    // What needs the wide fields unpacks to more than 4 GiB, or says so to be passed over.
    if ([packed, size, offset].includes(wholeDirectory)) return unreadable(name);
    const length = data.readUInt16LE(at + 28);
    entries.push({
      name: data.toString("utf8", at + 46, at + 46 + length),
      ...{ size, packed, offset, method: data.readUInt16LE(at + 10) },
    });
    at += 46 + length + data.readUInt16LE(at + 30) + data.readUInt16LE(at + 32);
  }
  return entries;
};

/** The files of a zip by its directory; nothing is unpacked. Ends with a sentence when it has none that can be read. */
export const readZipDirectory = async (path: string, bytes: number, name: string): Promise<ZipEntry[]> => {
  const from = Math.max(0, bytes - tailBytes);
  const tail = await readPart(path, from, bytes - from);
  let end = tail.length - endBytes;
  while (end >= 0 && tail.readUInt32LE(end) !== endSign) end -= 1;
  if (end < 0) return unreadable(name);
  const [count, length, offset] = [
    tail.readUInt16LE(end + 10),
    tail.readUInt32LE(end + 12),
    tail.readUInt32LE(end + 16),
  ];
  if (length > longestDirectory || offset + length > bytes) return unreadable(name);
  return parseDirectory(await readPart(path, offset, length), count, name);
};

/** Lets no more through than was said: a zip that unpacks to more than its directory tells is a bomb. */
const counting = (size: number, name: string): Transform => {
  let seen = 0;
  return new Transform({
    transform: (chunk: Buffer, _, done) => {
      seen += chunk.length;
      if (seen > size) return done(new Error(`${name} unpacks to more than it says`));
      done(null, chunk);
    },
  });
};

const openPacked = async (path: string, entry: ZipEntry, name: string): Promise<Readable> => {
  const head = await readPart(path, entry.offset, 30);
  if (head.length < 30) return unreadable(name);
  const from = entry.offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  return createReadStream(path, { start: from, end: Math.max(from, from + entry.packed - 1) });
};

const stored = 0;
const deflated = 8;

/** Unpacks one file of a zip to a path of ours, or nowhere to see that it is what it says it is. */
export const unpackEntry = async (
  { path, name }: { readonly path: string; readonly name: string },
  entry: ZipEntry,
  to: string | undefined,
): Promise<void> => {
  if (entry.method !== stored && entry.method !== deflated) return unreadable(name);
  if (entry.packed === 0) return;
  const packed = await openPacked(path, entry, name);
  const sink =
    to === undefined
      ? new Transform({ transform: (_chunk, _encoding, done) => done() }).resume()
      : createWriteStream(to);
  const plain = counting(entry.size, entry.name);
  await (entry.method === stored
    ? pipeline(packed, plain, sink)
    : pipeline(packed, createInflateRaw(), plain, sink)
  ).catch(() => unreadable(name));
};

/** Ends with a sentence when a zip unpacks to more than so many bytes, by what it says or by what is in it. */
export const checkUnpacks = async (path: string, bytes: number, most: number, name: string): Promise<ZipEntry[]> => {
  const entries = await readZipDirectory(path, bytes, name);
  const sum = entries.reduce((total, { size }) => total + size, 0);
  if (sum > most)
    refuse(
      `${name} 解压后超过 ${Math.round(most / 1_048_576)} MB，未读取。`,
      `${name} unpacks to more than ${Math.round(most / 1_048_576)} MB; it was not read.`,
    );
  for (const entry of entries) await unpackEntry({ path, name }, entry, undefined);
  return entries;
};

import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fromBufferPromise, openPromise, type ZipFile } from "yauzl";
import { refuse } from "../fault.ts";

/** One file within a zip. */
export interface ZipEntry {
  readonly name: string;
  /** Bytes it says it unpacks to. */
  readonly size: number;
}

/** More files than anything we read has. */
const mostEntries = 20_000;

const unreadable = (name: string): never => refuse(`${name} 不是完整的 zip 文件。`, `${name} is no whole zip file.`);

const open = (source: string | Buffer): Promise<ZipFile> =>
  typeof source === "string" ? openPromise(source) : fromBufferPromise(source);

const listEntries = async (zip: ZipFile): Promise<ZipEntry[]> => {
  try {
    if (zip.entryCount > mostEntries) throw new Error("too many entries");
    const entries: ZipEntry[] = [];
    for await (const { fileName, uncompressedSize } of zip.eachEntry())
      entries.push({ name: fileName, size: uncompressedSize });
    return entries;
  } finally {
    zip.close();
  }
};

/** The files of a zip by its directory; nothing is unpacked. Ends with a sentence when it has none that can be read. */
export const readZipDirectory = (source: string | Buffer, name: string): Promise<ZipEntry[]> =>
  open(source)
    .then(listEntries)
    .catch(() => unreadable(name));

/**
 * Unpacks the files of a zip for which `sinkOf` gives a place. One that unpacks to another size than the directory tells
 * is a bomb: it ends with a sentence, as one that is locked does, or one whose name leads out of the zip.
 */
export const unpack = async (
  { path, name }: { readonly path: string; readonly name: string },
  sinkOf: (entry: ZipEntry) => Writable | undefined,
): Promise<void> => {
  try {
    const zip = await openPromise(path);
    try {
      for await (const entry of zip.eachEntry()) {
        const sink = sinkOf({ name: entry.fileName, size: entry.uncompressedSize });
        if (sink !== undefined) await pipeline(await zip.openReadStreamPromise(entry), sink);
      }
    } finally {
      zip.close();
    }
  } catch {
    unreadable(name);
  }
};

const nowhere = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });

/** Ends with a sentence when a zip unpacks to more than so many bytes, by what it says or by what is in it. */
export const checkUnpacks = async (path: string, most: number, name: string): Promise<void> => {
  const sum = (await readZipDirectory(path, name)).reduce((total, { size }) => total + size, 0);
  if (sum > most)
    refuse(
      `${name} 解压后超过 ${Math.round(most / 1_048_576)} MB，未读取。`,
      `${name} unpacks to more than ${Math.round(most / 1_048_576)} MB; it was not read.`,
    );
  await unpack({ path, name }, nowhere);
};

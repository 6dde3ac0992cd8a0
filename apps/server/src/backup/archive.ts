import { createHash, type Hash } from "node:crypto";
import { once } from "node:events";
import { Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { createGunzip, createGzip } from "node:zlib";
import type { Decrypter, Encrypter } from "age-encryption";
import { extract, pack } from "tar-stream";
import { failPoint } from "../platform/fail-point.ts";
import { BackupFault } from "./fault.ts";
import { fileOf, type Place } from "./place.ts";
import type { FilePart, Volume } from "./shape.ts";

/** Bytes of one volume: what a backup holds in memory, twice, and what is sent again when the net breaks. */
const volumeBytes = 16 * 2 ** 20;

export const sha256Of = (bytes: Buffer | string): string => createHash("sha256").update(bytes).digest("hex");

/** Cuts a stream into volumes and puts each at the place as soon as it is full. */
class VolumeCutter extends Writable {
  readonly volumes: Volume[] = [];
  readonly #place: Place;
  readonly #name: string;
  #parts: Buffer[] = [];
  #size = 0;

  constructor(place: Place, name: string) {
    super();
    this.#place = place;
    this.#name = name;
  }

  override _write(chunk: Buffer, _: BufferEncoding, done: (error?: Error) => void): void {
    this.#parts.push(chunk);
    this.#size += chunk.length;
    if (this.#size < volumeBytes) done();
    else this.#put().then(() => done(), done);
  }

  override _final(done: (error?: Error) => void): void {
    if (this.#size === 0) done();
    else this.#put().then(() => done(), done);
  }

  async #put(): Promise<void> {
    const bytes = Buffer.concat(this.#parts);
    this.#parts = [];
    this.#size = 0;
    const name = `data.${String(this.volumes.length + 1).padStart(6, "0")}`;
    await this.#place.put(`${this.#name}/${name}`, bytes);
    this.volumes.push({ name, bytes: bytes.length, sha256: sha256Of(bytes) });
    failPoint("backup-volume");
  }
}

/** An archive being written: tar, packed, sealed, in volumes. Memory stays that of a few volumes whatever its size. */
export interface ArchiveWriter {
  /** Adds a file of known content. */
  readonly add: (path: string, bytes: Buffer) => Promise<FilePart>;
  /** Adds a file of known size that is read on the way. */
  readonly addStream: (path: string, size: number, from: AsyncIterable<Buffer>) => Promise<FilePart>;
  /** Ends it; every volume is at the place. */
  readonly end: () => Promise<Volume[]>;
  readonly volumes: () => readonly Volume[];
}

const toWeb = (stream: Readable): globalThis.ReadableStream<Uint8Array> =>
  Readable.toWeb(stream) as unknown as globalThis.ReadableStream<Uint8Array>;

const fromWeb = (stream: globalThis.ReadableStream<Uint8Array>): Readable =>
  Readable.fromWeb(stream as unknown as ReadableStream);

/** Begins an archive at a place, below a name. */
export const writeArchive = async (place: Place, name: string, sealer: Encrypter): Promise<ArchiveWriter> => {
  const tar = pack();
  const packed = createGzip({ level: 1 });
  const cutter = new VolumeCutter(place, name);
  const packing = pipeline(tar as unknown as NodeJS.ReadableStream, packed);
  const sealing = pipeline(fromWeb(await sealer.encrypt(toWeb(packed))), cutter);
  const written = Promise.all([packing, sealing]);
  // Whoever adds next is told; until then nobody listens.
  let failed: unknown;
  written.catch((error: unknown) => {
    failed = error;
  });
  const addStream: ArchiveWriter["addStream"] = async (path, size, from) => {
    const hash = createHash("sha256");
    let seen = 0;
    const added = new Promise<void>((resolve, reject) => {
      const sink = tar.entry({ name: path, size, mode: 0o600 }, (error) =>
        error ? reject(error) : resolve(),
      ) as unknown as Writable;
      const feed = async () => {
        for await (const chunk of from) {
          seen += chunk.length;
          hash.update(chunk);
          if (!sink.write(chunk)) await Promise.race([once(sink, "drain"), written]);
          if (failed !== undefined) throw failed;
        }
        sink.end();
      };
      feed().catch(reject);
    });
    await Promise.race([added, written]);
    if (failed !== undefined) throw failed;
    return { path, bytes: seen, sha256: hash.digest("hex") };
  };
  return {
    addStream,
    add: (path, bytes) => addStream(path, bytes.length, Readable.from([bytes], { objectMode: true })),
    volumes: () => cutter.volumes,
    end: async () => {
      tar.finalize();
      await written;
      return cutter.volumes;
    },
  };
};

async function* readVolumes(place: Place, name: string, volumes: readonly Volume[]): AsyncGenerator<Buffer> {
  for (const volume of volumes) {
    const bytes = await place.get(fileOf(name, volume.name));
    if (bytes.length !== volume.bytes || sha256Of(bytes) !== volume.sha256)
      throw new BackupFault(
        { zh: "备份文件损坏或被改动：", en: "A file of the backup is damaged or was altered:" },
        fileOf(name, volume.name),
      );
    yield bytes;
  }
}

/** One file of an archive as it comes along; its content must be read, or skipped, before the next. */
export interface ArchivedFile {
  readonly path: string;
  readonly size: number;
  readonly content: AsyncIterable<Buffer>;
}

/** Files of an archive in their order; volumes are checked against their digests before anything of them is opened. */
export async function* readArchive(
  place: Place,
  from: { readonly name: string; readonly volumes: readonly Volume[] },
  opener: Decrypter,
): AsyncGenerator<ArchivedFile> {
  const sealed = Readable.from(readVolumes(place, from.name, from.volumes), { objectMode: false });
  const opened = fromWeb(await opener.decrypt(toWeb(sealed)));
  const files = extract();
  const reading = pipeline(opened, createGunzip(), files as unknown as NodeJS.WritableStream);
  reading.catch(() => undefined);
  for await (const entry of files)
    yield { path: entry.header.name, size: entry.header.size ?? 0, content: entry as AsyncIterable<Buffer> };
  await reading;
}

/** Reads a file of an archive into memory, which is meant for parts of bounded size. */
export const readWhole = async (content: AsyncIterable<Buffer>): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of content) parts.push(part);
  return Buffer.concat(parts);
};

/** Passes chunks on and keeps their digest. */
export async function* hashed(content: AsyncIterable<Buffer>, hash: Hash): AsyncGenerator<Buffer> {
  for await (const chunk of content) {
    hash.update(chunk);
    yield chunk;
  }
}

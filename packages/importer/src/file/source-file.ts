import { createHash } from "node:crypto";
import { createReadStream, existsSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { basename } from "node:path";
import { createGunzip } from "node:zlib";
import { refuse } from "../fault.ts";

/** How the letters of a file are written. */
export const encodings = ["utf-8", "gb18030", "utf-16le", "utf-16be"] as const;
export type Encoding = (typeof encodings)[number];

/** A file as it lies on disk, looked through once. */
export interface SourceFile {
  readonly path: string;
  /** What people call it: the file's own name, or the one it had before it was uploaded. */
  readonly name: string;
  /** Bytes on disk. */
  readonly bytes: number;
  /** SHA-256 of the bytes on disk, hex. */
  readonly digest: string;
  readonly isGzip: boolean;
  /** Undefined when it is no text in any encoding we know. */
  readonly encoding: Encoding | undefined;
  /** Whether a quotation mark stands anywhere in it: then a line may not be a record. */
  readonly hasQuotes: boolean;
}

const quoteByte = 0x22;
const chunkBytes = 1 << 18;

const headOf = async (path: string): Promise<Buffer> => {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
};

/** Bytes of a file, unpacked when it is gzipped; `onPacked` sees them as they lie on disk. */
export async function* readBytes(
  path: string,
  isGzip: boolean,
  onPacked?: (chunk: Buffer) => void,
): AsyncGenerator<Buffer> {
  const packed = createReadStream(path, { highWaterMark: chunkBytes });
  if (onPacked !== undefined) packed.on("data", (chunk) => onPacked(chunk as Buffer));
  if (!isGzip) return yield* packed as AsyncIterable<Buffer>;
  const plain = createGunzip({ chunkSize: chunkBytes });
  packed.once("error", (error) => plain.destroy(error));
  try {
    for await (const chunk of packed.pipe(plain)) yield chunk as Buffer;
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith("Z_") !== true) throw error;
    refuse(
      `压缩包已损坏或不完整（${String((error as Error).message)}）。`,
      `The gzip file is damaged or cut off (${String((error as Error).message)}).`,
    );
  }
}

const markOf = (head: Buffer): Encoding | undefined => {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  return undefined;
};

/** Takes an encoding out of the race when a byte does not fit it. */
class Contest {
  readonly #left = new Map<Encoding, InstanceType<typeof TextDecoder>>(
    (["utf-8", "gb18030"] as const).map((encoding) => [encoding, new TextDecoder(encoding, { fatal: true })]),
  );

  take(chunk: Buffer): void {
    for (const [encoding, decoder] of this.#left) {
      // What is valid UTF-8 is UTF-8, for nothing else looks like it: the other need not be tried while it lasts.
      if (!this.#fits(encoding, () => decoder.decode(chunk, { stream: true }))) continue;
      if (encoding === "utf-8") return;
    }
  }

  winner(): Encoding | undefined {
    for (const [encoding, decoder] of this.#left) if (this.#fits(encoding, () => decoder.decode())) return encoding;
    return undefined;
  }

  #fits(encoding: Encoding, decode: () => string): boolean {
    try {
      decode();
      return true;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      this.#left.delete(encoding);
      return false;
    }
  }
}

/** Looks through a file once: its digest, whether it is packed, and in which encoding its text is. */
export const inspectFile = async (path: string, given?: Encoding, name = basename(path)): Promise<SourceFile> => {
  if (!existsSync(path) || !statSync(path).isFile()) refuse(`没有文件 ${name}。`, `There is no file ${name}.`);
  const packedHead = await headOf(path);
  const isGzip = packedHead[0] === 0x1f && packedHead[1] === 0x8b;
  const hash = createHash("sha256");
  const contest = new Contest();
  let hasQuotes = false;
  let mark: Encoding | undefined;
  let isFirst = true;
  let isText = true;
  for await (const chunk of readBytes(path, isGzip, (packed) => hash.update(packed))) {
    if (isFirst) mark = markOf(chunk);
    isFirst = false;
    hasQuotes ||= chunk.includes(quoteByte);
    if (mark === undefined && isText) isText = !chunk.includes(0);
    if (given === undefined && mark === undefined && isText) contest.take(chunk);
  }
  return {
    path,
    name,
    bytes: statSync(path).size,
    digest: hash.digest("hex"),
    isGzip,
    encoding: given ?? mark ?? (isText ? contest.winner() : undefined),
    hasQuotes,
  };
};

/** Text of a file in pieces, without its byte order mark. Ends with a sentence at a byte that does not fit. */
export async function* readText(file: SourceFile): AsyncGenerator<string> {
  const { encoding } = file;
  if (encoding === undefined)
    return refuse(
      `${file.name} 既不是 UTF-8、GB 18030 也不是 UTF-16 文本，请在映射文件中写明 "encoding"。`,
      `${file.name} is no text in UTF-8, GB 18030 or UTF-16; say "encoding" in the mapping.`,
    );
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const chunk of readBytes(file.path, file.isGzip)) {
      const text = decoder.decode(chunk, { stream: true });
      if (text !== "") yield text;
    }
    const rest = decoder.decode();
    if (rest !== "") yield rest;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    refuse(`${file.name} 含有不是 ${encoding} 的字节。`, `${file.name} holds bytes that are not ${encoding}.`);
  }
}

import { createHash } from "node:crypto";
import { createReadStream, existsSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { basename } from "node:path";
import { createGunzip } from "node:zlib";
import type { Label } from "@chengyun/kernel";
import { refuse } from "../fault.ts";
import {
  type Encoding,
  encodingOfMark,
  encodings,
  judgeSigns,
  type Letters,
  SignCount,
  Utf8Check,
} from "./encoding.ts";

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
  /** Undefined when it is no text in any encoding we know, or might be in several. */
  readonly encoding: Encoding | undefined;
  /** What told the encoding, or why none was told. */
  readonly encodingWhy: Label;
  /** Whether a quotation mark stands anywhere in it: then a line may not be a record. */
  readonly hasQuotes: boolean;
  /** How many of its bytes on disk the present reading of its text has come to. */
  readonly come: { bytes: number; reading?: symbol };
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

/** No table, map or network packs so well; what is made to fill a disk or hold a worker for days does. */
const densest = 250;
const undoubtedBytes = 1 << 28;

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
    let unpacked = 0;
    for await (const chunk of packed.pipe(plain) as AsyncIterable<Buffer>) {
      unpacked += chunk.length;
      if (unpacked > undoubtedBytes && unpacked > densest * packed.bytesRead)
        refuse(
          `压缩包解开后已超过原大小的 ${densest} 倍，不像数据文件，未再往下读。`,
          `The gzip file unpacks to more than ${densest} times its size, as no table does; it was read no further.`,
        );
      yield chunk;
    }
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith("Z_") !== true) throw error;
    refuse(
      `压缩包已损坏或不完整（${String((error as Error).message)}）。`,
      `The gzip file is damaged or cut off (${String((error as Error).message)}).`,
    );
  } finally {
    // Whoever stops reading half-way leaves nobody reading on.
    packed.destroy();
  }
}

const noText: Letters = {
  encoding: undefined,
  why: { zh: "不是文本", en: "it is no text" },
};

/** So much text says in which letters it is written. */
const judgedBytes = 16 * 1_048_576;
const judgedSigns = 1_000;

/** Looks through text that is no UTF-8 once more, for what sets the other encodings apart. */
const judgeBytes = async (path: string, isGzip: boolean): Promise<Letters> => {
  const signs = new SignCount();
  let bytes = 0;
  for await (const chunk of readBytes(path, isGzip)) {
    signs.take(chunk);
    bytes += chunk.length;
    if (bytes > judgedBytes && signs.high > judgedSigns) break;
  }
  signs.end();
  return judgeSigns(signs);
};

/** What one look through a file tells, and what was said of it before. */
interface Seen {
  readonly given: Encoding | undefined;
  readonly mark: Encoding | undefined;
  readonly isText: boolean;
  readonly isUtf8: boolean;
}

const lettersOf = async (path: string, isGzip: boolean, { given, mark, isText, isUtf8 }: Seen): Promise<Letters> => {
  if (given !== undefined) return { encoding: given, why: { zh: "按映射所写", en: "as the mapping says" } };
  if (mark !== undefined) return { encoding: mark, why: { zh: "按文件开头的标记", en: "by its byte order mark" } };
  if (!isText) return noText;
  if (isUtf8) return { encoding: "utf-8", why: { zh: "全部字节都合乎 UTF-8", en: "all its bytes fit" } };
  return judgeBytes(path, isGzip);
};

/** Looks through a file: its digest, whether it is packed, and in which encoding its text is. */
export const inspectFile = async (path: string, given?: Encoding, name = basename(path)): Promise<SourceFile> => {
  if (!existsSync(path) || !statSync(path).isFile()) refuse(`没有文件 ${name}。`, `There is no file ${name}.`);
  const packedHead = await headOf(path);
  const isGzip = packedHead[0] === 0x1f && packedHead[1] === 0x8b;
  const hash = createHash("sha256");
  const utf8 = new Utf8Check();
  let hasQuotes = false;
  let mark: Encoding | undefined;
  let isFirst = true;
  let isText = true;
  for await (const chunk of readBytes(path, isGzip, (packed) => hash.update(packed))) {
    if (isFirst) mark = encodingOfMark(chunk);
    isFirst = false;
    hasQuotes ||= chunk.includes(quoteByte);
    if (mark === undefined && isText) isText = !chunk.includes(0);
    if (given === undefined && mark === undefined && isText) utf8.take(chunk);
  }
  const { encoding, why } = await lettersOf(path, isGzip, { given, mark, isText, isUtf8: utf8.fits });
  const bytes = statSync(path).size;
  return {
    path,
    name,
    bytes,
    digest: hash.digest("hex"),
    isGzip,
    encoding,
    encodingWhy: why,
    hasQuotes,
    come: { bytes: 0 },
  };
};

/** What the dry run says of the letters of a text: which encoding was taken, and why. */
export const encodingNotice = ({ encoding, encodingWhy: { zh, en } }: SourceFile): Label => ({
  zh: `编码 ${encoding}（${zh}）`,
  en: `encoding ${encoding} (${en})`,
});

/** Text of a file in pieces, without its byte order mark. Ends with a sentence at a byte that does not fit. */
export async function* readText(file: SourceFile): AsyncGenerator<string> {
  const { encoding, encodingWhy: why } = file;
  if (encoding === undefined)
    return refuse(
      `读不了 ${file.name} 的文字：${why.zh}（映射文件中的 "encoding"：${encodings.join("、")}）。`,
      `${file.name} can't be read as text: ${why.en} ("encoding" in the mapping: ${encodings.join(", ")}).`,
    );
  const decoder = new TextDecoder(encoding, { fatal: true });
  const { come } = file;
  const reading = Symbol("reading");
  come.bytes = 0;
  come.reading = reading;
  const count = (packed: Buffer): void => {
    // A reading that was left half-way may hear of one more chunk.
    if (come.reading === reading) come.bytes += packed.length;
  };
  try {
    for await (const chunk of readBytes(file.path, file.isGzip, count)) {
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

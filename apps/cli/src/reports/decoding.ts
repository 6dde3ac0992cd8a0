import { gunzipSync } from "node:zlib";
import type { Encoding } from "./mapping.ts";

const decode = (bytes: Uint8Array, encoding: Encoding): string | undefined => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (fault) {
    if (fault instanceof TypeError) return undefined;
    throw fault;
  }
};

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/**
 * The text of a file and the encoding it has: the one given, else UTF-8 when every byte fits, else GB 18030.
 * Undefined when it is in neither: then somebody has to say.
 */
export const decodeFile = (
  bytes: Uint8Array,
  given: Encoding | undefined,
): { readonly text: string; readonly encoding: Encoding } | undefined => {
  const plain = isGzip(bytes) ? gunzipSync(bytes) : bytes;
  for (const encoding of given === undefined ? (["utf-8", "gb18030"] as const) : [given]) {
    const text = decode(plain, encoding);
    if (text !== undefined) return { text, encoding };
  }
  return undefined;
};

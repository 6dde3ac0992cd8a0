/** Hash of some bytes: SHA-256 as 64 lowercase hexadecimal digits; a text is hashed as its UTF-8. */
export type Sha256 = (data: Uint8Array | string) => string;

/** Canonical JSON of a value (RFC 8785). */
export type Canonical = (value: unknown) => string;

const hexDigits = "0123456789abcdef";
const hexValues = new Int8Array(128).fill(-1);
for (let value = 0; value < 16; value += 1) hexValues[hexDigits.charCodeAt(value)] = value;

const nibble = (hex: string, index: number): number => hexValues[hex.charCodeAt(index) & 127] ?? -1;

/** Writes the bytes of a lowercase hexadecimal text at an offset; for texts known to be hashes. */
export const writeHex = (hex: string, into: Uint8Array, offset: number): void => {
  for (let index = 0; index < hex.length; index += 2)
    into[offset + (index >> 1)] = (nibble(hex, index) << 4) | nibble(hex, index + 1);
};

/** Whether something is a text of so many lowercase hexadecimal digits. */
export const isHex = (text: unknown, digits: number): text is string => {
  if (typeof text !== "string" || text.length !== digits) return false;
  for (let index = 0; index < digits; index += 1) {
    const unit = text.charCodeAt(index);
    if (!((unit >= 48 && unit <= 57) || (unit >= 97 && unit <= 102))) return false;
  }
  return true;
};

/** Whether something is a SHA-256 hash in lowercase hexadecimal digits. */
export const isHash = (text: unknown): text is string => isHex(text, 64);

/** Bytes of a lowercase hexadecimal text; undefined when it is none. */
export const fromHex = (hex: string): Uint8Array | undefined => {
  if (hex.length % 2 !== 0 || !isHex(hex, hex.length)) return undefined;
  const bytes = new Uint8Array(hex.length / 2);
  writeHex(hex, bytes, 0);
  return bytes;
};

/** Bytes as lowercase hexadecimal digits. */
export const toHex = (bytes: Uint8Array): string => {
  let hex = "";
  for (const byte of bytes) hex += hexDigits.charAt(byte >> 4) + hexDigits.charAt(byte & 15);
  return hex;
};

/** The 32 bytes of a hash in hexadecimal digits. */
export const toHashBytes = (hash: string): Uint8Array => {
  const bytes = new Uint8Array(32);
  writeHex(hash, bytes, 0);
  return bytes;
};

const base64Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Bytes in standard base64 with padding (RFC 4648 §4). */
export const toBase64 = (bytes: Uint8Array): string => {
  let text = "";
  for (let index = 0; index < bytes.length; index += 3) {
    const left = bytes.length - index;
    const bits = ((bytes[index] ?? 0) << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0);
    text += base64Digits.charAt(bits >> 18) + base64Digits.charAt((bits >> 12) & 63);
    text += left > 1 ? base64Digits.charAt((bits >> 6) & 63) : "=";
    text += left > 2 ? base64Digits.charAt(bits & 63) : "=";
  }
  return text;
};

/** Bytes of a standard base64 text; undefined when it is none, is not padded or has stray bits. */
export const fromBase64 = (text: string): Uint8Array | undefined => {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  const digits = text.replaceAll("=", "");
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
  let bits = 0;
  let count = 0;
  let at = 0;
  for (const digit of digits) {
    bits = ((bits << 6) | base64Digits.indexOf(digit)) & 0xffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes[at] = bits >> count;
    at += 1;
  }
  return toBase64(bytes) === text ? bytes : undefined;
};

/** Writes one character beyond ASCII and returns the offset after it. */
const writeWide = (point: number, into: Uint8Array, offset: number): number => {
  let at = offset;
  if (point < 0x800) into[at] = 0xc0 | (point >> 6);
  else {
    if (point < 0x10000) into[at] = 0xe0 | (point >> 12);
    else {
      into[at] = 0xf0 | (point >> 18);
      at += 1;
      into[at] = 0x80 | ((point >> 12) & 63);
    }
    at += 1;
    into[at] = 0x80 | ((point >> 6) & 63);
  }
  into[at + 1] = 0x80 | (point & 63);
  return at + 2;
};

/** Writes a text as UTF-8 at an offset and returns the offset after it; three bytes a UTF-16 unit are always enough. */
export const writeUtf8 = (text: string, into: Uint8Array, offset: number): number => {
  let at = offset;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) {
      into[at] = unit;
      at += 1;
      continue;
    }
    const point = text.codePointAt(index) ?? unit;
    if (point > 0xffff) index += 1;
    // A surrogate without its other half has no UTF-8: it becomes the replacement character, as everywhere.
    at = writeWide(point >= 0xd800 && point <= 0xdfff ? 0xfffd : point, into, at);
  }
  return at;
};

/** A text as UTF-8. */
export const toUtf8 = (text: string): Uint8Array => {
  const bytes = new Uint8Array(text.length * 3);
  return bytes.slice(0, writeUtf8(text, bytes, 0));
};

import { isUtf8 } from "node:buffer";
import type { Label } from "@chengyun/kernel";

/** How the letters of a file are written. */
export const encodings = ["utf-8", "gb18030", "utf-16le", "utf-16be", "windows-1252", "big5"] as const;
export type Encoding = (typeof encodings)[number];

/** An encoding and what told it; without one, what stood in the way. */
export interface Letters {
  readonly encoding: Encoding | undefined;
  readonly why: Label;
}

/** The encoding that a byte order mark tells. */
export const encodingOfMark = (head: Buffer): Encoding | undefined => {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  return undefined;
};

const lengthByLead = (lead: number): number =>
  lead >= 0xf0 && lead <= 0xf4 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 1;

/** Bytes up to the last sign that is whole. */
const wholeLength = (bytes: Buffer): number => {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) return lengthByLead(byte) > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
};

/** Tells whether bytes that come in pieces are UTF-8. */
export class Utf8Check {
  #fits = true;
  #tail: Buffer = Buffer.alloc(0);

  take(chunk: Buffer): void {
    if (!this.#fits) return;
    const bytes = this.#tail.length === 0 ? chunk : Buffer.concat([this.#tail, chunk]);
    const whole = wholeLength(bytes);
    this.#fits = isUtf8(bytes.subarray(0, whole));
    this.#tail = bytes.subarray(whole);
  }

  get fits(): boolean {
    return this.#fits && this.#tail.length === 0;
  }
}

/** Bytes that Windows-1252 gives no sign to. */
const unused1252: ReadonlySet<number> = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);

/** Whether two bytes are a sign of the first level of GB 2312, or of its punctuation. */
const isCommon = (lead: number, trail: number): boolean =>
  trail >= 0xa1 && ((lead >= 0xb0 && lead <= 0xd7) || (lead >= 0xa1 && lead <= 0xa3));

/** Whether a byte is a letter with a mark in Windows-1252. Big5 and Shift JIS begin nearly all their signs below. */
const isLetter = (byte: number): boolean => byte >= 0xc0 && byte !== 0xd7 && byte !== 0xf7;

/**
 * Counts what sets GB 18030, Windows-1252 and broken UTF-8 apart: Chinese stands in pairs of high bytes, nearly all of
 * them among GB 2312's common signs; a Western letter with its mark stands alone among plain ones.
 */
export class SignCount {
  high = 0;
  /** High bytes between two that are not. */
  lone = 0;
  /** Those, and twos that are no common Chinese sign, as in `größer`. */
  western = 0;
  /** Of them those that are letters in Windows-1252, and not its signs and fractions. */
  letters = 0;
  pairs = 0;
  /** Pairs of the first level of GB 2312 or its punctuation. */
  common = 0;
  /** Pairs anywhere in GB 2312. */
  plain = 0;
  /** Bytes that no GB 18030 has. */
  broken = 0;
  unused = 0;
  /** High bytes within whole UTF-8 signs. */
  utf8 = 0;
  #lead = 0;
  #fourth = 0;
  #run = 0;
  #first = 0;
  #second = 0;
  #wanted = 0;
  #sign = 0;

  take(chunk: Buffer): void {
    for (const byte of chunk) {
      if (byte < 0x80 && this.#run === 0 && this.#lead === 0 && this.#fourth === 0) continue;
      this.#countRun(byte);
      this.#countPair(byte);
      this.#countUtf8(byte);
    }
  }

  end(): void {
    this.take(Buffer.from("\n"));
  }

  #countRun(byte: number): void {
    if (byte < 0x80) {
      if (this.#run === 1 || (this.#run === 2 && !isCommon(this.#first, this.#second))) this.#takeWestern();
      this.#run = 0;
      return;
    }
    this.high += 1;
    this.#run += 1;
    if (this.#run === 1) this.#first = byte;
    this.#second = byte;
    if (unused1252.has(byte)) this.unused += 1;
  }

  #takeWestern(): void {
    if (this.#run === 1) this.lone += 1;
    this.western += this.#run;
    if (isLetter(this.#first)) this.letters += 1;
    if (this.#run === 2 && isLetter(this.#second)) this.letters += 1;
  }

  #countPair(byte: number): void {
    if (this.#fourth > 0) {
      // The third and fourth byte of a rare sign.
      const fits = this.#fourth === 2 ? byte >= 0x81 && byte <= 0xfe : byte >= 0x30 && byte <= 0x39;
      if (!fits) this.broken += 1;
      this.#fourth -= 1;
    } else if (this.#lead === 0) {
      if (byte === 0x80 || byte === 0xff) this.broken += 1;
      else if (byte > 0x80) this.#lead = byte;
    } else {
      this.#endPair(this.#lead, byte);
      this.#lead = 0;
    }
  }

  #endPair(lead: number, trail: number): void {
    if (trail >= 0x30 && trail <= 0x39) this.#fourth = 2;
    if (trail < 0x30 || (trail > 0x39 && trail < 0x40) || trail === 0x7f || trail === 0xff) {
      this.broken += 1;
      return;
    }
    this.pairs += 1;
    if (trail < 0xa1) return;
    if (lead >= 0xa1 && lead <= 0xf7) this.plain += 1;
    if (isCommon(lead, trail)) this.common += 1;
  }

  #countUtf8(byte: number): void {
    if (this.#wanted > 0 && byte >= 0x80 && byte < 0xc0) {
      this.#wanted -= 1;
      if (this.#wanted === 0) this.utf8 += this.#sign;
      return;
    }
    this.#sign = byte >= 0xc2 ? lengthByLead(byte) : 0;
    this.#wanted = Math.max(0, this.#sign - 1);
  }
}

const nearlyAll = 0.9;
const mostOf = 0.6;
const half = 0.5;

const percent = (part: number, of: number): string => `${Math.floor((part / Math.max(1, of)) * 100)}%`;

/** The encoding of text that is no UTF-8, when its signs leave no doubt; else the sentence that asks for it. */
export const judgeSigns = (signs: SignCount): Letters => {
  const { high, lone, western, letters, pairs, common, plain, broken, unused, utf8 } = signs;
  if (utf8 >= high * nearlyAll)
    return {
      encoding: undefined,
      why: {
        zh: `几乎全是 UTF-8，但有 ${high - utf8} 个字节不是；请修复文件，或写明编码`,
        en: `nearly all of it is UTF-8, and ${high - utf8} bytes are not; mend the file, or say the encoding`,
      },
    };
  if (broken === 0 && plain >= pairs * nearlyAll && common >= pairs * mostOf)
    return {
      encoding: "gb18030",
      why: {
        zh: `不是 UTF-8；${pairs} 个双字节字符中 ${percent(common, pairs)} 是 GB 2312 常用字和标点`,
        en: `no UTF-8; of ${pairs} double-byte signs ${percent(common, pairs)} are common ones of GB 2312`,
      },
    };
  const isWestern = lone >= high * half && western >= high * nearlyAll && letters >= high * mostOf;
  if (unused === 0 && isWestern)
    return {
      encoding: "windows-1252",
      why: {
        zh: `不是 UTF-8；${high} 个高位字节中 ${percent(western, high)} 夹在拉丁字母之间，不成常用汉字`,
        en: `no UTF-8; of ${high} high bytes ${percent(western, high)} stand among Latin letters and make no common Chinese sign`,
      },
    };
  return {
    encoding: undefined,
    why: {
      zh: "不是 UTF-8，也看不出是 GB 18030、Big5 还是 Windows-1252；请写明编码",
      en: "no UTF-8, and nobody can tell whether GB 18030, Big5 or Windows-1252; say the encoding",
    },
  };
};

/** When things happened in a trace, by the number of its line: messages read, syncs that ended, acknowledgements written. */
export interface LineOf {
  /** By the message's own number. */
  readonly read: ReadonlyMap<number, number>;
  readonly synced: readonly number[];
  readonly acknowledged: ReadonlyMap<number, number>;
}

const bytesOf = (text: string): Buffer => Buffer.from(text.replaceAll("\\x", ""), "hex");

/** Number of a PUBLISH at QoS 1; undefined when the bytes are none. */
const numberOfPublish = (bytes: Buffer): number | undefined => {
  if ((bytes[0] ?? 0) !== 0x32) return undefined;
  const header = (bytes[1] ?? 0) < 128 ? 2 : 3;
  if (bytes.length < header + 2) return undefined;
  const at = header + 2 + bytes.readUInt16BE(header);
  return at + 2 <= bytes.length ? bytes.readUInt16BE(at) : undefined;
};

/** Numbers of the PUBACKs in bytes that hold nothing else. */
const numbersOfAcks = (bytes: Buffer): number[] => {
  const numbers: number[] = [];
  for (let at = 0; at + 4 <= bytes.length && bytes[at] === 0x40 && bytes[at + 1] === 2; at += 4)
    numbers.push(bytes.readUInt16BE(at + 2));
  return numbers;
};

const strings = (line: string): Buffer[] =>
  [...line.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map(([, text]) => bytesOf(text ?? ""));

/** Reads what `strace -f -y -xx` wrote; of syncs those that succeeded on files whose path holds `store`. */
export const readTrace = (text: string, store: string): LineOf => {
  const [read, acknowledged] = [new Map<number, number>(), new Map<number, number>()];
  const synced: number[] = [];
  /** Syncs under way, by thread: their end is a line of its own when another thread came between. */
  const syncing = new Map<string, boolean>();
  // Paths are written as bytes, too.
  const path = [...Buffer.from(store)].map((byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join("");
  for (const [at, line] of text.split("\n").entries()) {
    const thread = line.split(" ", 1)[0] ?? "";
    if (/ (?:fsync|fdatasync)\(/.test(line)) {
      if (line.includes("<unfinished")) syncing.set(thread, line.includes(path));
      else if (line.includes(path) && line.endsWith("= 0")) synced.push(at);
    } else if (/<\.\.\. (?:fsync|fdatasync) resumed/.test(line)) {
      if (syncing.get(thread) === true && line.endsWith("= 0")) synced.push(at);
    } else if (/ read\(|<\.\.\. read resumed/.test(line)) {
      for (const bytes of strings(line)) {
        const number = numberOfPublish(bytes);
        if (number !== undefined) read.set(number, at);
      }
    } else if (/ writev?\(/.test(line))
      for (const number of numbersOfAcks(Buffer.concat(strings(line)))) acknowledged.set(number, at);
  }
  return { read, synced, acknowledged };
};

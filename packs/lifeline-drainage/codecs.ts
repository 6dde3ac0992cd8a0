import type { Decoded } from "@chengyun/kernel";

/** One kind of entry in a frame: two bytes name it, a fixed number of bytes follows. */
interface Entry {
  readonly size: number;
  readonly read: (view: DataView, offset: number) => Decoded | undefined;
}

/** Numbers are little-endian; heights in cm, times in seconds since 1970. */
const entries: Readonly<Record<number, Entry>> = {
  373: { size: 1, read: () => undefined },
  887: { size: 2, read: (view, offset) => ({ stream: "level", value: view.getUint16(offset, true) }) },
  1024: { size: 1, read: (view, offset) => ({ stream: "lid", value: view.getUint8(offset) === 0 ? 0 : 1 }) },
  8398: {
    size: 6,
    read: (view, offset) => ({
      stream: "level",
      value: view.getUint16(offset + 4, true),
      at: view.getUint32(offset, true) * 1_000,
    }),
  },
};

/**
 * Frames of a battery-driven gauge on a LoRaWAN: battery (01 75), level (03 77), lid (04 00), and levels kept while
 * the radio was away (20 ce). One entry that is cut short or unknown makes the whole frame unreadable: where the
 * next one begins is then a guess.
 */
export const decodeManholeGauge = (payload: Uint8Array): Decoded[] => {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  const readings: Decoded[] = [];
  for (let offset = 0; offset < view.byteLength; ) {
    const entry = offset + 2 <= view.byteLength ? entries[view.getUint16(offset)] : undefined;
    if (entry === undefined || offset + 2 + entry.size > view.byteLength) return [];
    const reading = entry.read(view, offset + 2);
    if (reading !== undefined) readings.push(reading);
    offset += 2 + entry.size;
  }
  return readings;
};

const littleEndian = (value: number, size: number): number[] =>
  Array.from({ length: size }, (_, place) => Math.floor(value / 256 ** place) % 256);

const toEntry = ({ stream, value, at }: Decoded): number[] => {
  if (stream === "lid") return [0x04, 0x00, value];
  const level = littleEndian(Math.round(value), 2);
  return at === undefined ? [0x03, 0x77, ...level] : [0x20, 0xce, ...littleEndian(Math.floor(at / 1_000), 4), ...level];
};

/** The frame a gauge sends for these readings; for the simulator. Of the lid a gauge only knows how it is now. */
export const encodeManholeGauge = (readings: readonly Decoded[]): Uint8Array => {
  const lid = readings.findLastIndex(({ stream }) => stream === "lid");
  return Uint8Array.from(readings.flatMap((one, at) => (one.stream === "lid" && at !== lid ? [] : toEntry(one))));
};

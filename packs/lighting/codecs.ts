import type { Decoded } from "@chengyun/kernel";

/** Current in hundredths of an ampere, two bytes, then the state of the lamp; little-endian. */
const size = 3;
const states = 3;

/** Frames of a lamp controller on NB-IoT: three bytes, whole or no reading at all. */
export const decodeLampController = (payload: Uint8Array): Decoded[] => {
  if (payload.byteLength !== size) return [];
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  const state = view.getUint8(2);
  if (state >= states) return [];
  return [
    { stream: "lamp-current", value: view.getUint16(0, true) / 100 },
    { stream: "lamp", value: state },
  ];
};

/** The frame a controller sends for these readings; it has no clock, so its times are those of arrival. */
export const encodeLampController = (readings: readonly Decoded[]): Uint8Array => {
  const of = (stream: string): number => readings.findLast((one) => one.stream === stream)?.value ?? 0;
  const hundredths = Math.round(of("lamp-current") * 100);
  return Uint8Array.of(hundredths % 256, Math.floor(hundredths / 256), of("lamp"));
};

import type { Decoded } from "@chengyun/kernel";

/** The frame: fill in %, tilt in °, metres from its place; while it moves also its position in 1e-5 degrees. Little-endian. */
const still = 4;
const moving = still + 8;
const perDegree = 100_000;

/** Reads a frame of an ashtray's sensor on LoRaWAN; any other length is no reading at all. */
export const decodeAshtray = (payload: Uint8Array): Decoded[] => {
  if (payload.byteLength !== still && payload.byteLength !== moving) return [];
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  const place =
    payload.byteLength === still
      ? []
      : [
          { stream: "longitude", value: view.getInt32(still, true) / perDegree },
          { stream: "latitude", value: view.getInt32(still + 4, true) / perDegree },
        ];
  return [
    { stream: "ashtray-fill", value: view.getUint8(0) },
    { stream: "ashtray-tilt", value: view.getUint8(1) },
    { stream: "ashtray-moved", value: view.getUint16(2, true) },
    ...place,
  ];
};

/** The frame for these readings, for the simulator; a sensor at its place sends no position. */
export const encodeAshtray = (readings: readonly Decoded[]): Uint8Array => {
  const of = (stream: string): number | undefined => readings.findLast((one) => one.stream === stream)?.value;
  const [longitude, latitude] = [of("longitude"), of("latitude")];
  const away = Math.min(65_535, Math.round(of("ashtray-moved") ?? 0));
  const isMoving = longitude !== undefined && latitude !== undefined && away > 0;
  const view = new DataView(new ArrayBuffer(isMoving ? moving : still));
  view.setUint8(0, Math.round(of("ashtray-fill") ?? 0));
  view.setUint8(1, Math.round(of("ashtray-tilt") ?? 0));
  view.setUint16(2, away, true);
  if (isMoving) {
    view.setInt32(still, Math.round(longitude * perDegree), true);
    view.setInt32(still + 4, Math.round(latitude * perDegree), true);
  }
  return new Uint8Array(view.buffer);
};

import type { Sample } from "@chengyun/kernel";

/** Bytes as in a data sheet. */
export const samples: readonly Sample[] = [
  {
    device: "ashtray-sensor",
    // At its place, 62 % full, upright.
    payload: Uint8Array.of(62, 2, 0, 0),
    gives: [
      { stream: "ashtray-fill", value: 62 },
      { stream: "ashtray-tilt", value: 2 },
      { stream: "ashtray-moved", value: 0 },
    ],
  },
  {
    device: "ashtray-sensor",
    // 412 m away, lying, at 112.35021° E 28.84733° N.
    payload: Uint8Array.of(62, 88, 0x9c, 0x01, 0xcd, 0x6e, 0xab, 0x00, 0x7d, 0x04, 0x2c, 0x00),
    gives: [
      { stream: "ashtray-fill", value: 62 },
      { stream: "ashtray-tilt", value: 88 },
      { stream: "ashtray-moved", value: 412 },
      { stream: "longitude", value: 112.35021 },
      { stream: "latitude", value: 28.84733 },
    ],
  },
];

import type { Sample } from "@chengyun/kernel";

/** Seen on devices of these kinds; the bytes are written as in a data sheet. */
export const samples: readonly Sample[] = [
  {
    device: "manhole-gauge",
    // Battery 98 %, level 143 cm, lid closed.
    payload: Uint8Array.of(0x01, 0x75, 0x62, 0x03, 0x77, 0x8f, 0x00, 0x04, 0x00, 0x00),
    gives: [
      { stream: "level", value: 143 },
      { stream: "lid", value: 0 },
    ],
  },
  {
    device: "manhole-gauge",
    // The lid is lifted: sent at once, without a level.
    payload: Uint8Array.of(0x04, 0x00, 0x01),
    gives: [{ stream: "lid", value: 1 }],
  },
  {
    device: "manhole-gauge",
    // Two levels kept while the radio was away.
    payload: Uint8Array.of(
      ...[0x20, 0xce, 0x70, 0x5a, 0x07, 0x6a, 0x38, 0x01],
      ...[0x20, 0xce, 0x9c, 0x5b, 0x07, 0x6a, 0x4c, 0x01],
    ),
    gives: [
      { stream: "level", value: 312, at: 1_778_866_800_000 },
      { stream: "level", value: 332, at: 1_778_867_100_000 },
    ],
  },
  {
    device: "pump-controller",
    payload: '{"at":"2026-06-14T09:05:00.000Z","v":{"forebay-level":286,"pumps":1}}',
    gives: [
      { stream: "forebay-level", value: 286, at: 1_781_427_900_000 },
      { stream: "pumps", value: 1, at: 1_781_427_900_000 },
    ],
  },
  {
    device: "tipping-bucket",
    payload: '[{"at":"2026-06-14T09:05:00.000Z","v":{"rain":36.5}},{"at":"2026-06-14T09:10:00.000Z","v":{"rain":41}}]',
    gives: [
      { stream: "rain", value: 36.5, at: 1_781_427_900_000 },
      { stream: "rain", value: 41, at: 1_781_428_200_000 },
    ],
  },
  {
    device: "road-water-gauge",
    payload: '{"at":"2026-06-14T09:05:00.000Z","v":{"depth":18}}',
    gives: [{ stream: "depth", value: 18, at: 1_781_427_900_000 }],
  },
];

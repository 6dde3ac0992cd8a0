import type { Sample } from "@chengyun/kernel";

/** Bytes as in a data sheet, and the platform's JSON. */
export const samples: readonly Sample[] = [
  {
    device: "lamp-controller",
    // 0.68 A, on.
    payload: Uint8Array.of(0x44, 0x00, 0x01),
    gives: [
      { stream: "lamp-current", value: 0.68 },
      { stream: "lamp", value: 1 },
    ],
  },
  {
    device: "lamp-controller",
    // Switched on, no current.
    payload: Uint8Array.of(0x00, 0x00, 0x02),
    gives: [
      { stream: "lamp-current", value: 0 },
      { stream: "lamp", value: 2 },
    ],
  },
  {
    device: "cabinet-controller",
    payload: '{"at":"2026-06-14T12:05:00.000Z","v":{"supply-voltage":229,"breaker":0}}',
    gives: [
      { stream: "supply-voltage", value: 229, at: 1_781_438_700_000 },
      { stream: "breaker", value: 0, at: 1_781_438_700_000 },
    ],
  },
];

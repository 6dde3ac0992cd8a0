import type { Sample } from "@chengyun/kernel";

export const samples: readonly Sample[] = [
  {
    device: "pressure-logger",
    payload: '{"at":"2026-06-14T09:05:00.000Z","v":{"pressure":286}}',
    gives: [{ stream: "pressure", value: 286, at: 1_781_427_900_000 }],
  },
  {
    device: "district-meter",
    payload: '{"at":"2026-06-14T09:05:00.000Z","v":{"water-flow":142.5}}',
    gives: [{ stream: "water-flow", value: 142.5, at: 1_781_427_900_000 }],
  },
];

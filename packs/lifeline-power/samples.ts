import type { Sample } from "@chengyun/kernel";

export const samples: readonly Sample[] = [
  {
    device: "unit-monitor",
    payload: '{"at":"2026-06-14T09:05:00.000Z","v":{"load-current":218.4}}',
    gives: [{ stream: "load-current", value: 218.4, at: 1_781_427_900_000 }],
  },
];

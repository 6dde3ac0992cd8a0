import type { Sample } from "@chengyun/kernel";

export const samples: readonly Sample[] = [
  {
    device: "water-quality-station",
    payload: '{"at":"2026-06-14T12:00:00.000Z","v":{"ammonia":0.42,"dissolved-oxygen":7.1,"ph":7.6}}',
    gives: [
      { stream: "ammonia", value: 0.42, at: 1_781_438_400_000 },
      { stream: "dissolved-oxygen", value: 7.1, at: 1_781_438_400_000 },
      { stream: "ph", value: 7.6, at: 1_781_438_400_000 },
    ],
  },
];

import type { Sample } from "@chengyun/kernel";

export const samples: readonly Sample[] = [
  {
    device: "methane-probe",
    payload: '{"at":"2026-06-14T09:05:00.000Z","v":{"methane":1.5}}',
    gives: [{ stream: "methane", value: 1.5, at: 1_781_427_900_000 }],
  },
];

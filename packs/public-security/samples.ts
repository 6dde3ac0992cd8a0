import type { Sample } from "@chengyun/kernel";

/** Cameras count on board and send figures, no pictures. */
export const samples: readonly Sample[] = [
  {
    device: "crowd-camera",
    payload: '{"at":"2026-06-14T12:05:00.000Z","v":{"crowd-density":1.3,"people":5200}}',
    gives: [
      { stream: "crowd-density", value: 1.3, at: 1_781_438_700_000 },
      { stream: "people", value: 5_200, at: 1_781_438_700_000 },
    ],
  },
];

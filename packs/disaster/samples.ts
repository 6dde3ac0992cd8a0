import type { Sample } from "@chengyun/kernel";

/** 秀英 in typhoon Rammasun, 18 July 2014, 17:00 to 19:00 China time. */
export const samples: readonly Sample[] = [
  {
    device: "tide-recorder",
    payload: '{"at":"2014-07-18T09:00:00.000Z","v":{"tide-level":319}}',
    gives: [{ stream: "tide-level", value: 319, at: 1_405_674_000_000 }],
  },
  {
    device: "tide-recorder",
    payload:
      '[{"at":"2014-07-18T10:00:00.000Z","v":{"tide-level":343}},{"at":"2014-07-18T11:00:00.000Z","v":{"tide-level":315}}]',
    gives: [
      { stream: "tide-level", value: 343, at: 1_405_677_600_000 },
      { stream: "tide-level", value: 315, at: 1_405_681_200_000 },
    ],
  },
];

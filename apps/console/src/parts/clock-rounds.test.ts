import type { ClockShape } from "@chengyun/contracts";
import { expect, test } from "vitest";
import { partClocks } from "./clock-rounds.ts";

const clock = (id: string, startedAt: string, stoppedAt?: string): ClockShape =>
  ({ clock: id, startedAt, ...(stoppedAt === undefined ? {} : { stoppedAt }) }) as ClockShape;

test("after a hand-back the limit that runs is shown as the second round, and what is over lies apart", () => {
  const filing = clock("file", "2026-11-30T01:00Z", "2026-11-30T02:00Z");
  const first = clock("dispose", "2026-11-30T02:00Z", "2026-11-30T03:00Z");
  const second = clock("dispose", "2026-11-30T04:00Z");
  const total = clock("total", "2026-11-30T01:00Z");
  expect(partClocks([filing, first, second, total], second)).toEqual({
    main: { clock: second, round: 2 },
    open: [{ clock: total, round: undefined }],
    over: [
      { clock: filing, round: undefined },
      { clock: first, round: 1 },
    ],
  });
});

test("of a closed case every limit is over", () => {
  const only = clock("dispose", "2026-11-30T02:00Z", "2026-11-30T03:00Z");
  expect(partClocks([only], undefined)).toEqual({
    main: undefined,
    open: [],
    over: [{ clock: only, round: undefined }],
  });
});

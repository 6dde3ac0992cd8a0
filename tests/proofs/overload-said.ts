import type { Figure } from "../../bench/bench.ts";
import { overloadCity } from "../faults/overload.ts";
import { closeSmallCity, openSmallCity } from "../faults/small-city.ts";
import { mustBeNone, mustHold, type Proof } from "./proof.ts";

/** Slow enough that the disk is what it waits for, and not the processor that it shares with whoever floods it. */
const slowMs = 900;

/** 3: overload that says so. */
export const overloadSaid: Proof = {
  what: "fed ten times what it can take: nothing acknowledged is lost, the alarm about itself comes first",
  run: async ({ id, quick, tell }): Promise<readonly Figure[]> => {
    try {
      const city = await openSmallCity(slowMs);
      const seen = await overloadCity(city, { seconds: quick ? 6 : 15, tell });
      const [three, ten] = seen.floods;
      const lost = seen.lost === 0 ? [] : [`${seen.lost} lost`];
      const isGood = [three, ten].every((flood) => flood !== undefined && flood.goodput >= 0.8);
      return [
        mustBeNone(id, `of ${(three?.acknowledged ?? 0) + (ten?.acknowledged ?? 0)} acknowledged readings, lost`, lost),
        mustHold(id, `the alarm about itself was kept ${seen.aheadMs} ms before the first refusal`, seen.aheadMs >= 0),
        mustHold(id, "it reached whoever looks after the platform, as a notice", seen.noticed),
        mustHold(
          id,
          `${seen.told} refusals over HTTP, each with when to come again`,
          seen.told > 0 && seen.untold === 0,
        ),
        mustHold(id, `of ${seen.capacity.toFixed(0)} readings/s at least 80 % were taken at 3 × and 10 ×`, isGood),
        mustHold(
          id,
          "a change was made at 3 × and at 10 ×",
          seen.under.every(({ command }) => command),
        ),
        mustHold(id, `calm again ${seen.recoverySeconds.toFixed(1)} s after the load`, seen.recoverySeconds <= 30),
        mustHold(id, `${seen.peakMb.toFixed(0)} MB at most, of ${seen.memoryMb}`, seen.peakMb <= seen.memoryMb),
      ];
    } finally {
      await closeSmallCity();
    }
  },
};

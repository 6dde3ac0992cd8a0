import type { ClockShape } from "@chengyun/contracts";
import { TimeLeft } from "@chengyun/ui";
import { asOf, useNow } from "../data/clock.ts";

interface CaseTimeProps {
  readonly clock: ClockShape;
  /** The browser's time at which the answer with this clock came. */
  readonly heardAt: number;
  readonly form?: "short" | "line" | "full";
  readonly named?: boolean;
}

/** A clock of a case, running on with the city's time. */
export const CaseTime = ({ clock, heardAt, form = "line", named = false }: CaseTimeProps) => (
  <TimeLeft clock={clock} now={useNow()} asOf={asOf(heardAt)} form={form} named={named} />
);

export {
  bringClocks,
  carryClocks,
  clockPort,
  clocksOf,
  clocksToCarry,
  putBackClocks,
  relimitClocks,
  startEarlier,
  toClockShape,
  wouldRest,
} from "./service.ts";

export {
  carryClocks,
  clockPort,
  clocksOf,
  clocksToCarry,
  putBackClocks,
  relimitClocks,
  startEarlier,
  wouldRest,
} from "./service.ts";

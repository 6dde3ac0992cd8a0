export {
  carryClocks,
  clockPort,
  clocksOf,
  clocksToCarry,
  putBackClocks,
  relimitClocks,
  startEarlier,
} from "./service.ts";

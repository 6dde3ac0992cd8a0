export { keepAlarmEvents, listStandingAlarms } from "./service.ts";
export { findAlarm, listEchoCases, worstAlarms } from "./store.ts";

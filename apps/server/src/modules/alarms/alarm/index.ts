export { keepAlarmEvents, listStandingAlarms } from "./service.ts";
export { findAlarm, listEchoCases } from "./store.ts";

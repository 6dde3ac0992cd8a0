export type { AlarmRecord } from "./model.ts";
export { keepAlarmEvents, listStandingAlarms } from "./service.ts";
export { findAlarm, listAlarmsInCases, listEchoCases, worstAlarms } from "./store.ts";

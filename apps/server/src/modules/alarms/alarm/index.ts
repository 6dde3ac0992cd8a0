export { keepAlarmEvents, listStandingAlarms } from "./service.ts";
export { listEchoCases } from "./store.ts";

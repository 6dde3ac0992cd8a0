export { keepAlarmEvents, listStandingAlarms } from "./service.ts";

export { keepReports, tryReports } from "./service.ts";

export { channelsFor, heldUntil, type SettingRecord } from "./model.ts";
export { settingsOf } from "./service.ts";

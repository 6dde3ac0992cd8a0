export { warningFlow } from "./flow.ts";
export type { MessageRecord, StandingWarning, WarningRecord } from "./model.ts";
export { findMessage, findWarning, insertMessage, insertWarning, listSent } from "./store.ts";

export { findOwnReceipt } from "./receipt.ts";
export { listEntriesOf } from "./service.ts";

export { findOwnReceipt } from "./receipt.ts";
export { findOpeningPosition, listEntriesOf } from "./service.ts";

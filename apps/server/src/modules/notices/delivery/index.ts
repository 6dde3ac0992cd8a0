export { type Outbound, type Outsider, queueDeliveries, queueOne } from "./queue.ts";
export { readReceipt } from "./service.ts";
export { countAbout, countGivenUp, settleHeld, updateSeen } from "./store.ts";

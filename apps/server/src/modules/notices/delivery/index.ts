export { type Outbound, queueDeliveries } from "./queue.ts";
export { countGivenUp, settleHeld, updateSeen } from "./store.ts";

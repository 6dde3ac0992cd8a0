export type { DeviceKey, DeviceRecord, StreamRecord } from "./model.ts";
export { hashToken, registerDevice } from "./service.ts";
export {
  findStream,
  listAllStreams,
  listDeviceKeys,
  listStreamNumbers,
  listStreamsOf,
} from "./store.ts";

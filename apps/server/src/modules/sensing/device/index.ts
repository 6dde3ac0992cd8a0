export type { DeviceKey, DeviceRecord, StreamRecord } from "./model.ts";
export { hashToken, provideStreams, registerDevice } from "./service.ts";
export {
  findStream,
  listAllStreams,
  listDeviceKeys,
  listServedBy,
  listStreamNumbers,
  listStreamsOf,
} from "./store.ts";

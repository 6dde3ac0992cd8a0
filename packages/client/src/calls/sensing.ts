import type {
  Device,
  DeviceBatchIn,
  DeviceBatchMade,
  DeviceIn,
  DeviceMade,
  Latest,
  PageQuery,
  Quarantined,
  QuarantineQuery,
  Readings,
  ReadingsQuery,
  Stream,
} from "@chengyun/contracts";
import type { Caller } from "../caller.ts";
import type { Asked, Input, Items, Output, Page } from "../shape.ts";

/** Calls about devices, streams and readings. */
export const sensingCalls = ({ get, post }: Caller) => ({
  streams: (thingId: string) => get<Items<Stream>>(`/things/${thingId}/streams`),
  readings: (streamNo: number, query: Input<typeof ReadingsQuery>) =>
    get<Readings>(`/streams/${streamNo}/readings`, query),
  latest: (query: { readonly area?: string; readonly type?: string } = {}) => get<Items<Latest>>("/latest", query),
  devices: (query: Asked<typeof PageQuery> = {}) => get<Page<Device>>("/devices", query),
  addDevice: (device: Input<typeof DeviceIn>) => post<Output<typeof DeviceMade>>("/devices", device),
  /** Many devices at once, each with its own token's digest where it has one; safe to repeat. */
  importDevices: (batch: Input<typeof DeviceBatchIn>) =>
    post<Output<typeof DeviceBatchMade>>("/imports/devices", batch),
  quarantine: (query: Asked<typeof QuarantineQuery> = {}) =>
    get<Page<Output<typeof Quarantined>>>("/quarantine", query),
});

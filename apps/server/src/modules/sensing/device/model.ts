/** A device as it lies in the table, with where it stands. */
export interface DeviceRecord {
  readonly id: string;
  readonly no: number;
  readonly ref: string;
  readonly type: string;
  readonly thingId: string;
  readonly name: string;
  readonly areaPath: string;
  readonly stage: string;
  readonly version: number;
}

/** A stream as it lies in the table. */
export interface StreamRecord {
  readonly id: string;
  /** Its key in the readings store. */
  readonly no: number;
  readonly thingId: string;
  readonly type: string;
  readonly deviceId: string | undefined;
  readonly areaPath: string;
  readonly registeredAt: Date;
}

/** What ingest needs to know of a device: who it is and what opens the door to it. */
export interface DeviceKey {
  readonly id: string;
  readonly type: string;
  readonly thingId: string;
  readonly areaPath: string;
  /** SHA-256 of its token. */
  readonly tokenHash: Buffer;
}

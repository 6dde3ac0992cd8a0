import type { Decoded, Label } from "@chengyun/kernel";
import { excerpt } from "./payload.ts";
import type { QuarantineDesk } from "./quarantine-desk.ts";
import type { KnownDevice } from "./roster.ts";

/** Longest name of a stream that is said again. */
const nameLength = 60;
/** Dates beyond this can't be written. */
const furthestMs = 8.64e15;

interface Put {
  readonly reason: "undecodable" | "too-far-ahead";
  readonly detail: Label;
  readonly about?: string;
}

/** Puts aside what known devices sent and nobody can use, with its sentence. */
export class Aside {
  readonly #desk: QuarantineDesk;

  constructor(desk: QuarantineDesk) {
    this.#desk = desk;
  }

  putRubbish(device: KnownDevice, payload: Buffer, kept: () => void): void {
    const detail = {
      zh: `读不懂的报文，共 ${payload.length} 字节；未入库。`,
      en: `Could not be read, ${payload.length} bytes; nothing of it was stored.`,
    };
    this.#put(device, payload, { reason: "undecodable", detail }, kept);
  }

  putAhead(device: KnownDevice, found: Decoded, payload: Buffer): void {
    const at = found.at !== undefined && Math.abs(found.at) <= furthestMs ? new Date(found.at).toISOString() : "?";
    const detail = {
      zh: `读数时间 ${at} 超前 36 小时以上（${found.stream} = ${found.value}）；未入库。`,
      en: `Its time ${at} is more than 36 hours ahead (${found.stream} = ${found.value}); not stored.`,
    };
    this.#put(device, payload, { reason: "too-far-ahead", detail, about: found.stream });
  }

  putUnknown(device: KnownDevice, found: Decoded, payload: Buffer): void {
    const name = found.stream.slice(0, nameLength);
    const detail = {
      zh: `设备没有监测项“${name}”；该值未入库，其余已入库。`,
      en: `The device has no stream “${name}”; that value was not stored, the others were.`,
    };
    this.#put(device, payload, { reason: "undecodable", detail, about: `stream ${name}` });
  }

  #put({ id, areaPath }: KnownDevice, payload: Buffer, put: Put, kept?: () => void): void {
    this.#desk.put({ ...put, deviceId: id, address: undefined, areaPath, payload: excerpt(payload) }, kept);
  }
}

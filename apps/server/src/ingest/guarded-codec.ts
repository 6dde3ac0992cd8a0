import type { Decode, Decoded } from "@chengyun/kernel";
import type { Log } from "../platform/log.ts";

/** A codec that throws this often in a row is switched off. */
const mostThrows = 20;

const nothing: readonly Decoded[] = [];

/** Wraps a pack's codec so that whatever it does, ingest goes on. */
export const guardCodec = (decode: Decode, device: string, log: Log): Decode => {
  let throws = 0;
  return (payload) => {
    if (throws >= mostThrows) return nothing;
    try {
      const found = decode(payload);
      throws = 0;
      return found;
    } catch (error) {
      throws += 1;
      log.error({ error, device, throws }, "a pack's codec threw");
      if (throws === mostThrows) log.error({ device }, "the codec is switched off until the next start");
      return nothing;
    }
  };
};

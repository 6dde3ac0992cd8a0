import type { Client } from "@chengyun/client";
import { digestOf, tokenOf } from "./key-token.ts";
import type { Part } from "./part.ts";
import type { Credentials } from "./voice.ts";

/** Most devices of one call. */
const most = 500;

/** What the city answered about the devices it was told of. */
export interface Provisioned {
  readonly credentials: ReadonlyMap<string, Credentials>;
  /** Devices it had never heard of. */
  readonly added: number;
  readonly refused: readonly string[];
}

/** Makes devices known to the city, or known again; nothing changes when they are. */
export const provision = async (client: Client, key: string, parts: readonly Part[]): Promise<Provisioned> => {
  const credentials = new Map<string, Credentials>();
  const refused: string[] = [];
  let added = 0;
  for (let from = 0; from < parts.length; from += most) {
    const some = parts.slice(from, from + most).map(({ ref, name, device, thing }) => {
      const token = tokenOf(key, ref);
      return { ref, type: device.id, thing, name, tokenHash: digestOf(token) };
    });
    const { items } = await client.importDevices({ source: "demo-city", devices: some });
    for (const { ref, id, kept, reason } of items) {
      if (kept === "added") added += 1;
      if (id === undefined) refused.push(`${ref}: ${reason ?? "refused"}`);
      else credentials.set(ref, { id, token: tokenOf(key, ref) });
    }
  }
  return { credentials, added, refused };
};

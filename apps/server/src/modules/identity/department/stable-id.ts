import { createHash } from "node:crypto";

const version = 0x80;
const variant = 0x80;

/**
 * Id of what the profile declares, the same at every start and on every machine: a UUIDv8 (RFC 9562 §5.8) from the
 * first 16 bytes of SHA-256 over `chengyun/<kind>/<code>`.
 */
export const stableId = (kind: string, code: string): string => {
  const bytes = createHash("sha256").update(`chengyun/${kind}/${code}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | version;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | variant;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
};

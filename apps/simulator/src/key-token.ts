import { createHash, createHmac } from "node:crypto";

/**
 * The token of a device, from the city's key: a simulator started again, or a scenario played beside it, has the same
 * without keeping a file of secrets.
 */
export const tokenOf = (key: string, ref: string): string =>
  `cyd_${createHmac("sha256", key).update(`device ${ref}`).digest("base64url")}`;

/** What the city keeps of a token. */
export const digestOf = (token: string): string => createHash("sha256").update(token).digest("hex");

/** The secret by which a citizen of the play follows a report; the same for the same report. */
export const followTokenOf = (key: string, report: string): string =>
  createHmac("sha256", key).update(`citizen ${report}`).digest("base64url");

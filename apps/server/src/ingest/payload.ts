import type { Decode, Decoded } from "@chengyun/kernel";

/** Readings found in a payload, or undefined when nobody could read it. */
export type Found = readonly Decoded[] | undefined;

/** Most readings of one message; more is a mistake or an attack. */
const mostReadings = 20_000;

/** A moment says its zone, or it is no moment: a bare time of day would be a guess. */
const zoned = /(?:Z|[+-]\d\d:?\d\d)$/;

const brace = 0x7b;
const bracket = 0x5b;

const readMoment = (at: unknown): number | undefined => {
  if (typeof at !== "string" || !zoned.test(at)) return undefined;
  const ms = Date.parse(at);
  return Number.isNaN(ms) ? undefined : ms;
};

/** Adds the readings of one `{ "at", "v" }`; false when it is none. */
const addOne = (message: unknown, found: Decoded[]): boolean => {
  if (typeof message !== "object" || message === null) return false;
  const { at, v } = message as { at?: unknown; v?: unknown };
  if (typeof v !== "object" || v === null || Array.isArray(v)) return false;
  const ms = at === undefined ? undefined : readMoment(at);
  if (at !== undefined && ms === undefined) return false;
  const values = v as Readonly<Record<string, unknown>>;
  for (const stream in values) {
    const value = values[stream];
    if (typeof value !== "number" || !Number.isFinite(value)) return false;
    found.push(ms === undefined ? { stream, value } : { stream, value, at: ms });
  }
  return true;
};

/** Reads the platform's own JSON, `{ "at", "v": { … } }` or a list of these; one that is none spoils them all. */
export const readJson = (payload: Buffer): Found => {
  let content: unknown;
  try {
    content = JSON.parse(payload.toString("utf8"));
  } catch {
    return undefined;
  }
  const found: Decoded[] = [];
  if (!Array.isArray(content)) return addOne(content, found) && found.length > 0 ? found : undefined;
  if (content.length > mostReadings) return undefined;
  for (const message of content) if (!addOne(message, found)) return undefined;
  return found.length > 0 && found.length <= mostReadings ? found : undefined;
};

const isJson = (payload: Buffer): boolean => payload[0] === brace || payload[0] === bracket;

/** Reads a payload by the codec of its kind of device, or as JSON when it has none or doesn't know these bytes. */
export const readPayload = (payload: Buffer, decode: Decode | undefined): Found => {
  if (decode === undefined) return readJson(payload);
  const found = decode(payload);
  if (found.length > 0) return found;
  return isJson(payload) ? readJson(payload) : undefined;
};

/** First bytes of a payload for a person to look at: text where it is text, else hex. */
export const excerpt = (payload: Buffer, bytes = 512): string => {
  const head = payload.subarray(0, bytes);
  const text = head.toString("utf8");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly those can't be shown.
  return /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffd]/.test(text) ? `0x${head.toString("hex")}` : text;
};

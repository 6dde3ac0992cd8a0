import { type OutgoingAnswer, Undelivered } from "../../../platform/outgoing.ts";

const refused = { zh: "对方拒绝了这条消息。", en: "The other side refused the message." };
const broken = { zh: "对方服务出错。", en: "The other side failed." };
const moved = { zh: "对方要求转到别处，不予跟随。", en: "The other side points elsewhere; we don't follow." };

/** Slow down and time-outs get better; other refusals of the request itself don't. */
const isPermanent = (status: number): boolean => status >= 400 && status < 500 && ![408, 425, 429].includes(status);

/** Fails unless an answer says that the message was taken. */
export const checkTaken = ({ status, body }: OutgoingAnswer): void => {
  if (status >= 200 && status < 300) return;
  const detail = `HTTP ${status}: ${body.slice(0, 200)}`;
  if (status >= 300 && status < 400) throw new Undelivered(moved, { detail, permanent: true });
  throw new Undelivered(status >= 500 ? broken : refused, { detail, permanent: isPermanent(status) });
};

/** An answer's JSON; undefined when it is none. */
export const readJson = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    // Not JSON: whoever expects some says what that means.
    return undefined;
  }
};

/** What lies at a dotted path of JSON, as text. */
export const textAt = (value: unknown, path: string): string | undefined => {
  const found = path
    .split(".")
    .reduce<unknown>(
      (at, part) =>
        typeof at === "object" && at !== null && Object.hasOwn(at, part)
          ? (at as Record<string, unknown>)[part]
          : undefined,
      value,
    );
  return typeof found === "string" || typeof found === "number" || typeof found === "boolean"
    ? String(found)
    : undefined;
};

/** Fails unless the field of an answer says that all is well: many providers answer 200 to everything. */
export const checkSays = (body: string, path: string, well: readonly string[]): void => {
  const said = textAt(readJson(body), path);
  if (said === undefined || !well.includes(said)) throw new Undelivered(refused, { detail: body.slice(0, 300) });
};

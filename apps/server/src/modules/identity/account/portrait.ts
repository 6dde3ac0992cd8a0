import { AppError } from "../../../platform/app-error.ts";
import type { Context } from "../../../platform/context.ts";
import { nameOf, textsOf } from "../../persons/person/index.ts";
import { findPortraitText } from "./store.ts";

/** A drawing and nothing else: it runs no script and fetches nothing, however it is opened. */
export const portraitHeaders: Readonly<Record<string, string>> = {
  "Content-Security-Policy": "default-src 'none'; sandbox",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Cache-Control": "private, max-age=3600",
};

/** Who has no portrait is shown by the first character of the name: in Chinese the family's. */
const drawInitial = (name: string): string => {
  const [first = "?"] = name;
  const safe = first.replace(/[<>&]/g, "?");
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80"><rect width="80" height="80" fill="#dfe5ea"/>',
    `<text x="40" y="54" font-size="40" font-family="sans-serif" text-anchor="middle" fill="#44525e">${safe}</text></svg>`,
  ].join("");
};

/** The portrait of somebody who works for the city, as an SVG drawing. Fails with `subject.not-found` for others. */
export const readPortrait = async (ctx: Context, personId: string): Promise<string> => {
  const found = await findPortraitText(ctx.db, personId);
  if (found === undefined) throw new AppError("subject.not-found");
  const { textId } = found;
  const drawn = textId === null ? undefined : (await textsOf(ctx, [textId])).get(textId);
  return drawn ?? drawInitial((await nameOf(ctx, [personId])).get(personId) ?? "");
};

import { Id } from "@chengyun/contracts";
import { AppError } from "./app-error.ts";

/** Greatest number of a row. */
const mostRows = 2_147_483_647;

const fail = (): never => {
  throw new AppError("request.invalid", { faults: [{ path: "query.after", code: "cursor" }] });
};

/** Where a list ordered by id goes on; `request.invalid` when it is none of our cursors, so that nobody starts over unawares. */
export const toIdCursor = (after: string | undefined): string | undefined =>
  after === undefined ? undefined : (Id.safeParse(after).data ?? fail());

/** Where a list ordered by number goes on. */
export const toNumberCursor = (after: string | undefined): number | undefined => {
  if (after === undefined) return undefined;
  return /^\d{1,10}$/.test(after) && Number(after) <= mostRows ? Number(after) : fail();
};

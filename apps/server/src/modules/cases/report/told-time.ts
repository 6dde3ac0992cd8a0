import { AppError } from "../../../platform/app-error.ts";
import type { Context } from "../../../platform/context.ts";

const withZone = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;
const withoutZone = /^\d{4}-\d{1,2}-\d{1,2}([T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?)?$/;
/** A phone's clock may be a little ahead of ours. */
const leewayMs = 5 * 60_000;

/** The moment somebody tells. A date without a zone names none and is asked about, never guessed. */
export const getToldTime = (ctx: Context, told: string | undefined): Date | undefined => {
  if (told === undefined || told.trim() === "") return undefined;
  const text = told.trim();
  const faults = (code: string) => ({ faults: [{ path: "body.happenedAt", code }] });
  if (withoutZone.test(text)) throw new AppError("report.no-zone", faults("no-zone"));
  const at = new Date(text);
  if (!withZone.test(text) || Number.isNaN(at.getTime())) throw new AppError("report.no-time", faults("unreadable"));
  if (at.getTime() > ctx.clock.now().getTime() + leewayMs) throw new AppError("report.in-future", faults("future"));
  return at;
};

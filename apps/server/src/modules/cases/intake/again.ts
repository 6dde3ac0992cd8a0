import type { CitizenReport, Entry } from "@chengyun/contracts";
import type { ReportRecord } from "../report/index.ts";
import { comingOf } from "./steps.ts";

const reopenings: readonly string[] = ["case.reopened", "case.reopened-to-dispatch"];

/** Who said that it is not fixed, between a closing and the reopening that followed; nobody where an officer reopened it. */
const saidBy = (between: readonly Entry[], report: ReportRecord): "you" | "other" | undefined => {
  const heard = between.findLast(
    ({ type, changes }) => type === "case.heard" && changes?.["said-fixed"] === "no" && changes["yields"] !== true,
  );
  if (heard === undefined) return undefined;
  return heard.changes?.["reportId"] === report.id ? "you" : "other";
};

/** When the case of a report was last taken up again after it was closed, when that had been, and by whose word. */
export const reopeningOf = (entries: readonly Entry[], report: ReportRecord): CitizenReport["reopened"] => {
  const { since } = comingOf(entries, report);
  const own = entries.filter(({ subject, at }) => subject.id === report.caseId && at >= since);
  const again = own.findLastIndex(({ type }) => reopenings.includes(type));
  const before = own.slice(0, Math.max(again, 0));
  const end = before.findLastIndex(({ type }) => type === "case.closed");
  const [reopened, closed] = [own[again], own[end]];
  if (reopened === undefined || closed === undefined) return undefined;
  const by = saidBy(before.slice(end), report);
  return { at: reopened.at, closedAt: closed.at, ...(by === undefined ? {} : { by }) };
};

import type { ReturnCallIn } from "@chengyun/contracts";
import type { z } from "zod";
import { AppError } from "../../../platform/app-error.ts";
import { type Context, transact } from "../../../platform/context.ts";
import { lockSubject } from "../../../platform/subject.ts";
import { checkVisible, findCase } from "../case/index.ts";
import { type Heard, hearWord } from "../handling/index.ts";
import { findReport } from "../report/index.ts";

/**
 * Writes down what whoever told a report said on the telephone. Answers whether it is what the case says now, and whether
 * the case was opened again by it. Fails with
 * `report.nobody-to-call` where nobody is known to have told it.
 */
export const noteCall = (
  outer: Context,
  asked: z.output<typeof ReturnCallIn> & { readonly caseId: string; readonly reportId: string },
): Promise<Heard> =>
  transact(outer, async (ctx) => {
    await lockSubject(ctx.db, "case", asked.caseId);
    const found = checkVisible(ctx, await findCase(ctx.db, asked.caseId));
    const report = await findReport(ctx.db, { id: asked.reportId });
    if (report === undefined || report.caseId !== found.id) throw new AppError("subject.not-found");
    if (report.reporterId === undefined) throw new AppError("report.nobody-to-call");
    const { fixed, rating, comment } = asked;
    const more = { ...(rating === undefined ? {} : { rating }), ...(comment === undefined ? {} : { comment }) };
    return hearWord(ctx, found.id, { report, fixed, called: true, more });
  });

import type { CaseType } from "@chengyun/kernel";
import { AppError } from "../../../platform/app-error.ts";
import type { Context } from "../../../platform/context.ts";
import { relimitClocks } from "../../flows/clock/index.ts";
import { cityCase, type StandingCase } from "../case/index.ts";
import { findCategory, isOffered } from "../category/index.ts";
import { fileAs } from "../handling/index.ts";
import type { Correction } from "./correct.ts";

/** The category a case is to have: one that new cases may have today, or the one it has. */
const getOffered = async (ctx: Context, found: StandingCase, category: string): Promise<CaseType> => {
  const type = await findCategory(ctx, category);
  if (type === undefined || (category !== found.category && !(await isOffered(ctx, category))))
    throw new AppError("report.no-category", { faults: [{ path: "body.category", code: "unknown", text: category }] });
  return type;
};

const isFiled = ({ stage }: StandingCase): boolean => stage !== "reported" && stage !== "looking";

/**
 * Gives a case another category, or another written condition of the one it has. Once it was filed it counts as filed
 * under the condition named: its words and limits are that one's, and clocks that run are dated anew from their start,
 * so that nobody wins or loses time by the correction.
 */
export const recastBy =
  ({ category, condition }: { category?: string | undefined; condition?: string | undefined }): Correction["recast"] =>
  async (ctx, found) => {
    if (category === undefined) return undefined;
    const type = await getOffered(ctx, found, category);
    if (category === found.category && (condition === undefined || !isFiled(found))) return undefined;
    const { clocks = {}, waives = [], forms = {} } = type;
    const { told, limits } = isFiled(found)
      ? fileAs(type, condition ?? "", "body.condition")
      : { told: {}, limits: clocks };
    const dueAt = await relimitClocks(ctx, found.id, { flow: cityCase, limits });
    return { category, facts: told, limits, waives, forms, ...(dueAt === undefined ? {} : { dueAt }) };
  };

import type { ErrorEntry } from "@chengyun/contracts";
import { code, pageOf, tableOf } from "./page.ts";
import { retiredErrors } from "./retired-errors.ts";

/** The page of every failure a caller can meet. */
export const makeErrors = (errors: Readonly<Record<string, ErrorEntry>>): string => {
  const rows = Object.entries(errors)
    .sort(([a], [b]) => a.localeCompare(b, "en"))
    .map(([name, { status, text }]) => [code(name), String(status), text.zh, text.en]);
  const retired = Object.entries(retiredErrors).map(([name, reason]) => [code(name), reason]);
  return pageOf(
    "# Errors",
    "Every failed answer is a problem (RFC 9457, `application/problem+json`) with one of these codes, the request's id and, where an input has faults, the place of each. The sentence comes in the language of `Accept-Language`.",
    tableOf(["code", "status", "中文", "English"], rows),
    "## Retired",
    "Codes given up are listed here and never used again.",
    retired.length === 0 ? "None yet." : tableOf(["code", "why"], retired),
  );
};

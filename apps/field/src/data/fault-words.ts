import type { Problem } from "@chengyun/contracts";

/**
 * What is wrong in particular. Where the title names the fault of the body itself, as of a place outside the city, its
 * path says nothing to whoever stands in the street.
 */
export const faultWords = ({ code, faults = [] }: Pick<Problem, "code" | "faults">): string[] =>
  faults.flatMap((each) => {
    if (each.text !== undefined) return [each.text];
    return code !== "request.invalid" && each.path.startsWith("body.") ? [] : [`${each.path}: ${each.code}`];
  });

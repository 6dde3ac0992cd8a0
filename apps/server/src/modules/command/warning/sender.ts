import type { Context } from "../../../platform/context.ts";
import { departmentId } from "../../identity/department/index.ts";

/** A body that nobody gave a number: no kind of body, no unit, no extension. */
const unnumbered = "00000000";

/** Under which name and number a department warns, as the profile says. */
export const departmentCodes = (
  ctx: Context,
  id: string | undefined,
): { readonly sender: string; readonly issuer: string } => {
  const { host, departments, warnings } = ctx.deployment.profile;
  const code = departments.find((department) => departmentId(department.code) === id)?.code;
  return {
    sender: warnings?.sender ?? `warnings@${host}`,
    issuer: (code === undefined ? undefined : warnings?.issuers[code]) ?? unnumbered,
  };
};
